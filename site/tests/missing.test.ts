import { describe, expect, it } from "vitest";
import type { MissingCredit } from "../src/account/calls";
import { statusText } from "../src/account/missingWords";

const OPEN: MissingCredit = {
  missing_credit: "m1",
  activity_id: "202612345",
  title: "An example",
  provider: { provider_id: "0009999", name: "Example Medical Society", email: null },
  completed_on: "2026-10-03",
  words: "",
  asked_at: "2026-11-20T12:00:00Z",
  due_on: "2026-12-07",
  mailed_at: "2026-11-20T12:01:00Z",
  reminded_at: null,
  status: "open",
  answer: null,
  ended_at: null,
  can_do: null,
};

describe("statusText", () => {
  it("says until when the provider is waited for", () => {
    expect(statusText(OPEN, "en-US")).toBe("Waiting for the provider, until Dec 7, 2026.");
    expect(statusText({ ...OPEN, reminded_at: "2026-12-02T12:00:00Z" }, "en-US")).toContain("A reminder was sent.");
  });

  it("waits for the record where the provider says that it is reported", () => {
    const answer = { kind: "reported_now", words: "", at: "2026-11-23T12:00:00Z" } as const;
    expect(statusText({ ...OPEN, answer }, "en-US")).toBe("Waiting for the record, until Dec 7, 2026.");
  });

  it("says that nobody could be written to", () => {
    expect(statusText({ ...OPEN, mailed_at: null }, "en-US")).toContain("Nobody could be written to yet.");
  });

  it("says how it ended", () => {
    expect(statusText({ ...OPEN, status: "overdue" })).toBe("Ended: the time to answer is over.");
  });
});
