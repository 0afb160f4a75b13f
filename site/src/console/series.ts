/** Repeating an activity: on which days, and what each of them is. */

import type { ActivityDraft } from "./activityDraft";

export const MOST_DAYS = 100;

export type Rhythm = "weekly" | "monthly" | "days";

const DAY_MS = 86_400_000;
const US_DAY = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Return the days after the first one, until another, in a rhythm; in a month that lacks the day, its last one. */
export function daysUntil(first: string, rhythm: "weekly" | "monthly", until: string): string[] {
  const days: string[] = [];
  for (let step = 1; days.length <= MOST_DAYS; step++) {
    const day = rhythm === "weekly" ? shifted(first, 7 * step) : monthsLater(first, step);
    if (!until || day > until) break;
    days.push(day);
  }
  return days;
}

/** Read days, one a line, as they are written here or as 2027-05-04; what is no day is told. */
export function readDays(text: string): { days: string[]; unread: string[] } {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  const read = lines.map((line) => ({ line, day: readDay(line) }));
  const days = read.flatMap(({ day }) => day ?? []);
  return {
    days: [...new Set(days)].sort(),
    unread: read.filter(({ day }) => day === null).map(({ line }) => line),
  };
}

/** Return an activity as it is on another first day: it lasts as long, and its last days to claim move along. */
export function repeatedOn(draft: ActivityDraft, day: string): ActivityDraft {
  const by = Math.round((time(day) - time(draft.start_date)) / DAY_MS);
  return {
    ...draft,
    provider_activity_id: `${draft.provider_activity_id} ${day}`.trim(),
    start_date: day,
    end_date: shifted(draft.end_date, by),
    close_requested: "No",
    registrations: draft.registrations.map((registration) => ({
      ...registration,
      texts: Object.fromEntries(
        Object.entries(registration.texts).map(([name, text]) => [name, ISO_DAY.test(text) ? shifted(text, by) : text]),
      ),
    })),
  };
}

function readDay(text: string): string | null {
  const [, month, day, year] = US_DAY.exec(text) ?? [];
  const iso = month ? `${year}-${month.padStart(2, "0")}-${day!.padStart(2, "0")}` : text;
  if (!ISO_DAY.test(iso) || Number.isNaN(time(iso))) return null;
  return shifted(iso, 0) === iso ? iso : null;
}

function monthsLater(first: string, months: number): string {
  const [year, month, day] = first.split("-").map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return iso(new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))));
}

function shifted(day: string, by: number): string {
  return iso(new Date(time(day) + by * DAY_MS));
}

function time(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

function iso(date: Date): string {
  return date.toISOString().slice(0, 10);
}
