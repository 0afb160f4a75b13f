import { describe, expect, it } from "vitest";
import type { StateDuties } from "../src/account/calls";
import { openDuties } from "../src/account/dutyWords";
import { dutiesMet, statesNamed } from "../src/search/duties";
import { aCard } from "./cards";

const OPIOIDS = { state: "OH", topics: ["opioids", "pain management"], ends: "2027-12-31", isForSome: false };
const TOLD = "Ohio’s hours about opioids or pain management";

function card(topics: string[], states: string[] = [], credits: number | null = 2) {
  return aCard({ credits, start_date: "2026-12-05", state_topics: [{ topics, states }] });
}

describe("what meets a duty", () => {
  it("is about one of its topics, for all states or for this one", () => {
    expect(dutiesMet(card(["opioids"]), [OPIOIDS])).toEqual([TOLD]);
    expect(dutiesMet(card(["opioids"], ["OH", "KY"]), [OPIOIDS])).toEqual([TOLD]);
    expect(dutiesMet(card(["opioids"], ["KY"]), [OPIOIDS])).toEqual([]);
    expect(dutiesMet(card(["dementia"]), [OPIOIDS])).toEqual([]);
  });

  it("brings credit, in time", () => {
    expect(dutiesMet(card(["opioids"], [], null), [OPIOIDS])).toEqual([]);
    expect(dutiesMet(card(["opioids"]), [{ ...OPIOIDS, ends: "2026-12-04" }])).toEqual([]);
    expect(dutiesMet(card(["opioids"]), [{ ...OPIOIDS, ends: "2026-12-05" }])).toEqual([TOLD]);
  });

  it("is told once, and whether it is asked of some alone", () => {
    expect(dutiesMet(card(["opioids"]), [OPIOIDS, OPIOIDS])).toEqual([TOLD]);
    expect(dutiesMet(card(["opioids"]), [{ ...OPIOIDS, isForSome: true }])).toEqual([`${TOLD} (asked of some)`]);
    expect(statesNamed([OPIOIDS, OPIOIDS, { ...OPIOIDS, state: "CA" }])).toBe("Ohio, California");
  });
});

describe("what is kept for the search", () => {
  it("is what is open of topics, in days that run", () => {
    const duty: StateDuties["asked"][number] = {
      sentence: "",
      only: null,
      asked: 2,
      hours: 0,
      left: 2,
      is_done: false,
      starts: "2026-01-01",
      ends: "2027-12-31",
      counted: [],
      source: "",
      confidence: "H",
      topics: ["opioids"],
      unseen: [],
    };
    const asked = [duty, { ...duty, is_done: true }, { ...duty, topics: [] }];
    const ohio = { state: "OH", starts: "2026-01-01", ends: "2027-12-31", asked } as unknown as StateDuties;
    const kept = [{ state: "OH", topics: ["opioids"], ends: "2027-12-31", isForSome: false }];
    expect(openDuties([ohio], "2027-12-31")).toEqual(kept);
    expect(openDuties([ohio], "2028-01-01")).toEqual([]);
    expect(openDuties([ohio], "2025-12-31")).toEqual([]);
  });
});
