/** How long there is to answer a request: until the end of a day, US Eastern. */

const DAY_MS = 86_400_000;

/** Return today in US Eastern time, as YYYY-MM-DD. */
function easternDay(now: Date): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: "America/New_York" }).format(now);
}

/** Return how many days are left until a last one; less than none once it is over. */
export function daysLeft(due_on: string, now = new Date()): number {
  return Math.round((Date.parse(due_on) - Date.parse(easternDay(now))) / DAY_MS);
}

export function leftText(due_on: string, now = new Date()): string {
  const days = daysLeft(due_on, now);
  if (days < 0) return "The time is over";
  if (days === 0) return "Today is the last day";
  return days === 1 ? "1 day left" : `${days} days left`;
}
