import { useId, useMemo } from "preact/hooks";
import { ApiProblem } from "../api";
import { momentText } from "../wording";
import { addressOf } from "./address";
import type { CellProblem, MendedBy, SentRow } from "./calls";
import { alike, isMendable, type Values } from "./corrections";
import { MendCell } from "./MendCell";
import type { Doing } from "./mending";
import type { Check } from "./rowChecks";
import { outcomeText } from "./words";

interface Props {
  row: SentRow;
  rows: readonly SentRow[];
  headings: readonly string[];
  lists: readonly (string | undefined)[];
  /** None for a row that nobody here can mend. */
  doing: Doing | null;
  values: Values | undefined;
  check: Check | undefined;
  /** Whether no other page has rows to mend. */
  isWhole: boolean;
  isSought: boolean;
}

/** A row as it was sent, with what is wrong in it; made anew only when something of it has changed. */
export function MendRow(props: Props) {
  const { row, rows, headings, lists, doing, values, check, isWhole, isSought } = props;
  return useMemo(() => <Told {...props} />, [row, rows, headings, lists, doing, values, check, isWhole, isSought]);
}

function Told({ row, rows, headings, lists, doing: given, values, check, isWhole, isSought }: Props) {
  const id = useId();
  const doing = isMendable(row) ? given : null;
  const problems = (values && doing && check?.problems) ?? row.problems ?? [];
  const faultyHeadings = headings.filter((heading) => problems.some((problem) => problem.headings.includes(heading)));
  const ofRow = problems.filter((problem) => problem.headings.length === 0);
  return (
    <tr role="row" class={isSought ? "console__sought" : undefined}>
      <th role="rowheader" scope="row">
        Row {row.row}
        <span class="console__hint"> {[row.status, faultyHeadings.join(", ")].filter(Boolean).join(": ")}</span>
        {values && doing && <CheckText row={row} values={values} check={check} />}
        {row.mended_by.map((mended) => (
          <Way key={mended.submission_id} mended={mended} />
        ))}
        {values && given && !doing && <NotSent row={row} values={values} doing={given} />}
        {row.in_cells === false && <span class="console__hint"> No cell can mend it: do what it says.</span>}
        {ofRow.map((problem) => (
          <Said key={problem.code} problem={problem} />
        ))}
      </th>
      {headings.map((heading, column) => {
        const value = row.cells[heading] ?? "";
        const about = problems.filter((problem) => problem.headings.includes(heading));
        const said = about.filter((problem) => problem.headings[0] === heading);
        // What is about several cells is said in the first of them, which the others are described by.
        const saidBy = about.map((problem) => `${id}-${problem.code}`).join(" ") || undefined;
        return (
          <td
            key={heading}
            role="cell"
            data-head={heading}
            class={about.length ? "mend__faulty" : value || doing ? undefined : "mend__blank"}
            aria-describedby={doing ? undefined : saidBy}
          >
            {doing ? (
              <MendCell
                {...{ doing, values, rows, row, heading, column, list: lists[column], saidBy }}
                said={about.map(({ message, fix }) => `${message} ${fix}`).join(" ")}
              />
            ) : (
              value || (about.length ? "(empty)" : "")
            )}
            {said.map((problem) => (
              <Said key={problem.code} id={`${id}-${problem.code}`} problem={problem} />
            ))}
            {doing &&
              said.map(({ code, suggestion }) =>
                suggestion ? <Suggestion key={code} {...{ doing, rows, row, heading, suggestion, isWhole }} /> : null,
              )}
          </td>
        );
      })}
    </tr>
  );
}

/** Where a row went on, and what it came to there. */
function Way({ mended }: { mended: MendedBy }) {
  const { submission_id, row, at, status } = mended;
  return (
    <span class="mend__check">
      Mended: sent again <time dateTime={at}>{momentText(at)}</time> as{" "}
      <a href={addressOf(`submissions/${submission_id}`, { row: String(row) }) + "#rows"}>
        row {row} of the mended rows
      </a>
      : {status ? outcomeText(status) : "being read"}.{" "}
      {(status === "refused" || status === "rejected") && "Mend it there."}
    </span>
  );
}

/** What was typed into a row that somebody sent meanwhile. */
function NotSent({ row, values, doing }: { row: SentRow; values: Values; doing: Doing }) {
  return (
    <span class="mend__said">
      It was mended meanwhile. Your values aren’t sent:{" "}
      {Object.entries(values)
        .map(([heading, value]) => `${heading} ${value || "(empty)"}`)
        .join(", ")}
      .{" "}
      <button type="button" class="usa-button usa-button--unstyled" onClick={() => doing.leaveOut(row.row)}>
        Forget them<span class="usa-sr-only"> in row {row.row}</span>
      </button>
    </span>
  );
}

/** How a mended row stands with the hub's checks. */
function CheckText({ row, values, check }: { row: SentRow; values: Values; check: Check | undefined }) {
  return (
    <span class="mend__check" role="status">
      {textOf(row, check?.values === values ? check : undefined)}
    </span>
  );
}

function textOf(row: SentRow, check: Check | undefined): string {
  if (!check) return "Changed: it is checked when you leave the cell.";
  if (check.said.state === "checking") return "Being checked …";
  if (check.said.state === "failed") {
    const { problem } = check.said;
    const why = problem instanceof ApiProblem && problem.kind === "refused" ? problem.detail : "The hub didn’t answer.";
    return `Not checked: ${why} What you typed is kept.`;
  }
  if (check.problems?.length) return "Still to mend.";
  return row.status === "rejected" ? "Checks clean. The board decides once it is sent." : "Checks clean.";
}

function Said({ problem, id }: { problem: CellProblem; id?: string }) {
  return (
    <span {...(id && { id })} class="mend__said">
      {problem.message} {problem.fix}
      {problem.suggestion && ` Could it be ${problem.suggestion}?`}
    </span>
  );
}

interface SuggestionProps {
  doing: Doing;
  rows: readonly SentRow[];
  row: SentRow;
  heading: string;
  suggestion: string;
  isWhole: boolean;
}

function Suggestion({ doing, rows, row, heading, suggestion, isWhole }: SuggestionProps) {
  const all = alike(rows, row, heading, suggestion);
  return (
    <span class="links">
      <button
        type="button"
        class="usa-button usa-button--unstyled"
        onClick={() => doing.change([{ row, heading, value: suggestion }])}
      >
        Take {suggestion}
        <span class="usa-sr-only"> in row {row.row}</span>
      </button>
      {isWhole && all.length > 1 && (
        <button type="button" class="usa-button usa-button--unstyled" onClick={() => doing.change(all)}>
          In all {all.length} rows alike
        </button>
      )}
      {!isWhole && all.length > 0 && (
        <button
          type="button"
          class="usa-button usa-button--unstyled"
          onClick={() => void doing.takeAlike(row, heading, suggestion)}
        >
          In all rows alike, on every page
        </button>
      )}
    </span>
  );
}
