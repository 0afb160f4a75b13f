import { describe, expect, test } from "vitest";
import type { Credit, CreditPage } from "../src/account/calls";
import { creditKey, turned } from "../src/account/creditList";
import { changedQuery, formatCreditQuery, parseCreditQuery, toggledQuery } from "../src/account/creditQuery";

const CREDIT: Credit = {
  record: "r1",
  activity_id: "202699001",
  title: "Airways in the difficult patient",
  provider: { provider_id: "0009999", name: "Invented Academy", email: null },
  completed_on: "2026-05-05",
  kind: "MOC",
  board: "ABA",
  board_name: "American Board of Anesthesiology",
  credit_type: "Lifelong Learning",
  amount: 6.5,
  derived: false,
  status: "pending",
  reported_at: "2026-05-06T10:00:00Z",
  delete_asked_at: null,
  usually_within: null,
  reason: null,
  happened: null,
  can_do: null,
};

function pageOf(...credits: Credit[]): CreditPage {
  return { credits } as unknown as CreditPage;
}

describe("the address", () => {
  test.each([
    "",
    "board=ABA&board=ABIM",
    "status=pending&since=2026-01-01&until=2026-12-31&text=heart+failure",
    "state=OH&credit_type=AMA+PRA+Category+1&provider=0009999",
  ])("comes back as it was: %s", (address) => {
    expect(formatCreditQuery(parseCreditQuery(address))).toBe(address);
  });

  test("keeps nothing that can't be read", () => {
    expect(parseCreditQuery("since=May&npi=1234567893&text=+")).toEqual({});
  });

  test("a value that is chosen again goes", () => {
    const chosen = toggledQuery({}, "board", "ABA");
    expect(chosen).toEqual({ board: ["ABA"] });
    expect(toggledQuery(chosen, "board", "ABA")).toEqual({});
    expect(changedQuery(chosen, { since: "" })).toEqual(chosen);
  });
});

describe("what has turned", () => {
  test("is told with title, board and status", () => {
    const after = { ...CREDIT, status: "accepted" as const };
    expect(turned([pageOf(CREDIT)], [pageOf(after)])).toBe(
      "Airways in the difficult patient, American Board of Anesthesiology: now accepted.",
    );
  });

  test("is nothing where credits are new or the same", () => {
    const other = { ...CREDIT, record: "r2", status: "accepted" as const };
    expect(turned([pageOf(CREDIT)], [pageOf(other, CREDIT)])).toBe("");
  });

  test("a derived credit is another one than the credit that it follows from", () => {
    expect(creditKey({ ...CREDIT, derived: true })).not.toBe(creditKey(CREDIT));
  });
});
