/** Days and moments of documents that anybody may have written: what is none is said to be unknown. */

import { dayText, momentText } from "../wording";

export function day(at: Date): string {
  return isNaN(at.getTime()) ? "an unknown day" : dayText(at.toISOString());
}

export function moment(at: Date): string {
  return isNaN(at.getTime()) ? "an unknown time" : momentText(at.toISOString());
}

/** Return a day that a credential tells, such as 2026-10-31, as people write it; nothing if it tells none. */
export function written(iso: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(iso) ? day(new Date(iso)) : "";
}
