import { useId, useMemo } from "preact/hooks";
import { ApiProblem } from "../api";
import type { CellProblem, SentRow } from "./calls";
import { alike, type Values } from "./corrections";
import { MendCell } from "./MendCell";
import type { Doing } from "./mending";
import type { Check } from "./rowChecks";

interface Props {
  row: SentRow;
  rows: readonly SentRow[];
  headings: readonly string[];
  lists: readonly (string | undefined)[];
  /** None for a row that nobody here can mend. */
  doing: Doing | null;
  values: Values | undefined;
  check: Check | undefined;
  isSought: boolean;
}

/** A row as it was sent, with what is wrong in it; made anew only when something of it has changed. */
export function MendRow(props: Props) {
  const { row, rows, headings, lists, doing, values, check, isSought } = props;
  return useMemo(() => <Told {...props} />, [row, rows, headings, lists, doing, values, check, isSought]);
}

function Told({ row, rows, headings, lists, doing, values, check, isSought }: Props) {
  const id = useId();
  const problems = (values && check?.problems) ?? row.problems ?? [];
  const faultyHeadings = headings.filter((heading) => problems.some((problem) => problem.headings.includes(heading)));
  const ofRow = problems.filter((problem) => problem.headings.length === 0);
  return (
    <tr class={isSought ? "console__sought" : undefined}>
      <th scope="row">
        Row {row.row}
        <span class="console__hint"> {[row.status, faultyHeadings.join(", ")].filter(Boolean).join(": ")}</span>
        {values && <CheckText row={row} values={values} check={check} />}
        {row.in_cells === false && <span class="console__hint"> No cell can mend it: do what it says.</span>}
        {ofRow.map((problem) => (
          <Said key={problem.code} problem={problem} />
        ))}
      </th>
      {headings.map((heading, column) => {
        const value = row.cells[heading] ?? "";
        const about = problems.filter((problem) => problem.headings.includes(heading));
        const said = about.filter((problem) => problem.headings[0] === heading);
        // What is about several cells is said in the first of them.
        const elsewhere = about.filter((problem) => problem.headings[0] !== heading);
        return (
          <td
            key={heading}
            data-head={heading}
            class={about.length ? "mend__faulty" : value || doing ? undefined : "mend__blank"}
            aria-describedby={elsewhere.map((problem) => `${id}-${problem.code}`).join(" ") || undefined}
          >
            {doing ? (
              <MendCell {...{ doing, values, rows, row, heading, column, list: lists[column] }} />
            ) : (
              value || (about.length ? "(empty)" : "")
            )}
            {said.map((problem) => (
              <Said key={problem.code} id={`${id}-${problem.code}`} problem={problem} />
            ))}
            {doing &&
              said.map(({ code, suggestion }) =>
                suggestion ? <Suggestion key={code} {...{ doing, rows, row, heading, suggestion }} /> : null,
              )}
          </td>
        );
      })}
    </tr>
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
}

function Suggestion({ doing, rows, row, heading, suggestion }: SuggestionProps) {
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
      {all.length > 1 && (
        <button type="button" class="usa-button usa-button--unstyled" onClick={() => doing.change(all)}>
          In all {all.length} rows alike
        </button>
      )}
    </span>
  );
}
