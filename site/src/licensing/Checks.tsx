import { useAsked } from "../console/asked";
import { Pager, usePages } from "../console/Pager";
import { Problem } from "../Problem";
import { amountText, momentText } from "../wording";
import { addressOf } from "./address";
import { Answers } from "./Answers";
import { checks, stateView, type CheckView } from "./calls";
import { CheckForm } from "./CheckForm";
import { CheckPage } from "./CheckPage";
import { daysOfCheck, progressText, titleOf } from "./checkWords";
import { whoText } from "./licenseeWords";
import type { SectionProps } from "./sections";

/** Checks of many licensees at once: one of them, or its answers, if the address names it, else how to ask for one. */
export function Checks(props: SectionProps) {
  const asked = new URLSearchParams(location.search);
  const check = asked.get("check");
  if (!check) return <AllChecks {...props} />;
  const Page = asked.has("answers") ? Answers : CheckPage;
  return <Page state={props.state.state} check={check} />;
}

function AllChecks({ state: { state } }: SectionProps) {
  const { data, problem, retry } = useAsked("state", (signal) => stateView(state, signal));
  return (
    <>
      <h1>Check many licensees</h1>
      <p class="lede">
        How each stands by what your state asks, as a workbook. It is in the log, and each physician sees that credits
        were read.
      </p>
      {problem !== null && <Problem problem={problem} subject="The page" retry={retry} />}
      {data && !data.roster && <p class="notice">No roster of your state is loaded yet, so nobody can be found.</p>}
      {data?.roster && <CheckForm about={data} />}
      <Earlier state={state} />
    </>
  );
}

function Earlier({ state }: { state: string }) {
  const pages = usePages();
  const { data, problem, retry } = useAsked(String(pages.cursor), (signal) => checks(state, pages.cursor, signal));
  return (
    <>
      <h2 class="checks__part">Checks of the last 90 days, and audits</h2>
      {problem !== null && <Problem problem={problem} subject="The checks" retry={retry} />}
      {!data && problem === null && <p role="status">Loading the checks …</p>}
      {data?.rows.length === 0 && <p>Nobody has asked for one yet.</p>}
      {data && data.rows.length > 0 && (
        <ul class="groups">
          {data.rows.map((check) => (
            <li key={check.check_id} class="group">
              <Listed check={check} />
            </li>
          ))}
        </ul>
      )}
      {data && <Pager pages={pages} next={data.next} back="Later ones" on="Earlier ones" />}
    </>
  );
}

function Listed({ check }: { check: CheckView }) {
  return (
    <>
      <h3>
        <a href={addressOf("checks", check.state, { check: check.check_id })}>{titleOf(check)}</a>
      </h3>
      <p>
        {momentText(check.asked_at)}, {whoText(check)}, {daysOfCheck(check)}. {progressText(check)}
        {check.licensees !== null && ` ${amountText(check.licensees)} in all.`}
      </p>
    </>
  );
}
