import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Activity } from "../src/console/activityCalls";
import { BLANK_ACTIVITY, BLANK_REGISTRATION, draftOf, givenOf } from "../src/console/activityDraft";
import type { BoardRules, BoardsDocument, RegistrationField } from "../src/console/boardCalls";
import { optionsOf, refusalOn, rulesOn } from "../src/console/boardRules";
import { daysUntil, MOST_DAYS, readDays, repeatedOn } from "../src/console/series";

const twoDays = {
  ...BLANK_ACTIVITY,
  provider_activity_id: "WB-1",
  start_date: "2026-05-04",
  end_date: "2026-05-05",
  registrations: [{ ...BLANK_REGISTRATION, texts: { claim_date: "2026-12-31", points: "2" } }],
};

const rules = (starts: string | null, ends: string | null, activities: BoardRules["activities"] = null) =>
  ({ starts, ends, activities }) as BoardRules;
const document = {
  boards: [{ board: "ABXY", name: "", rules: [rules(null, "2026-06-30"), rules("2026-07-01", null)] }],
} as unknown as BoardsDocument;

describe("rulesOn", () => {
  it("takes the rules of the first day, and the newest while there is none", () => {
    const found = ["1990-01-01", "2026-06-30", "2026-07-01", ""].map((day) => rulesOn(document, "ABXY", day)?.starts);
    expect(found).toEqual([null, null, "2026-07-01", "2026-07-01"]);
    expect(rulesOn(document, "ABZZ", "2026-07-01")).toBeUndefined();
  });
});

describe("optionsOf", () => {
  const field = {
    options: [
      { name: "Old", starts: null, ends: "2025-12-31" },
      { name: "New", starts: "2026-01-01", ends: null },
    ],
  } as unknown as RegistrationField;

  it("offers what can be earned between the days, and keeps what is chosen", () => {
    expect(optionsOf(field, "2025-05-01", "2025-05-02", [])).toEqual(["Old"]);
    expect(optionsOf(field, "2025-05-01", "2026-05-02", [])).toEqual(["Old", "New"]);
    expect(optionsOf(field, "2026-01-01", "2026-01-01", ["Old"])).toEqual(["New", "Old"]);
    expect(optionsOf(field, "", "", [])).toEqual(["Old", "New"]);
  });
});

describe("refusalOn", () => {
  it("says from when to when a board takes registrations", () => {
    const from2025 = rules(null, null, { starts: "2025-01-01", ends: "2026-12-31" });
    expect(refusalOn(from2025, "ABXY", "2024-12-31")).toBe(
      "ABXY takes registrations for activities that start on Jan 1, 2025 or later, and on Dec 31, 2026 or earlier.",
    );
    expect(refusalOn(from2025, "ABXY", "2025-01-01")).toBeNull();
    expect(refusalOn(rules(null, null), "ABXY", "1990-01-01")).toBeNull();
  });
});

describe("givenOf", () => {
  it("sends back each field of a registration as it was stored, whatever its name", () => {
    const registration = {
      board: "ABXY",
      points: 2.5,
      credit_types: ["Burrows"],
      claim_date: null,
      burrow_depth: "deep",
      attestation: { by: "somebody" },
    };
    const stored = {
      title: "Wombats",
      deliveries: [],
      joint_providers: [],
      specialties: ["Surgery"],
      content_keywords: [],
      registrations: [registration],
      supports: [],
      outcomes: [],
      participants: {},
      commendation_tags: [],
    } as unknown as Activity;
    const draft = { ...draftOf(stored), further_specialties: "Bites\n" };
    const given = givenOf(draft, null);
    expect(given.registrations).toEqual([
      { board: "ABXY", points: "2.5", credit_types: ["Burrows"], burrow_depth: "deep" },
    ]);
    expect(given.specialties).toEqual(["Surgery", "Bites"]);
  });
});

describe("what closing asks for", () => {
  const stored = {
    title: "Wombats",
    deliveries: [],
    joint_providers: [],
    specialties: [],
    content_keywords: [],
    registrations: [],
    commercial_support: true,
    supports: [
      { source: "Acme", amount: 1200, in_kind: false },
      { source: "Burrow & Sons", amount: null, in_kind: true },
    ],
    outcomes: [
      { outcome: "Learner Knowledge", measured: [] },
      { outcome: "Patient Health", measured: ["Objective"] },
    ],
    participants: { physician: 3, nurse: 2 },
    commendation_tags: ["Engages Teams"],
  } as unknown as Activity;

  it("is sent back as it was stored, whatever categories of learners there are", () => {
    expect(givenOf(draftOf(stored), stored)).toMatchObject({
      supports: [
        { source: "Acme", amount: "1200" },
        { source: "Burrow & Sons", in_kind: "Yes" },
      ],
      outcomes: [
        { outcome: "Learner Knowledge", measured: [] },
        { outcome: "Patient Health", measured: ["Objective"] },
      ],
      participants: [
        { category: "nurse", count: 2 },
        { category: "physician", count: "3" },
      ],
      commendation_tags: ["Engages Teams"],
    });
  });

  it("has what was typed, and what was emptied no more", () => {
    const draft = {
      ...draftOf(stored),
      supports: "Acme | $1,500 | in kind\n",
      outcomes: { "Patient Health": [], "Learner Competence": ["Subjective"] },
      physicians: "",
      other_learners: "0",
      commendation_tags: "One\nTwo\n",
    };
    expect(givenOf(draft, stored)).toMatchObject({
      supports: [{ source: "Acme", amount: "1500", in_kind: "Yes" }],
      outcomes: [{ outcome: "Learner Competence", measured: ["Subjective"] }],
      participants: [
        { category: "nurse", count: 2 },
        { category: "non-physician", count: "0" },
      ],
      commendation_tags: ["One", "Two"],
    });
    expect(givenOf({ ...draft, commercial_support: "No" }, stored).supports).toEqual([]);
  });
});

describe("a series", () => {
  it("is weekly or monthly until a day, the month's last where it is too short", () => {
    expect(daysUntil("2027-01-04", "weekly", "2027-01-18")).toEqual(["2027-01-11", "2027-01-18"]);
    expect(daysUntil("2027-12-31", "monthly", "2028-04-30")).toEqual([
      "2028-01-31",
      "2028-02-29",
      "2028-03-31",
      "2028-04-30",
    ]);
    expect(daysUntil("2027-01-04", "weekly", "")).toEqual([]);
    expect(daysUntil("2000-01-01", "weekly", "2100-01-01").length).toBeGreaterThan(MOST_DAYS);
  });

  it("tells which lines are no days", () => {
    expect(readDays("5/4/2027\n\n2027-02-30\n2/29/2028\n5/4/2027\n13/1/2027")).toEqual({
      days: ["2027-05-04", "2028-02-29"],
      unread: ["2027-02-30", "13/1/2027"],
    });
  });

  it("moves the last day and the days to claim along", () => {
    fc.assert(
      fc.property(fc.integer({ min: -400, max: 4000 }), (by) => {
        const day = new Date(Date.UTC(2026, 4, 4 + by)).toISOString().slice(0, 10);
        const moved = repeatedOn(twoDays, day);
        const length = Date.parse(moved.end_date) - Date.parse(moved.start_date);
        expect([moved.start_date, length]).toEqual([day, 86_400_000]);
        const claim = moved.registrations[0]!.texts.claim_date!;
        expect(Date.parse(claim) - Date.parse(day)).toBe(Date.parse("2026-12-31") - Date.parse("2026-05-04"));
      }),
    );
    expect(repeatedOn(twoDays, "2026-05-11").provider_activity_id).toBe("WB-1 2026-05-11");
  });
});
