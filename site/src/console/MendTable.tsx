import { useEffect, useId, useMemo } from "preact/hooks";
import type { SentRows } from "./calls";
import { isMendable } from "./corrections";
import type { Mending } from "./mending";
import { MendRow } from "./MendRow";

interface Props {
  sent: SentRows;
  first: number;
  /** None for who may not mend. */
  mending: Mending | null;
}

/** Rows as they were sent, what is wrong with a cell coloured and said in it. */
export function MendTable({ sent, first, mending }: Props) {
  const id = useId();
  const { rows, columns } = sent;
  const headings = useMemo(() => columns.map(({ heading }) => heading), [columns]);
  const lists = useMemo(() => columns.map(({ values }, column) => (values ? `${id}-${column}` : undefined)), [columns]);
  const corrections = mending?.corrections;
  useEffect(() => {
    // What is being typed is checked when its cell is left.
    const typed = document.activeElement?.getAttribute("data-row");
    mending?.doing.check(rows.map(({ row }) => row).filter((row) => String(row) !== typed));
  }, [rows, corrections]);
  if (rows.length === 0) return <p>There are no rows to mend here.</p>;

  function undo(event: KeyboardEvent) {
    if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key.toLowerCase() !== "z" || !mending) return;
    event.preventDefault();
    mending.doing.undo();
  }

  return (
    <div class="console__table" tabIndex={0} role="region" aria-label="Rows to mend" onKeyDown={undo}>
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
          {rows.map((row) => (
            <MendRow
              key={`${row.row} ${row.in_cells}`}
              row={row}
              rows={rows}
              headings={headings}
              lists={lists}
              doing={isMendable(row) && mending ? mending.doing : null}
              values={isMendable(row) ? corrections?.[row.row] : undefined}
              check={mending?.checks[row.row]}
              isSought={row.row === first && first > 0}
            />
          ))}
        </tbody>
      </table>
      {mending &&
        columns.map(
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
