import { describe, expect, it } from "vitest";
import type { SentRow } from "../src/console/calls";
import { alike, before, changed, inCalls, pasted, replaced, valueAt } from "../src/console/corrections";

const STATE = "Licensing State";

function row(number: number, state: string, suggestion: string | null = null, in_cells = true): SentRow {
  const problem = { headings: [STATE], code: "BOARD_UNKNOWN", message: "", fix: "", suggestion };
  return { row: number, status: "refused", cells: { [STATE]: state }, problems: [problem], in_cells, mended_by: [] };
}

describe("changed", () => {
  it("keeps what differs, and forgets a cell that has its old value again", () => {
    const sent = row(3, "Ohaio");
    const mended = changed({ "9": { Other: "x" } }, [{ row: sent, heading: STATE, value: "Ohio" }]);
    expect(mended).toEqual({ "3": { [STATE]: "Ohio" }, "9": { Other: "x" } });
    expect(valueAt(mended["3"], sent, STATE)).toBe("Ohio");
    expect(changed(mended, [{ row: sent, heading: STATE, value: "Ohaio" }])).toEqual({ "9": { Other: "x" } });
  });
});

describe("before", () => {
  it("tells what brings rows back as they were, and leaves the others the same", () => {
    const first = changed({}, [{ row: row(3, "Ohaio"), heading: STATE, value: "Ohio" }]);
    const second = changed(first, [
      { row: row(3, "Ohaio"), heading: "Other", value: "x" },
      { row: row(4, "Iwa"), heading: STATE, value: "Iowa" },
    ]);
    expect(before(first, second)).toEqual({ "3": { [STATE]: "Ohio" }, "4": null });
    expect(replaced(second, before(first, second))).toEqual(first);
    expect(changed(second, [{ row: row(4, "Iwa"), heading: STATE, value: "Iwa" }])["3"]).toBe(second["3"]);
    expect(before(second, {})).toEqual(second);
  });
});

describe("alike", () => {
  it("takes a suggestion only where the same value has it, and cells can mend it", () => {
    const rows = [
      row(1, "Ohaio", "Ohio"),
      row(2, "Ohaio", "Ohio", false),
      row(3, "Iwa", "Iowa"),
      row(4, "Ohaio", "Ohio"),
    ];
    expect(alike(rows, rows[0]!, STATE, "Ohio").map((change) => change.row.row)).toEqual([1, 4]);
  });
});

describe("pasted", () => {
  it("fills a column downwards, rows that no cell can mend left out, and ends with the rows", () => {
    const rows = [row(1, ""), row(2, "", null, false), row(3, ""), row(4, "")];
    const changes = pasted(rows, rows[0]!, STATE, "Ohio\r\nIowa\tmore\r\n");
    expect(changes.map(({ row: { row: number }, value }) => [number, value])).toEqual([
      [1, "Ohio"],
      [3, "Iowa"],
    ]);
    expect(pasted(rows, rows[3]!, STATE, "a\nb")).toHaveLength(1);
  });
});

describe("inCalls", () => {
  it("has each row in one call, in order, and no call with too many rows or bytes", () => {
    const rows = Object.fromEntries([...Array(7)].map((_, place) => [place + 2, { [STATE]: "Ohio" }]));
    const bytes = JSON.stringify(["2", { [STATE]: "Ohio" }]).length;
    expect(inCalls(rows, 3).map((part) => Object.keys(part).length)).toEqual([3, 3, 1]);
    expect(inCalls(rows, 9, 2 * bytes).map((part) => Object.keys(part).length)).toEqual([2, 2, 2, 1]);
    expect(Object.assign({}, ...inCalls(rows, 3))).toEqual(rows);
    expect(inCalls(rows)).toEqual([rows]);
    expect(inCalls({})).toEqual([]);
  });

  it("counts bytes, not characters, and sends a row alone that is too large for others", () => {
    expect(inCalls({ "2": { [STATE]: "é".repeat(40) }, "3": { [STATE]: "x" } }, 9, 100)).toHaveLength(2);
  });

  it("puts what is left after a call into the calls that it would have been in", () => {
    const rows = Object.fromEntries([...Array(7)].map((_, place) => [place + 2, { [STATE]: "Ohio" }]));
    const [first, ...others] = inCalls(rows, 3);
    const left = Object.fromEntries(Object.entries(rows).filter(([row]) => !(row in first!)));
    expect(inCalls(left, 3)).toEqual(others);
  });
});
