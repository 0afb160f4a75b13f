/** How the console tells what became of files and rows. */

import type { Counts, RowRecord, SubmissionSummary } from "./calls";

const STATUSES: Readonly<Record<SubmissionSummary["status"], string>> = {
  reading: "Being read",
  validating: "Rows are being checked",
  "awaiting boards": "Waiting for boards",
  finished: "Finished",
};
const OUTCOMES: Readonly<Record<keyof Counts, string>> = {
  accepted: "accepted",
  rejected: "rejected by a board",
  refused: "refused by the hub",
  pending: "not decided yet",
};
const KINDS: Readonly<Record<NonNullable<SubmissionSummary["kind"]>, string>> = {
  learners: "Learners",
  activities: "Activities",
  matches: "Match list",
};
const FEWEST_IN_RANGE = 3;

export function statusText(submission: SubmissionSummary): string {
  const status = STATUSES[submission.status];
  return submission.dry_run ? `Tried: ${status.toLowerCase()}` : status;
}

/** Name a file; what a system reported by calls has no name. */
export function nameOf({ file_name }: SubmissionSummary): string {
  return file_name ?? "Reported by your system";
}

/** Name what is saved of a submission, as its file is called. */
export function stemOf({ file_name, submission_id }: SubmissionSummary): string {
  return (file_name ?? submission_id).replace(/\.\w+$/, "");
}

export function kindText(kind: SubmissionSummary["kind"]): string {
  return kind ? KINDS[kind] : "Not known yet";
}

/** Return what rows came to, outcome by outcome, those left out that no row has. */
export function outcomesOf(counts: Counts): { outcome: keyof Counts; text: string; count: number }[] {
  return (Object.keys(OUTCOMES) as (keyof Counts)[])
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => ({ outcome, text: OUTCOMES[outcome], count: counts[outcome] }));
}

/** Tell what a row came to as a whole. */
export function outcomeText(status: RowRecord["credit_lines"][number]["status"]): string {
  return status === "submitted" ? OUTCOMES.pending : OUTCOMES[status];
}

export function rowCountText(count: number, language?: string): string {
  return `${count.toLocaleString(language)} ${count === 1 ? "row" : "rows"}`;
}

/** Tell what became of a credit line. */
export function lineText(line: RowRecord["credit_lines"][number]): string {
  return `${line.board} ${line.credit_type}: ${line.status}`;
}

/** Gather the numbers of rows into ranges, ascending: where three or more follow each other, the first and the last. */
export function rangesOf(rows: readonly number[]): [number, number][] {
  const ranges: [number, number][] = [];
  for (const row of [...new Set(rows)].sort((first, second) => first - second)) {
    const last = ranges.at(-1);
    if (last && last[1] === row - 1) last[1] = row;
    else ranges.push([row, row]);
  }
  return ranges.flatMap(([from, to]): [number, number][] =>
    to - from + 1 >= FEWEST_IN_RANGE
      ? [[from, to]]
      : Array.from({ length: to - from + 1 }, (_, step) => [from + step, from + step]),
  );
}
