import type { SubmissionState } from "./calls";
import { outcomesOf, rowCountText, statusText } from "./words";

/** How far a submission has come, and what its rows came to. */
export function Outcomes({ state }: { state: SubmissionState }) {
  const outcomes = outcomesOf(state.counts);
  const isUnderWay = state.status !== "finished";
  return (
    <div class="outcomes">
      <p role="status" aria-live="polite">
        <strong>{statusText(state)}</strong>
        {isUnderWay && state.rows > 0 && `, ${rowCountText(state.rows)} read so far`}
        {isUnderWay && ". This page tells by itself when more is known."}
      </p>
      {isUnderWay && <progress class="archive__progress" aria-label="Under way" />}
      {!isUnderWay && state.rows === 0 && <p>No row of it could be read.</p>}
      {outcomes.length > 0 && (
        <ul class="outcomes__counts">
          {outcomes.map(({ outcome, text, count }) => (
            <li key={outcome} class={`outcomes__count outcomes__count--${outcome}`}>
              <strong>{count.toLocaleString()}</strong> {text}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
