import { describe, expect, it } from "vitest";
import { RowChecker, type Checks } from "../src/console/rowChecks";
import type { Corrections } from "../src/console/corrections";

/** A hub that answers when the test says so. */
function begun() {
  const calls: { rows: Corrections; answer: (fault?: Error) => Promise<void> }[] = [];
  let checks: Checks = {};
  const checker = new RowChecker(
    (rows) =>
      new Promise((go, stop) => {
        const told = Object.keys(rows).map((row) => ({ row: Number(row), problems: [] }));
        calls.push({
          rows,
          answer: async (fault) => {
            if (fault) stop(fault);
            else go(told);
            for (let turn = 0; turn < 5; turn++) await Promise.resolve();
          },
        });
      }),
    (told) => (checks = told),
  );
  return { calls, checker, state: (row: number) => checks[row]?.said.state, checks: () => checks };
}

describe("RowChecker", () => {
  it("asks about a row by one call at a time, and then about what it has become", async () => {
    const { calls, checker, state, checks } = begun();
    const [a, b, c] = [{ Name: "a" }, { Name: "b" }, { Name: "c" }];
    checker.look({ "3": a });
    checker.look({ "3": b });
    checker.look({ "3": c });
    expect(calls.map(({ rows }) => rows)).toEqual([{ "3": a }]);
    expect(state(3)).toBe("checking");
    await calls[0]!.answer();
    expect(calls.map(({ rows }) => rows)).toEqual([{ "3": a }, { "3": c }]);
    await calls[1]!.answer();
    expect([state(3), checks()["3"]!.values, checks()["3"]!.problems]).toEqual(["told", c, []]);
  });

  it("doesn't ask again about what hasn't changed, and doesn't hold up other rows", async () => {
    const { calls, checker, state } = begun();
    const values = { Name: "a" };
    checker.look({ "3": values });
    checker.look({ "4": { Name: "b" } });
    checker.look({ "3": values });
    await calls[0]!.answer();
    checker.look({ "3": values });
    expect(calls).toHaveLength(2);
    expect([state(3), state(4)]).toEqual(["told", "checking"]);
  });

  it("asks again about a row whose call failed when its cell is left again", async () => {
    const { calls, checker, state } = begun();
    const values = { Name: "a" };
    checker.look({ "3": values });
    await calls[0]!.answer(new Error("the line is cut"));
    expect([state(3), calls.length]).toEqual(["failed", 1]);
    checker.look({ "3": values });
    await calls[1]!.answer();
    expect(state(3)).toBe("told");
  });

  it("asks about at most a hundred rows in a call, and about all", async () => {
    const { calls, checker } = begun();
    checker.look(Object.fromEntries(Array.from({ length: 230 }, (_, row) => [row + 1, { Name: "a" }])));
    expect(calls.map(({ rows }) => Object.keys(rows).length)).toEqual([100, 100, 30]);
  });
});
