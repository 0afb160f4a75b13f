import { describe, expect, it } from "vitest";
import { nextYear } from "../src/console/startFacts";
import type { YearSummary } from "../src/console/yearCalls";
import { dueText, easternDay, labelled } from "../src/console/yearWords";

const OVER: YearSummary = {
  year: 2026,
  due_on: "2027-03-31",
  is_over: true,
  is_empty: false,
  versions: 0,
  sent_at: null,
};
const RUNNING: YearSummary = { ...OVER, year: 2027, due_on: "2028-03-31", is_over: false };
const SENT: YearSummary = { ...OVER, versions: 2, sent_at: "2027-03-30T12:00:00Z" };

describe("the year that is due next", () => {
  it("is the last one that is over, until it is sent", () => {
    expect(nextYear([RUNNING, OVER])).toBe(OVER);
    expect(nextYear([RUNNING, SENT, { ...OVER, year: 2025 }])).toBe(RUNNING);
  });

  it("is the one that goes on if nothing of the last one is here", () => {
    expect(nextYear([RUNNING, { ...OVER, is_empty: true }])).toBe(RUNNING);
    expect(dueText({ ...OVER, is_empty: true }, "2027-04-01")).toBe("Nothing of it is here");
  });
});

describe("when a year is due", () => {
  it("is told with whether the day has passed, US Eastern", () => {
    expect(dueText(OVER, "2027-03-31")).toBe("Not sent yet; due by Mar 31, 2027");
    expect(dueText(OVER, "2027-04-01")).toBe("Not sent; it was due by Mar 31, 2027");
    expect(dueText(RUNNING, "2027-04-01")).toBe("Goes on until the end of 2027; due by Mar 31, 2028");
    expect(dueText(SENT, "2027-04-01")).toBe("Sent on Mar 30, 2027");
    expect(easternDay(new Date("2027-04-01T03:59:00Z"))).toBe("2027-03-31");
    expect(easternDay(new Date("2027-04-01T04:00:00Z"))).toBe("2027-04-01");
  });
});

describe("a field of the summary", () => {
  it("has the words of its label, and nothing else has", () => {
    expect(labelled("total_income is 5: the kinds come to 6")).toBe("“Total income” is 5: the kinds come to 6");
    expect(labelled("summary: expenses")).toBe("summary: “Expenses”");
    expect(labelled("income by kind, and expenses")).toBe("income by kind, and expenses");
    expect(labelled("activity 202612345: expenses")).toBe("activity 202612345: expenses");
  });
});
