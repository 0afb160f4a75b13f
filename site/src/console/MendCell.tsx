import type { SentRow } from "./calls";
import { pasted, valueAt, type Change, type Corrections } from "./corrections";

export interface Mending {
  corrections: Corrections;
  change: (changes: readonly Change[]) => void;
}

interface Props {
  mending: Mending;
  rows: readonly SentRow[];
  row: SentRow;
  heading: string;
  column: number;
  /** Names the list of what may stand here. */
  list: string | undefined;
}

/** A cell that can be mended in its place: Enter and the arrows go down and up, Escape brings back what was sent. */
export function MendCell({ mending, rows, row, heading, column, list }: Props) {
  const { corrections, change } = mending;
  const isChanged = corrections[row.row]?.[heading] !== undefined;

  function press(event: KeyboardEvent) {
    const cell = event.currentTarget as HTMLInputElement;
    if (event.key === "Escape") change([{ row, heading, value: row.cells[heading] ?? "" }]);
    const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const cells = [...cell.closest("table")!.querySelectorAll<HTMLInputElement>(`input[data-column="${column}"]`)];
    cells[cells.indexOf(cell) + step]?.focus();
  }

  return (
    <input
      class={`usa-input mend__cell ${isChanged ? "mend__cell--changed" : ""}`}
      aria-label={`${heading}, row ${row.row}`}
      data-column={column}
      list={list}
      value={valueAt(corrections, row, heading)}
      onInput={(event) => change([{ row, heading, value: event.currentTarget.value }])}
      onKeyDown={press}
      onPaste={(event) => {
        const text = event.clipboardData?.getData("text") ?? "";
        if (!/[\n\t]/.test(text)) return;
        event.preventDefault();
        change(pasted(rows, row, heading, text));
      }}
    />
  );
}
