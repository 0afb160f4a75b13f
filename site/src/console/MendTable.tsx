import { useEffect, useId, useMemo, useState } from "preact/hooks";
import type { SentRow, SentRows } from "./calls";
import { isMendable } from "./corrections";
import type { Mending } from "./mending";
import { MendRow } from "./MendRow";

/** So many rows are drawn in a frame. */
const ROWS_A_FRAME = 10;

interface Props {
  sent: SentRows;
  first: number;
  isWhole: boolean;
  /** None for who may not mend. */
  mending: Mending | null;
}

/** Rows as they were sent, what is wrong with a cell coloured and said in it. */
export function MendTable({ sent, first, isWhole, mending }: Props) {
  const id = useId();
  const { rows, columns } = sent;
  const headings = useMemo(() => columns.map(({ heading }) => heading), [columns]);
  const lists = useMemo(() => columns.map(({ values }, column) => (values ? `${id}-${column}` : undefined)), [columns]);
  const drawn = useDrawn(rows);
  const corrections = mending?.corrections;
  useEffect(() => {
    // What is being typed is checked when its cell is left.
    const typed = document.activeElement?.getAttribute("data-row");
    const shown = rows.filter((row) => isMendable(row) && String(row.row) !== typed);
    mending?.doing.check(shown.map(({ row }) => row));
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
          {drawn.map((row) => (
            <MendRow
              key={`${row.row} ${row.in_cells}`}
              row={row}
              rows={rows}
              headings={headings}
              lists={lists}
              doing={mending?.doing ?? null}
              values={row.in_cells ? corrections?.[row.row] : undefined}
              check={mending?.checks[row.row]}
              isWhole={isWhole}
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

/** Return the rows that are drawn by now: some more with each frame, so that none takes long. */
function useDrawn(rows: readonly SentRow[]): readonly SentRow[] {
  const [drawn, setDrawn] = useState({ rows, count: ROWS_A_FRAME });
  const count = drawn.rows === rows ? drawn.count : ROWS_A_FRAME;
  useEffect(() => {
    if (count >= rows.length) return;
    const frame = requestAnimationFrame(() => setDrawn({ rows, count: count + ROWS_A_FRAME }));
    return () => cancelAnimationFrame(frame);
  }, [rows, count]);
  return useMemo(() => rows.slice(0, count), [rows, count]);
}
