import { expect, test } from "vitest";
import {
  figuresTable,
  mostFrequent,
  openText,
  percentText,
  periodsAt,
  type PeriodView,
} from "../src/console/figureCalls";
import { csvOf } from "../src/console/tables";

test("periods end with the month that it is, or with last year", () => {
  expect(periodsAt(new Date("2026-11-30T23:00Z"))).toEqual({
    "Twelve months": { from: "2025-12", to: "2026-11" },
    "This year": { from: "2026-01", to: "2026-11" },
    "Last year": { from: "2025-01", to: "2025-12" },
  });
  expect(periodsAt(new Date("2027-01-01T00:00Z"))["Twelve months"]).toEqual({ from: "2026-02", to: "2027-01" });
});

test("the most frequent come first, and those that are as frequent by name", () => {
  expect(mostFrequent({ B: 2, C: 9, A: 2, D: 1 }, 3)).toEqual([
    ["C", 9],
    ["A", 2],
    ["B", 2],
  ]);
});

test("a share of nothing is none, and what is told in each case is left open", () => {
  expect([percentText(null), percentText(0), percentText(0.895)]).toEqual(["–", "0 %", "90 %"]);
  expect(openText("This row repeats row {first_row} of {value}.")).toBe("This row repeats row … of ….");
});

test("the file has a line for each month, with the median where there is one", () => {
  const figures = {
    submissions: 1,
    formats: { "Live Course": { activities: 1, records: 2, credits: 3.25 }, "": { records: 1, credits: 0.25 } },
  };
  const quality = { right_first: null, accepted: null, timely: null, score: 50 };
  const months = [
    { month: "2026-10", figures, quality, answer_times: {}, counted_at: null, comparison: null },
    {
      month: "2026-11",
      figures: {},
      quality: { ...quality, score: null },
      answer_times: {},
      counted_at: null,
      comparison: { providers: 10, medians: { ...quality, score: 75 } },
    },
  ];
  const lines = csvOf(figuresTable({ months } as unknown as PeriodView))
    .trimEnd()
    .split("\r\n");
  expect(lines.slice(1)).toEqual(["2026-10,1,1,3,3.5,,,,,50,", "2026-11,,0,0,0,,,,,,75"]);
});
