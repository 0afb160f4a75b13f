import { describe, expect, it } from "vitest";
import { auditDaysText, awaitedAudit } from "../src/account/auditWords";
import type { MyAudit } from "../src/account/calls";
import { csvOf } from "../src/console/tables";
import { answersTable, howText, isTelling, licenseesText, nameText, reachText } from "../src/licensing/auditWords";
import type { CheckView } from "../src/licensing/calls";

const LICENSEE = {
  licence: "35900001",
  family_name: "Osei",
  given_name: "Mira",
  has_email: true,
  answer: null,
  answered_at: null,
};
const OTHER = { ...LICENSEE, licence: "00-7", family_name: null, given_name: null, has_email: false };
const AUDIT = {
  audit: "a",
  on: "2026-11-20",
  starts: "2025-01-01",
  ends: "2026-12-31",
  until: "2027-01-29",
  is_open: true,
  answer: null,
} as MyAudit;

function check(told: number | null, licensees: number | null = 3): CheckView {
  return { licensees, audit: told === null ? null : { told } } as unknown as CheckView;
}

describe("telling those drawn", () => {
  it("goes on until all are told, and not before anybody asked for it", () => {
    expect([check(null), check(0), check(2), check(3)].map(isTelling)).toEqual([false, true, true, false]);
  });

  it("says how many have to be written to otherwise", () => {
    expect(reachText(3, 3)).toBe("All have an e-mail address on your roster.");
    expect(reachText(1_200, 1_100)).toContain("1,100 of 1,200 have an e-mail address on your roster.");
    expect(reachText(1_200, 1_100)).toContain("the other 100");
    expect([licenseesText(1), licenseesText(2)]).toEqual(["1 licensee", "2 licensees"]);
  });

  it("says how somebody was told by the roster alone", () => {
    expect([howText(LICENSEE), howText(OTHER)]).toEqual(["By e-mail", "No e-mail address on the roster"]);
    expect([nameText(LICENSEE), nameText(OTHER)]).toEqual(["Mira Osei", ""]);
  });
});

describe("answers as a table", () => {
  it("has everybody who was told, and no formula", () => {
    const answered = {
      ...LICENSEE,
      answer: '=HYPERLINK("https://evil.example.org")',
      answered_at: "2026-12-01T10:00Z",
    };
    const [, first, second] = csvOf(answersTable("2026-11-20T12:00Z", [answered, OTHER])).split("\r\n");
    expect(first).toBe(
      `35900001,Osei,Mira,2026-11-20T12:00Z,By e-mail,2026-12-01T10:00Z,"'=HYPERLINK(""https://evil.example.org"")"`,
    );
    expect(second).toBe("00-7,,,2026-11-20T12:00Z,No e-mail address on the roster,,");
  });
});

describe("whom a board drew", () => {
  it("reads which days are looked at", () => {
    expect(auditDaysText(AUDIT)).toMatch(/2025.*2026/);
    expect(auditDaysText({ ...AUDIT, starts: null })).toBe("your licence’s cycle on Nov 20, 2026");
  });

  it("is reminded of the audit that ends first, until it is answered or over", () => {
    const sooner = { ...AUDIT, audit: "b", until: "2026-12-01" };
    expect(awaitedAudit([AUDIT, sooner])).toBe(sooner);
    expect(awaitedAudit([AUDIT, { ...sooner, answer: "Ten hours." }])).toBe(AUDIT);
    expect(awaitedAudit([{ ...AUDIT, is_open: false }])).toBeNull();
    expect(awaitedAudit([])).toBeNull();
  });
});
