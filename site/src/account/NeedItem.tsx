import { ApiProblem } from "../api";
import { boardsAddress } from "../query";
import { amountText } from "../wording";
import { client, type Need } from "./calls";
import { needTitle, overlapText, progressText, sourceText, spanText, unitText } from "./needWords";
import { Question } from "../forms/Question";

interface Props {
  need: Need;
  /** All needs, of which some may share completions with this one. */
  all: readonly Need[];
  change: () => void;
  deleted: () => void;
}

/** One need with its bars; whatever they show is said beside them. */
export function NeedItem({ need, all, change, deleted }: Props) {
  const isBoard = need.lines[0]?.unit === "MOC";
  const source = sourceText(need);

  async function remove() {
    const { response } = await client.DELETE("/v1/me/needs/{need}", { params: { path: { need: need.need } } });
    if (!response.ok && response.status !== 404) throw new ApiProblem("fault");
    deleted();
  }

  return (
    <>
      <h3>{needTitle(need)}</h3>
      <p class="looks__when">{spanText(need)}</p>
      {need.lines.length === 0 && (
        <p>It isn’t known here any more how much the board asks. Change the need, and say how much.</p>
      )}
      {need.lines.map((line) => (
        <div key={line.of} class="need__line">
          <p>
            {unitText(line)}: <strong>{progressText(line)}</strong>
          </p>
          <div class="need__bar" aria-hidden="true">
            <span style={{ "--share": share(line.accepted, line.asked) }} />
            <span class="is-pending" style={{ "--share": share(line.pending, line.asked) }} />
          </div>
        </div>
      ))}
      {need.most_a_year && (
        <p class="credit__note">At most {amountText(need.most_a_year)} count of one calendar year.</p>
      )}
      {need.beside && <p class="credit__note">{need.beside}</p>}
      {need.overlaps.map(({ need: other, completions }) => {
        const shared = all.find((found) => found.need === other);
        return (
          shared && (
            <p key={other} class="credit__note">
              {overlapText(completions, shared)}
            </p>
          )
        );
      })}
      {source && <p class="credit__note">{source}</p>}
      <div class="row">
        {isBoard && (
          <a href={boardsAddress([need.authority!])}>
            Find activities that count<span class="usa-sr-only"> for {need.authority}</span>
          </a>
        )}
        <button type="button" class="usa-button usa-button--unstyled" onClick={change}>
          Change<span class="usa-sr-only"> {needTitle(need)}</span>
        </button>
        <Question
          button={
            <>
              Delete<span class="usa-sr-only"> {needTitle(need)}</span>
            </>
          }
          title="Delete this need?"
          yes="Delete it"
          no="Keep it"
          act={remove}
        >
          {needTitle(need)}, {spanText(need)}. Your credits stay as they are.
        </Question>
      </div>
    </>
  );
}

function share(amount: number, asked: number): string {
  return `${(100 * amount) / asked}%`;
}
