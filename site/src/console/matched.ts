/** The rows of a list that was matched, each as it was sent and with its answer. */

import { answer } from "../api";
import { allRows, client, issues, nextOf, records, type Issue, type RowRecord } from "./calls";
import type { Table } from "./tables";

type Result = NonNullable<RowRecord["match"]>["result"];

export interface MatchedRow {
  row: number;
  /** By heading. */
  cells: Readonly<Record<string, string>>;
  result: Result | null;
  /** What is said of it, and what to do. */
  words: string;
}

export interface MatchedPage {
  /** Those in which something stands. */
  columns: readonly string[];
  rows: readonly MatchedRow[];
  next: string | null;
}

export const RESULTS: Readonly<Record<Result, string>> = {
  match: "Found",
  no_match: "Not found",
  multiple_matches: "Several people fit",
  invalid: "Not looked up",
};
const ROWS_A_PAGE = 50;
const MOST_ROWS = 500;

export async function matchedPage(
  submission_id: string,
  after: number,
  signal: AbortSignal,
  limit = ROWS_A_PAGE,
): Promise<MatchedPage> {
  const params = { path: { submission_id }, query: { after, limit } };
  let next: string | null = null;
  const [sent, told, said] = await Promise.all([
    answer(async (within) => {
      const answered = await client.GET("/v1/submissions/{submission_id}/rows", { params, signal: within });
      next = nextOf(answered.response.headers.get("Link"), "after");
      return answered;
    }, signal),
    records(submission_id, after, signal, limit),
    issues(submission_id, after, signal),
  ]);
  const results = new Map(told.rows.map(({ row, match }) => [row, match?.result ?? null]));
  const rows = sent.rows.map(({ row, cells }) => ({
    row,
    cells,
    result: results.get(row) ?? null,
    words: wordsOf(said.rows, row),
  }));
  const columns = sent.columns
    .map(({ heading }) => heading)
    .filter((heading) => rows.some(({ cells }) => cells[heading]));
  return { columns, rows, next };
}

/** Return a list as a whole, with its answers. */
export async function matchedTable(submission_id: string, tell: (rows: number) => void): Promise<Table> {
  const { signal } = new AbortController();
  const rows = await allRows((cursor) => matchedPage(submission_id, Number(cursor ?? 0), signal, MOST_ROWS), tell);
  const columns = [...new Set(rows.flatMap(({ cells }) => Object.keys(cells).filter((heading) => cells[heading])))];
  return {
    headings: ["Row", ...columns, "Result", "What to do"],
    rows: rows.map(({ row, cells, result, words }) => [
      row,
      ...columns.map((heading) => cells[heading]),
      result && RESULTS[result],
      words,
    ]),
  };
}

function wordsOf(said: readonly Issue[], wanted: number): string {
  return said
    .filter(({ row }) => row === wanted)
    .map(({ message, fix }) => `${message} ${fix}`)
    .join(" ");
}
