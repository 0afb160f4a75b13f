/** What the start tells of: the last files, and those whose boards are late. */

import type { YearSummary } from "./yearCalls";
import { records, submission, submissions, type SubmissionState, type SubmissionSummary } from "./calls";

/** So many of the last files are looked at for rows to mend. */
export const LOOKED_AT = 15;
/** From so many days on a board is called late. */
export const LATE_DAYS = 3;
const MOST_LATE = 10;
const DAY_MS = 86_400_000;

/** Return the last files that were sent for good, each with what its rows came to. */
export async function lastFiles(signal: AbortSignal): Promise<SubmissionState[]> {
  const { rows } = await submissions({ limit: LOOKED_AT, dry_run: false }, signal);
  return Promise.all(rows.map(({ submission_id }) => submission(submission_id, signal)));
}

/** Return those of the files that have rows to mend, with the file that was sent to mend them, if one was. */
export function toMend(
  files: readonly SubmissionState[],
): { file: SubmissionState; mendedBy: SubmissionState | null }[] {
  return files
    .filter(({ counts }) => counts.refused + counts.rejected > 0)
    .map((file) => ({ file, mendedBy: files.find(({ mends }) => mends === file.submission_id) ?? null }));
}

export interface LateFile {
  file: SubmissionSummary;
  /** Those that its first rows wait for. */
  boards: readonly string[];
}

/** Return files that have waited for their boards for days, the newest first. */
export async function lateFiles(signal: AbortSignal, now = Date.now()): Promise<LateFile[]> {
  const until = new Date(now - LATE_DAYS * DAY_MS).toISOString();
  const { rows } = await submissions({ status: "awaiting boards", dry_run: false, until, limit: MOST_LATE }, signal);
  return Promise.all(
    rows.map(async (file) => {
      const told = await records(file.submission_id, 0, signal);
      const lines = told.rows.flatMap(({ credit_lines }) => credit_lines);
      const waiting = lines.filter(({ status }) => status === "submitted").map(({ board }) => board);
      return { file, boards: [...new Set(waiting)].sort() };
    }),
  );
}

/**
 * Return the year whose report is due next: the last one that is over, unless it was sent or nothing of it is here, else
 * the one that goes on.
 */
export function nextYear(years: readonly YearSummary[]): YearSummary | undefined {
  const over = years.find(({ is_over }) => is_over);
  return over && over.versions === 0 && !over.is_empty ? over : years.find(({ is_over }) => !is_over);
}
