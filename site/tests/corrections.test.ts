import { describe, expect, it } from "vitest";
import type { SentRow } from "../src/console/calls";
import { alike, before, changed, pasted, replaced, valueAt } from "../src/console/corrections";

const STATE = "Licensing State";

function row(number: number, state: string, suggestion: string | null = null, in_cells = true): SentRow {
  const problem = { headings: [STATE], code: "BOARD_UNKNOWN", message: "", fix: "", suggestion };
  return { row: number, status: "refused", cells: { [STATE]: state }, problems: [problem], in_cells };
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
