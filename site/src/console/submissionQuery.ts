/** Which submissions are listed, as the address of the list says. */

import type { SubmissionQuery } from "./calls";

export interface Choice {
  status: string;
  kind: string;
  /** Days, as YYYY-MM-DD. */
  since: string;
  until: string;
  /** "true" for those that were only tried, "false" for those that were sent. */
  dry_run: string;
}

export const CHOICES: readonly (keyof Choice)[] = ["status", "kind", "since", "until", "dry_run"];
const ROWS_A_PAGE = 25;

export function readChoice(search: string): Choice {
  const asked = new URLSearchParams(search);
  return Object.fromEntries(CHOICES.map((name) => [name, asked.get(name) ?? ""])) as unknown as Choice;
}

/** Return what the API is asked: days begin and end where the reader is. */
export function queryOf(choice: Choice, cursor: string | null): SubmissionQuery {
  const { status, kind, since, until, dry_run } = choice;
  return {
    limit: ROWS_A_PAGE,
    ...(status && { status: status as NonNullable<SubmissionQuery["status"]> }),
    ...(kind && { kind: kind as NonNullable<SubmissionQuery["kind"]> }),
    ...(since && { since: new Date(`${since}T00:00:00`).toISOString() }),
    ...(until && { until: new Date(`${until}T23:59:59.999`).toISOString() }),
    ...(dry_run && { dry_run: dry_run === "true" }),
    ...(cursor && { cursor }),
  };
}
