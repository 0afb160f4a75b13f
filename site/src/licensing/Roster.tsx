import { useAsked } from "../console/asked";
import { Problem } from "../Problem";
import { momentText } from "../wording";
import { addressOf } from "./address";
import { stateView } from "./calls";
import { whoText } from "./licenseeWords";
import { sentRosters, type SentRoster } from "./rosterCalls";
import { RosterForm } from "./RosterForm";
import { RosterPage } from "./RosterPage";
import { changesText, statusText } from "./rosterWords";
import type { SectionProps } from "./sections";

/** A roster that was sent, if the address names it; else what is loaded, and how to send another. */
export function Roster(props: SectionProps) {
  const roster = new URLSearchParams(location.search).get("roster");
  return roster ? <RosterPage state={props.state.state} roster={roster} /> : <Loaded {...props} />;
}

function Loaded({ state: { state } }: SectionProps) {
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
      <p>The more a roster tells of licences, the more cycles are known here.</p>
      <section class="console__part" aria-labelledby="send">
        <h2 id="send">Send a roster</h2>
        <RosterForm state={state} />
      </section>
      <Sent state={state} />
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

function Sent({ state }: { state: string }) {
  const { data, problem, retry } = useAsked("sent", (signal) => sentRosters(state, signal));
  return (
    <section class="console__part" aria-labelledby="sent">
      <h2 id="sent">Sent in the last 90 days</h2>
      {problem !== null && <Problem problem={problem} subject="The rosters" retry={retry} />}
      {!data && problem === null && <p role="status">Loading what was sent …</p>}
      {data?.length === 0 && <p>No officer has sent one.</p>}
      {data && data.length > 0 && (
        <ul class="groups">
          {data.map((roster) => (
            <li key={roster.roster_id} class="group">
              <Listed roster={roster} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Listed({ roster }: { roster: SentRoster }) {
  return (
    <>
      <h3>
        <a href={addressOf("roster", roster.state, { roster: roster.roster_id })}>{roster.name}</a>
      </h3>
      <p>
        {momentText(roster.sent_at)}, {whoText({ asked_by: roster.sent_by, by_system: false, is_you: roster.is_you })}
        {roster.delta && ", changes alone"}. {statusText(roster)} {changesText(roster)}
      </p>
    </>
  );
}
