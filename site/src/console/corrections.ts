/** Other values for cells of rows that were refused or rejected, until they are sent. */

import type { SentRow } from "./calls";

/** By heading: only what differs from what was sent. */
export type Values = Readonly<Record<string, string>>;

/** How much a call takes: so many rows, and bytes of them, which are half as much again on their way to a function. */
const MOST_ROWS = 20_000;
const MOST_BYTES = 3_000_000;

/** By row. */
export type Corrections = Readonly<Record<string, Values>>;

export interface Change {
  row: SentRow;
  heading: string;
  value: string;
}

/** Return corrections with further changes; a cell that has its old value again is none. Other rows stay the same objects. */
export function changed(corrections: Corrections, changes: readonly Change[]): Corrections {
  const rows: Record<string, Values> = { ...corrections };
  for (const { row, heading, value } of changes) {
    const { [heading]: before, ...cells } = rows[row.row] ?? {};
    const isSent = value === (row.cells[heading] ?? "");
    if (before === (isSent ? undefined : value)) continue;
    rows[row.row] = isSent ? cells : { ...cells, [heading]: value };
    if (Object.keys(rows[row.row]!).length === 0) delete rows[row.row];
  }
  return rows;
}

/** Return what rows were before corrections became others: of those that differ, null where nothing was mended. */
export function before(corrections: Corrections, others: Corrections): Record<string, Values | null> {
  const rows = new Set([...Object.keys(corrections), ...Object.keys(others)]);
  return Object.fromEntries(
    [...rows].filter((row) => corrections[row] !== others[row]).map((row) => [row, corrections[row] ?? null]),
  );
}

/** Return corrections in which some rows are others; null is a row that isn't mended. */
export function replaced(corrections: Corrections, rows: Readonly<Record<string, Values | null>>): Corrections {
  const next: Record<string, Values> = {};
  for (const [row, values] of Object.entries({ ...corrections, ...rows })) if (values) next[row] = values;
  return next;
}

export function valueAt(values: Values | undefined, row: SentRow, heading: string): string {
  return values?.[heading] ?? row.cells[heading] ?? "";
}

/** Tell whether a row's cells can be mended here: what was sent once more is mended where it stands now. */
export function isMendable(row: SentRow): boolean {
  return row.in_cells === true && row.mended_by.length === 0;
}

/** Return the changes that take a suggestion wherever the same value has it, in the rows that are given. */
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

/** Return corrections as calls take them, by ascending row: the same rows are in the same call if they are sent again. */
export function inCalls(
  corrections: Corrections,
  mostRows = MOST_ROWS,
  mostBytes = MOST_BYTES,
): readonly Corrections[] {
  const calls: [string, Values][][] = [];
  const encoder = new TextEncoder();
  let bytes = 0;
  for (const entry of Object.entries(corrections)) {
    const added = encoder.encode(JSON.stringify(entry)).length;
    const last = calls.at(-1);
    if (last && last.length < mostRows && bytes + added <= mostBytes) {
      last.push(entry);
      bytes += added;
    } else {
      calls.push([entry]);
      bytes = added;
    }
  }
  return calls.map((entries) => Object.fromEntries(entries));
}
