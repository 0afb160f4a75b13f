import { describe, expect, test } from "vitest";
import {
  amountText,
  countText,
  daysText,
  feeText,
  milesText,
  pointsText,
  today,
  whenText,
  whereText,
} from "../src/wording";
import { aCard } from "./cards";

const NOW = "2026-11-26";

describe("when", () => {
  test.each([
    ["a course of a day has its day", {}, "Sat, Dec 5, 2026"],
    ["a course of days has its days", { end_date: "2026-12-07" }, "Dec 5 – 7, 2026"],
    ["a course that goes on has its days, too", { start_date: "2026-11-20" }, "Nov 20 – Dec 5, 2026"],
    [
      "what is open has its last day",
      { activity_format: "Enduring Material", start_date: "2025-01-01" },
      "Until Dec 5, 2026",
    ],
    [
      "what is yet to open has its days",
      { activity_format: "Enduring Material", end_date: "2027-02-01" },
      "Dec 5, 2026 – Feb 1, 2027",
    ],
    ["what is past has ended", { start_date: "2026-11-20", end_date: "2026-11-25" }, "Ended Nov 25, 2026"],
    ["what ends today hasn't", { start_date: NOW, end_date: NOW }, "Thu, Nov 26, 2026"],
  ])("%s", (_, changes, told) => {
    expect(whenText(aCard(changes), NOW, "en-US").replaceAll(/[\u2009\u202f]/g, " ")).toBe(told);
  });

  test("is told as the visitor reads it, and means the same day everywhere", () => {
    expect(daysText("2026-12-05", "2026-12-05", "de-DE")).toBe("Sa., 5. Dez. 2026");
    expect(daysText("2026-12-05", "2026-12-05", "en-GB")).toBe("Sat, 5 Dec 2026");
  });

  test("today is the visitor's", () => {
    expect(today(new Date(2026, 0, 3, 23, 59))).toBe("2026-01-03");
  });
});

describe("where", () => {
  test.each([
    [{}, "Springfield, IL"],
    [{ distance: 12.4 }, "Springfield, IL (12 miles)"],
    [{ distance: 0.3 }, "Springfield, IL (under 1 mile)"],
    [{ city: "Toronto", state: null, country: "CAN" }, "Toronto, CAN"],
    [{ deliveries: ["In-Person", "Live-Streamed"] }, "Springfield, IL and Live stream"],
    [{ deliveries: ["Online"], city: null, state: null, country: null }, "Online"],
    [{ city: null, state: null, country: null }, "In person"],
    [{ deliveries: [], city: null, state: null, country: null }, ""],
  ])("%o is %s", (changes, told) => {
    expect(whereText(aCard(changes))).toBe(told);
  });
});

test("amounts have no zeroes that say nothing", () => {
  expect([20, 0.25, 1.5].map((one) => amountText(one, "en-US"))).toEqual(["20", "0.25", "1.5"]);
  expect([pointsText(1), pointsText(2.5)]).toEqual(["1 point", "2.5 points"]);
  expect([countText(1), countText(2)]).toEqual(["1 activity", "2 activities"]);
  expect([milesText(1.2), milesText(50)]).toEqual(["1 mile", "50 miles"]);
});

test("a word that isn't known is told as it is", () => {
  expect([feeText("No, it's free"), feeText("Barter")]).toEqual(["Free", "Barter"]);
});
