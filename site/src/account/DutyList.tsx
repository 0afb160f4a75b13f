import { countedText, sourceText, spanText, stateText } from "../askedWords";
import type { StateDuties } from "./calls";
import { creditText, seenText } from "./dutyWords";

type Duty = StateDuties["asked"][number];
type Credits = StateDuties["credits"];

/** What a state asks in some days, thing by thing, and how far the person's credits meet it. */
export function DutyList({ duties }: { duties: StateDuties }) {
  return (
    <>
      <h3 class="duties__state">
        {duties.name}, {spanText(duties.starts, duties.ends)}
      </h3>
      {!duties.is_told && <p>What {duties.board} asks in these days isn’t told here.</p>}
      {duties.is_told && <p>{seenText(duties)}</p>}
      {duties.degree_needed && (
        <p class="notice">
          Osteopathic physicians have a board of their own in {duties.name}, and its roster doesn’t say which one
          licenses you. Shown is what the medical board asks.
        </p>
      )}
      <ul class="duties">
        {duties.asked.map((duty) => (
          <li key={duty.sentence} class={`duty ${duty.is_done ? "" : "duty--open"}`}>
            <DutyItem duty={duty} credits={duties.credits} />
          </li>
        ))}
      </ul>
      {duties.undecided.map((sentence) => (
        <p key={sentence}>
          Not known, because it depends on when you were licensed. If this is your first cycle: {sentence}
        </p>
      ))}
    </>
  );
}

function DutyItem({ duty, credits }: { duty: Duty; credits: Credits }) {
  const counted = credits.filter(({ credit_id }) => duty.counted.includes(credit_id));
  const unseen = credits.filter(({ credit_id }) => duty.unseen.includes(credit_id));
  return (
    <>
      <h4>{duty.sentence}</h4>
      <p>
        <span class={`asked__state ${duty.is_done ? "" : "asked__state--open"}`}>{stateText(duty)}</span>.{" "}
        {countedText(duty)}, {spanText(duty.starts, duty.ends)}.
        {duty.only && " Whether it concerns you isn’t known here."}
      </p>
      <Counting title={counted.length === 1 ? "1 credit counts" : `${counted.length} credits count`} of={counted} />
      <Counting title={`${unseen.length} more would count, but the board doesn’t see ${them(unseen)}`} of={unseen} />
      <p class="credit__note">{sourceText(duty)}</p>
    </>
  );
}

function them({ length }: Credits): string {
  return length === 1 ? "it" : "them";
}

function Counting({ title, of: credits }: { title: string; of: Credits }) {
  if (credits.length === 0) return null;
  return (
    <details>
      <summary>{title}</summary>
      <ul>
        {credits.map((credit) => (
          <li key={credit.credit_id}>{creditText(credit)}</li>
        ))}
      </ul>
    </details>
  );
}
