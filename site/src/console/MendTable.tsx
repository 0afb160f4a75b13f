import { useId } from "preact/hooks";
import type { SentRow, SentRows } from "./calls";

/** Rows as they were sent, what is wrong with a cell coloured and said in it. */
export function MendTable({ sent, first }: { sent: SentRows; first: number }) {
  if (sent.rows.length === 0) return <p>There are no rows to mend here.</p>;
  const headings = sent.columns.map(({ heading }) => heading);
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
              headings={headings}
              isSought={row.row === first && first > 0}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  row: SentRow;
  headings: readonly string[];
  isSought: boolean;
}

function Row({ row, headings, isSought }: RowProps) {
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
      {headings.map((heading) => {
        const value = row.cells[heading] ?? "";
        const about = problems.filter((problem) => problem.headings.includes(heading));
        const said = about.filter((problem) => problem.headings[0] === heading);
        // What is about several cells is said in the first of them.
        const elsewhere = about.filter((problem) => problem.headings[0] !== heading);
        return (
          <td
            key={heading}
            data-head={heading}
            class={about.length ? "mend__faulty" : value ? undefined : "mend__blank"}
            aria-describedby={elsewhere.map((problem) => `${id}-${problem.code}`).join(" ") || undefined}
          >
            {value || (about.length ? "(empty)" : "")}
            {said.map((problem) => (
              <Said key={problem.code} id={`${id}-${problem.code}`} problem={problem} />
            ))}
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
