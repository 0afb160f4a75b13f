import { useAsked } from "../console/asked";
import { Problem } from "../Problem";
import { momentText } from "../wording";
import { stateView } from "./calls";
import type { SectionProps } from "./sections";

/** What is loaded of the state's roster, and by whose requirements its licensees are judged. */
export function Roster({ state: { state } }: SectionProps) {
  const { data, problem, retry } = useAsked("state", (signal) => stateView(state, signal));
  if (problem !== null) return <Problem problem={problem} subject="The roster" retry={retry} />;
  if (!data) return <p role="status">Loading what is known of the roster …</p>;
  const { roster, boards, is_voluntary } = data;
  return (
    <>
      <h1>Roster</h1>
      {roster ? (
        <p class="lede">
          Loaded {momentText(roster.at)} with {roster.entries.toLocaleString()}{" "}
          {roster.entries === 1 ? "licensee" : "licensees"}
          {roster.changed_at && `, changed last ${momentText(roster.changed_at)}`}.
        </p>
      ) : (
        <p class="lede">No roster of your state is loaded yet.</p>
      )}
      <p>Whoever runs the hub loads rosters. The more they tell of a licence, the more cycles are known here.</p>
      <section class="console__part" aria-labelledby="rules">
        <h2 id="rules">By whose rules licensees are judged</h2>
        {boards.length === 0 ? <p>What your state asks isn’t told here yet.</p> : <p>{boards.join("; ")}</p>}
        <p>
          {is_voluntary
            ? "Reporting to your board is voluntary, so physicians may withhold their credits from you. Nothing says who does."
            : "Physicians can’t withhold their credits from you: reporting to your board isn’t known to be voluntary."}
        </p>
      </section>
    </>
  );
}
