/** Other values for cells of rows that were refused or rejected, until they are sent. */

import type { SentRow } from "./calls";

/** By row and heading: only what differs from what was sent. */
export type Corrections = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface Change {
  row: SentRow;
  heading: string;
  value: string;
}

/** Return corrections with further changes; a cell that has its old value again is none. */
export function changed(corrections: Corrections, changes: readonly Change[]): Corrections {
  const rows: Record<string, Record<string, string>> = {};
  for (const [row, cells] of Object.entries(corrections)) rows[row] = { ...cells };
  for (const { row, heading, value } of changes) {
    const cells = (rows[row.row] ??= {});
    if (value === (row.cells[heading] ?? "")) delete cells[heading];
    else cells[heading] = value;
    if (Object.keys(cells).length === 0) delete rows[row.row];
  }
  return rows;
}

export function valueAt(corrections: Corrections, row: SentRow, heading: string): string {
  return corrections[row.row]?.[heading] ?? row.cells[heading] ?? "";
}

/** Tell whether a row's cells can be mended. */
export function isMendable(row: SentRow): boolean {
  return row.in_cells === true;
}

/** Return the changes that take a suggestion wherever the same value has it, in the rows that are shown. */
export function alike(rows: readonly SentRow[], row: SentRow, heading: string, suggestion: string): Change[] {
  return rows
    .filter(
      (other) =>
        isMendable(other) &&
        other.cells[heading] === row.cells[heading] &&
        (other.problems ?? []).some((problem) => problem.headings[0] === heading && problem.suggestion === suggestion),
    )
    .map((other) => ({ row: other, heading, value: suggestion }));
}

/** Return the changes that a column makes which is pasted from a spreadsheet, from a row on downwards. */
export function pasted(rows: readonly SentRow[], from: SentRow, heading: string, text: string): Change[] {
  const lines = text.replace(/\r?\n$/, "").split(/\r?\n/);
  const mendable = rows.filter(isMendable);
  return mendable
    .slice(mendable.indexOf(from), mendable.indexOf(from) + lines.length)
    .map((row, place) => ({ row, heading, value: (lines[place] ?? "").split("\t")[0]!.trim() }));
}
