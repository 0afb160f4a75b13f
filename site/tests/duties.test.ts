import { describe, expect, it } from "vitest";
import type { StateDuties } from "../src/account/calls";
import { creditText, seenText } from "../src/account/dutyWords";

const OHIO: StateDuties = {
  state: "OH",
  name: "Ohio",
  board: "State Medical Board of Ohio",
  starts: "2026-01-01",
  ends: "2027-12-31",
  is_told: true,
  is_licensed: true,
  degree_needed: false,
  is_withheld: false,
  asked: [],
  undecided: [],
  credits: [],
};
const CREDIT = { credit_id: "c1", title: "Pain", completed_on: "2026-05-01", amount: 1.5 };

describe("a credit", () => {
  it("says why the board doesn’t see it", () => {
    expect(creditText({ ...CREDIT, kept: "reported" }, "en-US")).toBe("May 1, 2026, Pain: 1.5");
    expect(creditText({ ...CREDIT, kept: "own" }, "en-US")).toBe(
      "May 1, 2026, Pain: 1.5, entered by you and not verified",
    );
    expect(creditText({ ...CREDIT, kept: "not passed on" }, "en-US")).toMatch(/, reported as not to be passed on$/);
  });
});

describe("what the board sees", () => {
  it("depends on the licence and on what is withheld", () => {
    expect(seenText(OHIO)).toBe("State Medical Board of Ohio sees the same hours when it looks at these days.");
    expect(seenText({ ...OHIO, is_withheld: true })).toMatch(/^You withhold your credits from State Medical Board/);
    expect(seenText({ ...OHIO, is_licensed: false, is_withheld: true })).toMatch(/^None of your claims/);
  });
});
