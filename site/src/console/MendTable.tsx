import { useEffect, useId, useMemo, useReducer, useRef } from "preact/hooks";
import type { SentRow, SentRows } from "./calls";
import { isMendable, type Values } from "./corrections";
import type { Mending } from "./mending";
import { MendRow } from "./MendRow";
import type { Check } from "./rowChecks";

/** So many rows are drawn, or drawn anew, in a frame. */
const ROWS_A_FRAME = 4;

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
  const drawn = useDrawn(rows, mending);
  const columnWidths = widths(headings, rows, drawn);
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
      {/* Drawn as a grid, a table is one to everybody by its roles alone. */}
      <table class="usa-table stacks mend" role="table" style={{ "--columns": columnWidths }}>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">
              Row
            </th>
            {headings.map((heading) => (
              <th key={heading} role="columnheader" scope="col">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {drawn.map(({ row, values, check }) => (
            <MendRow
              key={`${row.row} ${row.in_cells}`}
              row={row}
              rows={rows}
              headings={headings}
              lists={lists}
              doing={mending?.doing ?? null}
              values={values}
              check={check}
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

/** Return the widths of the columns: those in which something is said of a cell have room for it. */
function widths(headings: readonly string[], rows: readonly SentRow[], drawn: readonly Drawn[]): string {
  const problems = [...rows.map((row) => row.problems), ...drawn.map(({ check }) => check?.problems)].flat();
  const said = new Set(problems.flatMap((problem) => problem?.headings));
  return ["9rem", ...headings.map((heading) => (said.has(heading) ? "14rem" : "8rem"))].join(" ");
}

interface Drawn {
  row: SentRow;
  values: Values | undefined;
  check: Check | undefined;
}

/** Return the rows as they are drawn by now: some more, or some that have changed, with each frame, so that none takes long. */
function useDrawn(rows: readonly SentRow[], mending: Mending | null): readonly Drawn[] {
  const last = useRef<{ rows: readonly SentRow[]; drawn: readonly Drawn[] }>({ rows, drawn: [] });
  const [, drawOn] = useReducer((frames: number) => frames + 1, 0);
  const before = last.current.rows === rows ? last.current.drawn : [];
  const drawn: Drawn[] = [];
  let left = ROWS_A_FRAME;
  for (const [place, row] of rows.entries()) {
    const values = row.in_cells ? mending?.corrections[row.row] : undefined;
    const check = mending?.checks[row.row];
    const old = before[place];
    const isAsDrawn = old?.values === values && old?.check === check;
    if (!(old && isAsDrawn) && left-- > 0) drawn.push({ row, values, check });
    else if (old) drawn.push(old);
    else break;
  }
  last.current = { rows, drawn };
  const isMoreLeft = left < 0;
  useEffect(() => {
    if (!isMoreLeft) return;
    const frame = requestAnimationFrame(() => drawOn(undefined));
    return () => cancelAnimationFrame(frame);
  });
  return drawn;
}
