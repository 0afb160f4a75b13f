import { describe, expect, it } from "vitest";
import type { Need } from "../src/account/calls";
import { cycleText, overlapText, progressText, spanText, unitText } from "../src/account/needWords";
import { boardsAddress } from "../src/query";

const LINE = { unit: "MOC", of: null, asked: 100, accepted: 62.5, pending: 4, missing: 37.5 } as const;
const NEED: Need = {
  need: "n1",
  authority: "OH",
  name: "Ohio",
  starts: "2026-01-01",
  ends: "2027-12-31",
  amount: 50,
  of: null,
  phase: "running",
  lines: [{ ...LINE, unit: "CME" }],
  most_a_year: null,
  beside: null,
  source: null,
  confidence: null,
  overlaps: [],
};

describe("progress", () => {
  it("says each number that the bar shows", () => {
    expect(progressText(LINE, "en-US")).toBe("62.5 of 100 accepted, 4 pending, 37.5 missing");
    expect(progressText({ ...LINE, accepted: 105, pending: 0, missing: 0 }, "en-US")).toBe(
      "105 of 100 accepted, nothing missing",
    );
  });

  it("never calls points and credits by one name", () => {
    expect(unitText(LINE)).toBe("MOC points");
    expect(unitText({ ...LINE, of: "Patient Safety" })).toBe("MOC points of Patient Safety");
    expect(unitText({ ...LINE, unit: "CME", of: "Opioids" })).toBe("AMA PRA Category 1 credits about Opioids");
  });

  it("says in which days, and whether they are here", () => {
    expect(spanText(NEED, "en-US")).toBe("Jan 1, 2026 to Dec 31, 2027, running");
  });

  it("names the need for which something counts too", () => {
    expect(overlapText(1, NEED)).toMatch(/^1 completion counts for another need too: Ohio \(50\), until/);
    expect(overlapText(3, { ...NEED, of: "Opioids" })).toMatch(/^3 completions count .*: Ohio \(50 Opioids\)/);
  });
});

describe("cycleText", () => {
  it("says all that the board asks", () => {
    const rule = { board: "ABA", source: "x", confidence: "H", years: 10, amount: 250, most_a_year: 60 } as const;
    expect(cycleText({ ...rule, of_types: { "Patient Safety": 20 } })).toBe(
      "250 points in 10 years, 20 of them Patient Safety, at most 60 of one year",
    );
  });
});

describe("boardsAddress", () => {
  it("puts nothing but boards into an address", () => {
    expect(boardsAddress(["ABIM", "ABA"])).toBe("/?board=ABA&board=ABIM");
  });
});
