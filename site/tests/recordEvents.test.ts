import { describe, expect, test } from "vitest";
import type { RecordEvent } from "../src/console/learnerCalls";
import { eventText, whoText } from "../src/console/recordEvents";

const BLANK: RecordEvent = {
  at: null,
  kind: "reported",
  submission_id: "0".repeat(32),
  row: 1,
  file_name: null,
  called_by: null,
  credits: null,
  changed: [],
  board: null,
  reason_code: null,
  reason: null,
};

describe("what happened to a record", () => {
  test.each<[Partial<RecordEvent>, string]>([
    [{ credits: "ABIM Medical Knowledge 1.5" }, "Reported: ABIM Medical Knowledge 1.5."],
    [
      { credits: "WY AMA PRA Category 1 1", changed: ["given_name", "credit_lines"] },
      "Reported: WY AMA PRA Category 1 1. Other than before: the given name, the credit.",
    ],
    [{ kind: "delete reported" }, "Delete reported."],
    [{ kind: "awaited", board: "XY" }, "XY hasn’t answered yet."],
    [{ kind: "delete rejected", board: "XY" }, "XY kept it, and doesn’t agree to the delete."],
  ])("is told in words", (event, told) => {
    expect(eventText({ ...BLANK, ...event })).toBe(told);
  });

  test("names the key that called, and of a contact that it was one", () => {
    expect(whoText({ ...BLANK, called_by: "0001234-abc" })).toBe("By your system, key 0001234-abc. ");
    expect(whoText({ ...BLANK, called_by: "contact 5f2c" })).toBe("By one of your contacts, in the console. ");
    expect(whoText(BLANK)).toBe("");
  });
});
