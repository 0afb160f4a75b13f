import { useEffect, useRef, useState } from "preact/hooks";
import { ApiProblem } from "../api";
import { Problem } from "../Problem";
import { amountText, dayText } from "../wording";
import { client, ownCredits, type OwnCredit } from "./calls";
import type { Refusal } from "../forms/faults";
import { OwnForm } from "./OwnForm";
import { fileText, saveFile } from "./ownFiles";
import { Question } from "../forms/Question";
import type { SectionProps } from "./sections";

/** Credits that the person entered, which nobody has verified. */
export function Own({ me }: SectionProps) {
  const [credits, setCredits] = useState<readonly OwnCredit[] | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  const [said, setSaid] = useState("");
  const [name, setName] = useState(() => new URLSearchParams(location.search).get("credit"));
  /** Counts what was saved, so that the form then begins with what is there. */
  const [saves, setSaves] = useState(0);
  const [trouble, setTrouble] = useState<Refusal | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const controller = new AbortController();
    setProblem(null);
    ownCredits(controller.signal).then(setCredits, (error: unknown) => {
      if (!controller.signal.aborted) setProblem(error);
    });
    return () => controller.abort();
  }, [attempt]);
  const changed = credits?.find((credit) => credit.own_credit === name) ?? null;

  function open(credit: OwnCredit | null) {
    setTrouble(null);
    setName(credit?.own_credit ?? null);
    heading.current?.focus();
  }

  function look(now: string) {
    setSaid(now);
    setAttempt(attempt + 1);
  }

  function saved(credit: OwnCredit, why: Refusal | null) {
    // What is known already needn't wait for the list to be asked again.
    setCredits((before) => [credit, ...(before ?? []).filter(({ own_credit }) => own_credit !== credit.own_credit)]);
    setSaves(saves + 1);
    setTrouble(why);
    setName(why ? credit.own_credit : null);
    look(why ? "The credit is saved. Its file isn’t." : "The credit is saved.");
  }

  if (!credits) {
    if (problem !== null) return <Problem problem={problem} subject="The list" retry={() => look("")} />;
    return <p role="status">Loading what you have entered …</p>;
  }
  return (
    <>
      <section class="account__part">
        <h2 ref={heading} tabIndex={-1}>
          {changed ? "Change the credit" : "Enter a credit"}
        </h2>
        <p>
          Credits that no provider reports: journals, teaching, courses abroad. Only you see them. They are marked as
          your own, and are never among what is verified.
        </p>
        <OwnForm
          key={`${changed?.own_credit} ${saves}`}
          account={me.account}
          credit={changed}
          trouble={trouble}
          done={saved}
          leave={() => open(null)}
        />
      </section>
      <section class="account__part">
        <h2>What you have entered</h2>
        <p role="status">{said}</p>
        {problem !== null && <Problem problem={problem} subject="The list" retry={() => look("")} />}
        {credits.length === 0 && <p>Nothing yet.</p>}
        <ul class="looks">
          {credits.map((credit) => (
            <Entered key={credit.own_credit} credit={credit} change={() => open(credit)} gone={look} />
          ))}
        </ul>
      </section>
    </>
  );
}

interface EnteredProps {
  credit: OwnCredit;
  change: () => void;
  gone: (said: string) => void;
}

function Entered({ credit, change, gone }: EnteredProps) {
  const [problem, setProblem] = useState<unknown>(null);
  const { title, completed_on, amount, kind, words, file } = credit;
  const params = { path: credit };

  async function remove() {
    const { response } = await client.DELETE("/v1/me/own-credits/{own_credit}", { params });
    if (!response.ok && response.status !== 404) throw new ApiProblem("fault");
    gone("The credit is deleted.");
  }

  async function removeFile() {
    const { response } = await client.DELETE("/v1/me/own-credits/{own_credit}/file", { params });
    if (!response.ok && response.status !== 404) throw new ApiProblem("fault");
    gone("The file is deleted.");
  }

  return (
    <li>
      <p class="looks__when">
        <time dateTime={completed_on}>{dayText(completed_on)}</time> · Own, not verified
      </p>
      <h3>{title}</h3>
      <p>
        <strong>{amountText(amount)}</strong> {kind}
      </p>
      {words && <p>{words}</p>}
      {problem !== null && <Problem problem={problem} subject="The file" />}
      {file && (
        <div class="row">
          <span>Its file: {fileText(file)}</span>
          <button
            type="button"
            class="usa-button usa-button--unstyled"
            onClick={() => {
              setProblem(null);
              saveFile(credit).catch(setProblem);
            }}
          >
            Get the file<span class="usa-sr-only"> of {title}</span>
          </button>
          <Question
            button={<Named text="Delete the file" title={title} />}
            title="Delete the file?"
            yes="Delete the file"
            no="Keep it"
            act={removeFile}
          >
            The credit stays, without its file. It can’t be brought back.
          </Question>
        </div>
      )}
      <div class="row">
        <button type="button" class="usa-button usa-button--unstyled" onClick={change}>
          <Named text="Change" title={title} />
        </button>
        <Question
          button={<Named text="Delete" title={title} />}
          title="Delete the credit?"
          yes="Delete"
          no="Keep it"
          act={remove}
        >
          {title}, {dayText(completed_on)}
          {file ? ", and its file" : ""}. It can’t be brought back.
        </Question>
      </div>
    </li>
  );
}

function Named({ text, title }: { text: string; title: string }) {
  return (
    <>
      {text}
      <span class="usa-sr-only"> {title}</span>
    </>
  );
}
