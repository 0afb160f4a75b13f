import { describe, expect, test } from "vitest";
import type { Activity } from "../src/console/activityCalls";
import { boardsAsked } from "../src/console/deleting";
import type { LearnerRecord, MissingCredit } from "../src/console/learnerCalls";
import { readLearnerChoice, wantedOf } from "../src/console/learnerQuery";
import { isAtField, learnerOf, placed, recordOf, startOf } from "../src/console/reportDraft";
import { leftText } from "../src/console/requestWords";

const ACTIVITY = { registrations: [{ board: "ABIM" }, { board: "ABP" }] } as Activity;
const REQUEST = {
  completed_on: "2026-05-05",
  given_name: "Zoe",
  family_name: "Garcia Lopez",
  ids: [
    { board: "ABIM", name: "ABIM ID", id: "123456" },
    { board: "OH", name: "Ohio licence", id: "35900001" },
  ],
} as MissingCredit;

describe("a report of one learner", () => {
  const start = startOf(ACTIVITY, REQUEST);
  const typed = {
    ...start,
    birth_month_day: "02-29",
    boards: { ...start.boards, ABIM: { ...start.boards.ABIM!, amounts: { "Medical Knowledge": " 1.5 " } } },
  };

  test("begins with what a request says, and chooses no licence where boards are asked", () => {
    expect(start).toMatchObject({ given_name: "Zoe", family_name: "Garcia Lopez", completion_date: "2026-05-05" });
    expect(start.boards.ABIM!.learner_id).toBe("123456");
    expect([start.birth_month_day, start.authority, start.boards.ABP!.learner_id]).toEqual(["", "", ""]);
  });

  test("begins with the only licence where no board is asked", () => {
    const cme = { ...REQUEST, ids: [REQUEST.ids![1]!] };
    expect(startOf({ registrations: [] } as unknown as Activity, cme)).toMatchObject({
      authority: "OH",
      cme: { learner_id: "35900001" },
    });
  });

  test("has a line for each amount, and nothing that is empty", () => {
    expect(recordOf(typed, "202699001")).toEqual({
      action: "add",
      activity_id: "202699001",
      completion_date: "2026-05-05",
      given_name: "Zoe",
      family_name: "Garcia Lopez",
      birth_month_day: "02-29",
      credit_lines: [{ board: "ABIM", credit_type: "Medical Knowledge", amount: "1.5", learner_id: "123456" }],
    });
  });

  test("shows what is wrong at the field that the line came from", () => {
    const issue = { field: "credit_lines[0].amount", message: "credit_lines[0].amount is 1.3.", fix: "Give 1.25." };
    expect(placed([issue] as never, typed)).toEqual([
      { field: "ABIM.Medical Knowledge.amount", message: "ABIM.Medical Knowledge.amount is 1.3.", fix: "Give 1.25." },
    ]);
  });

  test("says apart what is wrong with none of its fields", () => {
    const at = (field: string | null) => isAtField({ field } as never, typed);
    expect(["given_name", "ABIM.learner_id", "ABIM.Medical Knowledge.amount"].map(at)).toEqual([true, true, true]);
    expect(["activity_id", "credit_lines", "ABP.learner_id", null].map(at)).toEqual([false, false, false, false]);
  });

  test("is looked up once names, birth day and an ID are there", () => {
    const known = { given_name: "Zoe", family_name: "Garcia Lopez", birth_month_day: "02-29" };
    expect(learnerOf(start)).toBeNull();
    expect(learnerOf({ ...typed, birth_month_day: "02-" })).toBeNull();
    expect(learnerOf(typed)).toEqual({ ...known, board: "ABIM", board_id: "123456" });
    const cme = { ...typed, boards: {}, cme: { ...typed.cme, learner_id: "77" } };
    expect(learnerOf(cme)).toBeNull();
    expect(learnerOf({ ...cme, authority: "OH" })).toEqual({ ...known, state: "OH", licence: "77" });
    expect(learnerOf({ ...cme, authority: "NPI" })).toEqual({ ...known, licence: "77" });
  });
});

describe("learners", () => {
  test("are looked for by what the address says", () => {
    const wanted = (search: string) => wantedOf(readLearnerChoice(search));
    expect(wanted("?activity=202699001&name=os&status=rejected")).toEqual({
      activity_id: "202699001",
      name: "os",
      status: "rejected",
    });
    expect(wanted("?learner=1234&board=ABIM")).toEqual({ learner_id: "1234", board: "ABIM" });
    expect(wanted("?credit=x")).toEqual({ credit_id: "x" });
    expect(wanted("?name=os")).toBeNull();
  });

  test("that are deleted are asked about at the boards that accepted them", () => {
    const line = (board: string, status: string) => ({ board, status });
    const records = [
      { credit_lines: [line("ABIM", "accepted"), line("ABIM", "accepted"), line("OH", "accepted")] },
      { credit_lines: [line("ABIM", "accepted"), line("ABP", "rejected")] },
    ] as unknown as LearnerRecord[];
    expect(boardsAsked(records)).toEqual([["ABIM", 2]]);
  });
});

test.each([
  ["2026-12-10", "3 days left"],
  ["2026-12-08", "1 day left"],
  ["2026-12-07", "Today is the last day"],
  ["2026-12-06", "The time is over"],
])("until %s there is so much time", (due_on, told) => {
  // It is Dec 8 in UTC, and still Dec 7 where the clock counts.
  expect(leftText(due_on, new Date("2026-12-08T03:00:00Z"))).toBe(told);
});
