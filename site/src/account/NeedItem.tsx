import { useRef, useState } from "preact/hooks";
import { ApiProblem } from "../api";
import { Problem } from "../Problem";
import { boardsAddress } from "../query";
import { amountText } from "../wording";
import { client, type Need } from "./calls";
import { needTitle, overlapText, progressText, sourceText, spanText, unitText } from "./needWords";

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
      <p class="row">
        {isBoard && (
          <a href={boardsAddress([need.authority!])}>
            Find activities that count<span class="usa-sr-only"> for {need.authority}</span>
          </a>
        )}
        <button type="button" class="usa-button usa-button--unstyled" onClick={change}>
          Change<span class="usa-sr-only"> {needTitle(need)}</span>
        </button>
        <Delete need={need} deleted={deleted} />
      </p>
    </>
  );
}

function Delete({ need, deleted }: Pick<Props, "need" | "deleted">) {
  const [problem, setProblem] = useState<unknown>(null);
  const asking = useRef<HTMLDialogElement>(null);

  async function remove() {
    asking.current?.close();
    setProblem(null);
    try {
      const { response } = await client.DELETE("/v1/me/needs/{need}", { params: { path: { need: need.need } } });
      if (!response.ok && response.status !== 404) throw new ApiProblem("fault");
      deleted();
    } catch (error) {
      setProblem(error);
    }
  }

  return (
    <>
      <button type="button" class="usa-button usa-button--unstyled" onClick={() => asking.current?.showModal()}>
        Delete<span class="usa-sr-only"> {needTitle(need)}</span>
      </button>
      <dialog ref={asking} class="account__ask" aria-labelledby={`delete-${need.need}`}>
        <h2 id={`delete-${need.need}`}>Delete this need?</h2>
        <p>
          {needTitle(need)}, {spanText(need)}. Your credits stay as they are.
        </p>
        <p class="row">
          <button type="button" class="usa-button" onClick={() => void remove()}>
            Delete it
          </button>
          <button type="button" class="usa-button usa-button--outline" onClick={() => asking.current?.close()}>
            Keep it
          </button>
        </p>
      </dialog>
      {problem !== null && <Problem problem={problem} subject="Your account" />}
    </>
  );
}

function share(amount: number, asked: number): string {
  return `${(100 * amount) / asked}%`;
}
