import { describe, expect, test } from "vitest";
import { checkOf, numbersOf, type Asking } from "../src/licensing/checkAsking";

const ALL: Asking = {
  of: "typed",
  numbers: "1",
  seed: "audit 7",
  by: "percent",
  amount: "2.5",
  days: "cycle",
  on: "2026-11-20",
  since: "2026-01-01",
  until: "2026-12-31",
  degree: "",
};

describe("a check that is asked for", () => {
  test.each([
    [{}, { numbers: ["1"], on: "2026-11-20" }],
    [{ of: "file" }, { file: "MQ==", on: "2026-11-20" }],
    [
      { of: "roster", degree: "DO" },
      { roster: true, on: "2026-11-20", degree: "DO" },
    ],
    [{ of: "sample" }, { sample: { seed: "audit 7", percent: 2.5 }, on: "2026-11-20" }],
    [{ days: "span" }, { numbers: ["1"], since: "2026-01-01", until: "2026-12-31" }],
  ])("asks for what is chosen alone: %o", (chosen, asked) => {
    expect(checkOf({ ...ALL, ...chosen }, "MQ==")).toEqual(asked);
  });

  test("has the numbers of a text, however they are told apart, and inner blanks stay", () => {
    expect(numbersOf("35.1\r\n\n 35 2;3,4\t5 \n")).toEqual(["35.1", "35 2", "3", "4", "5"]);
  });
});
