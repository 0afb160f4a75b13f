import { describe, expect, it } from "vitest";
import { addressOf, licenceOf, licenseeAddress, sectionOf, stateOf } from "../src/licensing/address";
import type { Asked } from "../src/licensing/calls";
import { countedText, spanText, stateText } from "../src/askedWords";
import { neededText, whomText, whoText } from "../src/licensing/licenseeWords";
import { seekingOf } from "../src/licensing/seeking";

const TYPED = {
  licence: "35.1",
  npi: "1234567893",
  given_name: "Zoe",
  family_name: "Osei",
  birth_month_day: "2/29",
};
const OPEN: Asked = {
  sentence: "2 hours about opioids, in each cycle.",
  only: null,
  asked: 2,
  hours: 1.5,
  left: 0.5,
  is_done: false,
  starts: "2026-01-01",
  ends: "2027-12-31",
  counted: [],
  source: "a page",
  confidence: "H",
};

describe("addresses", () => {
  it("name the state, and a licensee only where no server is told", () => {
    const address = licenseeAddress("OH", "35/1", { since: "2026-01-01", until: "" });
    expect(address).toBe("/licensing/licensee?state=OH&since=2026-01-01#35%2F1");
    expect(licenceOf("#35%2F1")).toBe("35/1");
    expect(licenceOf("")).toBe("");
    expect(licenceOf("#%")).toBe("");
    expect(stateOf("?state=OH")).toBe("OH");
    expect(stateOf("")).toBeNull();
    expect(addressOf("log", "OH")).toBe("/licensing/log?state=OH");
    expect(sectionOf("/licensing/log")).toBe("log");
    expect(sectionOf("/licensing/")).toBe("");
  });
});

describe("what is asked", () => {
  it("is that of the chosen way alone", () => {
    expect(seekingOf({ by: "licence", ...TYPED })).toEqual({ licence: "35.1" });
    expect(seekingOf({ by: "npi", ...TYPED })).toEqual({ npi: "1234567893" });
    expect(seekingOf({ by: "name", ...TYPED })).toEqual({
      given_name: "Zoe",
      family_name: "Osei",
      birth_month_day: "2/29",
    });
  });
});

describe("who looked", () => {
  it("is an officer, the board's own system, or who asks", () => {
    const id = "8f14e45f-ceea-467f";
    expect(whoText({ asked_by: id, by_system: false, is_you: true })).toBe("You");
    expect(whoText({ asked_by: id, by_system: false, is_you: false })).toBe("Officer 8f14e45f");
    expect(whoText({ asked_by: "OH-7f3a9c21", by_system: true, is_you: false })).toBe("System OH-7f3a9c21");
  });
});

describe("a look without a licence", () => {
  it("was of many, or found nobody", () => {
    expect(["check", "nightly file", "name"].map((kind) => whomText({ kind }))).toEqual(["many", "many", "nobody"]);
  });
});

describe("what is met", () => {
  it("says what is missing, if a number is told", () => {
    expect(stateText(OPEN)).toBe("Open, 0.5 hours missing");
    expect(countedText(OPEN)).toBe("1.5 of 2 hours");
    expect(stateText({ ...OPEN, asked: null, left: null })).toBe("Open");
    expect(countedText({ ...OPEN, asked: null, hours: 1 })).toBe("1 hour");
    expect(stateText({ ...OPEN, left: 0, is_done: true })).toBe("Done");
  });

  it("says in which days, and what the cycle lacks", () => {
    expect(spanText("2026-01-01", "2027-12-31")).toBe("Jan 1, 2026 to Dec 31, 2027");
    expect(spanText(null, "2027-12-31")).toBe("whenever earned, until Dec 31, 2027");
    expect(neededText(["end of the cycle", "last day"])).toBe("when the board’s cycles end and the licence’s last day");
  });
});
