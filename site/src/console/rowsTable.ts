/** What became of all rows of a submission, as a table. */

import { allRows, records } from "./calls";
import type { Finding } from "./issueGroups";
import type { Table } from "./tables";
import { lineText } from "./words";

export async function rowsTable(
  submission_id: string,
  findings: readonly Finding[],
  tell: (rows: number) => void,
): Promise<Table> {
  const { signal } = new AbortController();
  const rows = await allRows((cursor) => records(submission_id, Number(cursor ?? 0), signal), tell);
  const said = new Map<number | null, string[]>();
  for (const { row, severity, message, fix } of findings) {
    if (severity !== "note") said.set(row, [...(said.get(row) ?? []), `${message} ${fix}`]);
  }
  return {
    headings: ["Row", "Activity ID", "Completed on", "What became of it", "What to do"],
    rows: rows.map(({ row, activity_id, completion_date, credit_lines }) => [
      row,
      activity_id,
      completion_date && { day: completion_date },
      credit_lines.map(lineText).join(", ") || "refused",
      said.get(row)?.join(" "),
    ]),
  };
}
