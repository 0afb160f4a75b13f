import { useId } from "preact/hooks";
import type { SentRow, SentRows } from "./calls";
import { alike, isMendable } from "./corrections";
import { MendCell, type Mending } from "./MendCell";

interface Props {
  sent: SentRows;
  first: number;
  /** None for who may not mend. */
  mending: Mending | null;
}

/** Rows as they were sent, what is wrong with a cell coloured and said in it. */
export function MendTable({ sent, first, mending }: Props) {
  const id = useId();
  if (sent.rows.length === 0) return <p>There are no rows to mend here.</p>;
  const headings = sent.columns.map(({ heading }) => heading);
  const lists = sent.columns.map(({ values }, column) => (values ? `${id}-${column}` : undefined));
  return (
    <div class="console__table" tabIndex={0} role="region" aria-label="Rows to mend">
      <table class="usa-table stacks mend">
        <thead>
          <tr>
            <th scope="col">Row</th>
            {headings.map((heading) => (
              <th key={heading} scope="col">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sent.rows.map((row) => (
            <Row
              key={`${row.row} ${row.in_cells}`}
              row={row}
              rows={sent.rows}
              headings={headings}
              lists={lists}
              mending={isMendable(row) ? mending : null}
              isSought={row.row === first && first > 0}
            />
          ))}
        </tbody>
      </table>
      {mending &&
        sent.columns.map(
          ({ values }, column) =>
            values && (
              <datalist key={column} id={lists[column]}>
                {values.map((value) => (
                  <option key={value} value={value} />
                ))}
              </datalist>
            ),
        )}
    </div>
  );
}

interface RowProps {
  row: SentRow;
  rows: readonly SentRow[];
  headings: readonly string[];
  lists: readonly (string | undefined)[];
  mending: Mending | null;
  isSought: boolean;
}

function Row({ row, rows, headings, lists, mending, isSought }: RowProps) {
  const id = useId();
  const problems = row.problems ?? [];
  const faultyHeadings = headings.filter((heading) => problems.some((problem) => problem.headings.includes(heading)));
  const ofRow = problems.filter((problem) => problem.headings.length === 0);
  return (
    <tr class={isSought ? "console__sought" : undefined}>
      <th scope="row">
        Row {row.row}
        <span class="console__hint"> {[row.status, faultyHeadings.join(", ")].filter(Boolean).join(": ")}</span>
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
            class={about.length ? "mend__faulty" : value || mending ? undefined : "mend__blank"}
            aria-describedby={elsewhere.map((problem) => `${id}-${problem.code}`).join(" ") || undefined}
          >
            {mending ? (
              <MendCell
                mending={mending}
                rows={rows}
                row={row}
                heading={heading}
                column={column}
                list={lists[column]}
              />
            ) : (
              value || (about.length ? "(empty)" : "")
            )}
            {said.map((problem) => (
              <Said key={problem.code} id={`${id}-${problem.code}`} problem={problem} />
            ))}
            {mending &&
              said.map(({ code, suggestion }) =>
                suggestion ? <Suggestion key={code} {...{ mending, rows, row, heading, suggestion }} /> : null,
              )}
          </td>
        );
      })}
    </tr>
  );
}

function Said({ problem, id }: { problem: NonNullable<SentRow["problems"]>[number]; id?: string }) {
  return (
    <span {...(id && { id })} class="mend__said">
      {problem.message} {problem.fix}
      {problem.suggestion && ` Could it be ${problem.suggestion}?`}
    </span>
  );
}

interface SuggestionProps {
  mending: Mending;
  rows: readonly SentRow[];
  row: SentRow;
  heading: string;
  suggestion: string;
}

function Suggestion({ mending, rows, row, heading, suggestion }: SuggestionProps) {
  const all = alike(rows, row, heading, suggestion);
  return (
    <span class="links">
      <button
        type="button"
        class="usa-button usa-button--unstyled"
        onClick={() => mending.change([{ row, heading, value: suggestion }])}
      >
        Take {suggestion}
        <span class="usa-sr-only"> in row {row.row}</span>
      </button>
      {all.length > 1 && (
        <button type="button" class="usa-button usa-button--unstyled" onClick={() => mending.change(all)}>
          In all {all.length} rows alike
        </button>
      )}
    </span>
  );
}
