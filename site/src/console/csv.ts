/** Tables as files that spreadsheets open. */

/** What a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** Write a table as CSV; what begins like a formula has an apostrophe in front. */
export function csvOf(table: readonly (readonly (string | number | null | undefined)[])[]): string {
  return table.map((row) => row.map(cellOf).join(",") + "\r\n").join("");
}

function cellOf(value: string | number | null | undefined): string {
  const text = String(value ?? "");
  const safe = typeof value === "string" && FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
