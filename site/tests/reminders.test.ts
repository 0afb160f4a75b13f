import { beforeAll, expect, test } from "vitest";
import type { Reminder } from "../src/console/reminderCalls";
import { headingOf, lastDayText, placeOf } from "../src/console/reminderWords";

beforeAll(() => {
  Object.assign(globalThis, { location: { search: "?provider=0009999" } });
});

function reminder(kind: Reminder["kind"], count: number, days_left = 7): Reminder {
  const matters = Array.from({ length: Math.min(count, 50) }, () => ({ name: "Sepsis", id: "202612345", lacks: "" }));
  return { kind, last_day: "2027-03-31", days_left, matters, more: count - matters.length };
}

test.each([
  ["year", 3, "The report of 2026 is to be sent", "/console/year/2026?provider=0009999"],
  ["activities", 1, "1 activity of 2026 to finish for the report", "/console/year/2026?provider=0009999#activities"],
  ["learners", 1_200, "1,200 activities without learners: soon none are taken", "/console/send?provider=0009999"],
  ["counting", 2, "2 activities without learners: to count in the board’s year", "/console/send?provider=0009999"],
  ["drafts", 1, "1 Draft about to begin", "/console/activities?provider=0009999&status=Draft"],
  ["requests", 2, "2 requests for a missing credit to answer", "/console/requests?provider=0009999"],
  ["keys", 1, "1 key expires", "/console/systems?provider=0009999"],
] as const)("%s: what is open, and where it is done", (kind, count, heading, place) => {
  expect(headingOf(reminder(kind, count))).toBe(heading);
  expect(placeOf(reminder(kind, count))).toBe(place);
});

test.each([
  [0, "today"],
  [1, "tomorrow"],
  [7, "in 7 days"],
])("%d days left", (days, said) => {
  expect(lastDayText(reminder("keys", 1, days))).toMatch(new RegExp(`^Last day: .*2027, ${said}$`));
});
