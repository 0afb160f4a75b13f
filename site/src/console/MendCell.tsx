import type { SentRow } from "./calls";
import { pasted, valueAt, type Values } from "./corrections";
import type { Doing } from "./mending";

interface Props {
  doing: Doing;
  values: Values | undefined;
  rows: readonly SentRow[];
  row: SentRow;
  heading: string;
  column: number;
  /** Names the list of what may stand here. */
  list: string | undefined;
  /** What is wrong here, and what to do: told on hover, and on focus by the elements that say it. */
  said: string;
  saidBy: string | undefined;
}

/** A cell that can be mended in its place: Enter and the arrows go down and up, Escape brings back what was sent. */
export function MendCell({ doing, values, rows, row, heading, column, list, said, saidBy }: Props) {
  const isChanged = values?.[heading] !== undefined;

  function press(event: KeyboardEvent) {
    const cell = event.currentTarget as HTMLInputElement;
    if (event.key === "Escape") doing.change([{ row, heading, value: row.cells[heading] ?? "" }]);
    const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const cells = [...cell.closest("table")!.querySelectorAll<HTMLInputElement>(`input[data-column="${column}"]`)];
    const next = cells[cells.indexOf(cell) + step];
    if (next) next.focus();
    // Below the last row there is no cell to go to, and the row is checked all the same.
    else if (event.key === "Enter") doing.leave(row.row);
  }

  return (
    <input
      class={`usa-input mend__cell ${isChanged ? "mend__cell--changed" : ""}`}
      aria-label={`${heading}, row ${row.row}`}
      data-column={column}
      data-row={row.row}
      list={list}
      title={said || undefined}
      aria-describedby={saidBy}
      value={valueAt(values, row, heading)}
      onInput={(event) => doing.change([{ row, heading, value: event.currentTarget.value }])}
      onBlur={() => doing.leave(row.row)}
      onKeyDown={press}
      onPaste={(event) => {
        const text = event.clipboardData?.getData("text") ?? "";
        if (!/[\n\t]/.test(text)) return;
        event.preventDefault();
        doing.change(pasted(rows, row, heading, text));
      }}
    />
  );
}
