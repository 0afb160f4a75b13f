/** Tables as files that spreadsheets open. */

export type Cell = string | number | Day | Moment | null | undefined;

/** As YYYY-MM-DD. */
export interface Day {
  day: string;
}

/** As the API writes it. */
export interface Moment {
  moment: string;
}

export interface Table {
  headings: readonly string[];
  rows: readonly (readonly Cell[])[];
}

export type Format = "csv" | "xlsx";

/** What a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;
/** Excel takes a file without this mark for one in another encoding. */
const MARK = "\ufeff";
const MOST_ROWS_A_SHEET = 1_000_000;

/** Return a table as a file's content. */
export async function contentOf(table: Table, format: Format): Promise<BlobPart> {
  return format === "csv" ? MARK + csvOf(table) : workbookOf(table);
}

/** Write a table as CSV; what begins like a formula has an apostrophe in front. */
export function csvOf({ headings, rows }: Table): string {
  return [headings, ...rows].map((row) => row.map(csvCell).join(",") + "\r\n").join("");
}

function csvCell(cell: Cell): string {
  const text = String(plain(cell) ?? "");
  const safe = typeof cell === "string" && FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function plain(cell: Cell): string | number | null | undefined {
  if (typeof cell !== "object" || cell === null) return cell;
  return "day" in cell ? cell.day : cell.moment;
}

/** Write a table as a workbook: texts stay texts, such as IDs with leading zeroes; days and moments (of UTC) are dates. */
async function workbookOf({ headings, rows }: Table): Promise<Uint8Array<ArrayBuffer>> {
  const { writeXlsx } = await import("hucre/xlsx");
  const parts = Array.from({ length: Math.ceil(rows.length / MOST_ROWS_A_SHEET) || 1 }, (_, place) =>
    rows.slice(place * MOST_ROWS_A_SHEET, (place + 1) * MOST_ROWS_A_SHEET),
  );
  const sheets = parts.map((part, place) => ({
    name: `Sheet${place + 1}`,
    columns: headings.map((_, column) => columnOf(rows.map((row) => row[column]))),
    rows: [[...headings], ...part.map((row) => row.map(workbookCell))],
  }));
  return new Uint8Array(await writeXlsx({ sheets }));
}

function workbookCell(cell: Cell): string | number | Date | null {
  const value = plain(cell) ?? null;
  return typeof cell === "object" && value !== null ? new Date(value) : value;
}

const WIDEST = 60;

/** Return how a column looks: as wide as its widest text, within reason. */
function columnOf(cells: readonly Cell[]): { width: number; numFmt?: string } {
  const width = cells.reduce<number>((most, cell) => Math.max(most, String(plain(cell) ?? "").length), 12);
  const first = cells.find((cell) => cell !== null && cell !== undefined);
  const isDate = typeof first === "object" && first !== null;
  return {
    width: Math.min(width, WIDEST),
    ...(isDate && { numFmt: "day" in first ? "yyyy-mm-dd" : "yyyy-mm-dd hh:mm" }),
  };
}
