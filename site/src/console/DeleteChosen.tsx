import { Question } from "../forms/Question";
import { Problem } from "../Problem";
import { addressOf } from "./address";
import { boardsAsked, useDeleting } from "./deleting";
import type { LearnerRecord } from "./learnerCalls";

interface Props {
  provider: string;
  chosen: readonly LearnerRecord[];
  done: () => void;
}

/** Deletes the records that are chosen, one after the other, and names those that weren't taken. */
export function DeleteChosen({ provider, chosen, done }: Props) {
  const { job, isBusy, problem, start, goOn, forget } = useDeleting(provider, done);
  const { left, count, failed } = job;
  const over = count - left.length;
  const taken = over - failed.length;
  return (
    <>
      {chosen.length > 0 && left.length === 0 && (
        <p class="row console__tools">
          <span>
            {chosen.length === 1 ? "1 learner chosen." : `${chosen.length.toLocaleString()} learners chosen.`}
          </span>
          <Question
            button="Delete the chosen"
            title={chosen.length === 1 ? "Delete the record?" : `Delete ${chosen.length.toLocaleString()} records?`}
            yes="Delete"
            no="Keep them"
            subject="The hub"
            act={async () => {
              // The question closes meanwhile; how far it is stands in the page.
              void start(
                chosen.map(({ record, given_name, family_name }) => ({
                  record,
                  learner: `${given_name} ${family_name}`,
                })),
              );
            }}
          >
            {askedText(boardsAsked(chosen))}
          </Question>
        </p>
      )}
      {count > 0 && (
        <div class="notice" role="status">
          <p>
            {over.toLocaleString()} of {count.toLocaleString()} done
            {left.length > 0 && !isBusy && ". It was broken off"}.{" "}
            {left.length === 0 &&
              taken > 0 &&
              "A delete counts once the boards that accepted the record agree; until then its credit counts."}
          </p>
          <progress max={count} value={over} aria-label="Deleted" />
          {problem !== null && <Problem problem={problem} subject="The hub" />}
          {failed.length > 0 && (
            <>
              <p>Not deleted:</p>
              <ul>
                {failed.map(({ record, learner, fault }) => (
                  <li key={record}>
                    <a href={addressOf(`learners/${record}`)}>{learner}</a>: {fault}
                  </li>
                ))}
              </ul>
            </>
          )}
          {!isBusy && (
            <p class="row">
              {left.length > 0 && (
                <button type="button" class="usa-button" onClick={() => void goOn()}>
                  Go on with {left.length.toLocaleString()}
                </button>
              )}
              <button type="button" class="usa-button usa-button--outline" onClick={forget}>
                {left.length > 0 ? "Leave the others as they are" : "All right"}
              </button>
            </p>
          )}
        </div>
      )}
    </>
  );
}

function askedText(boards: readonly [string, number][]): string {
  if (boards.length === 0) return "No board has accepted them, so that none is asked.";
  const asked = boards.map(([board, count]) => `${board} about ${count.toLocaleString()}`).join(", ");
  return `These boards are asked: ${asked}. What they accepted counts until they agree.`;
}
