import fc from "fast-check";
import { readXlsx } from "hucre/xlsx";
import { describe, expect, it } from "vitest";
import { addressOf, addressWith, placeOf, providerOf } from "../src/console/address";
import { contentOf, csvOf } from "../src/console/tables";
import { groupsOf, rejectionsOf, type Finding } from "../src/console/issueGroups";
import { queryOf, readChoice } from "../src/console/submissionQuery";
import { faultOf } from "../src/console/uploads";
import { rangesOf } from "../src/console/words";

const finding = (given: Partial<Finding>): Finding => ({
  code: "FIELD_MISSING",
  severity: "error",
  row: 2,
  field: "Last Name",
  value: null,
  message: "Last Name is empty.",
  fix: "Fill in Last Name.",
  suggestion: null,
  ...given,
});

describe("addressOf", () => {
  it("keeps the provider, and leaves out what is empty", () => {
    const address = addressOf("submissions/abc", { row: "7", kind: "" }, "?provider=0009999&row=3");
    expect(address).toBe("/console/submissions/abc?provider=0009999&row=7");
    expect(providerOf(address.slice(address.indexOf("?")))).toBe("0009999");
    expect(placeOf("/console/submissions/abc")).toEqual({ section: "submissions", name: "abc" });
  });

  it("takes another provider, and leaves the rest", () => {
    const address = addressWith("0008888", "/console/activities/7?do=change&provider=0009999");
    expect(address).toBe("/console/activities/7?do=change&provider=0008888");
  });

  it("leads to the start", () => {
    expect(addressOf("", {}, "")).toBe("/console/");
    expect(placeOf("/console/")).toEqual({ section: "", name: "" });
  });
});

describe("groupsOf", () => {
  it("puts what keeps rows out first, and of that the biggest group", () => {
    const groups = groupsOf([
      ...[3, 4, 5].map((row) => finding({ severity: "note", fix: "Nothing needs to be done.", row })),
      finding({ row: 6 }),
      ...[7, 9].map((row) => finding({ fix: "Ask the learner.", message: `ID ${row} is odd.`, row })),
    ]);
    expect(groups.map(({ fix, rows, isAlike }) => [fix, rows, isAlike])).toEqual([
      ["Ask the learner.", [7, 9], false],
      ["Fill in Last Name.", [6], true],
      ["Nothing needs to be done.", [3, 4, 5], true],
    ]);
  });

  it("loses no finding", () => {
    const some = fc.record({ code: fc.constantFrom("A", "B"), fix: fc.constantFrom("x", "y"), row: fc.nat(9) });
    fc.assert(
      fc.property(fc.array(some), (given) => {
        const grouped = groupsOf(given.map(finding)).flatMap(({ findings }) => findings);
        expect(grouped).toHaveLength(given.length);
      }),
    );
  });
});

describe("rejectionsOf", () => {
  const line = { board: "ABIM", credit_type: "Medical Knowledge", amount: 1, credit_id: null };
  const why = { reason_code: "IDENTITY_MISMATCH", reason: "ABIM holds another birth day for this ID." };

  it("tells each reason once, with what can be done about it", () => {
    const record = {
      row: 4,
      action: "add",
      activity_id: null,
      completion_date: null,
      credit_lines: [
        { ...line, status: "rejected" as const, ...why },
        { ...line, credit_type: "Patient Safety", status: "rejected" as const, ...why },
        { ...line, status: "accepted" as const },
      ],
    };
    const told = rejectionsOf(record, new Map([["IDENTITY_MISMATCH", "Check the ID."]]));
    expect(told.map(({ row, message, fix }) => [row, message, fix])).toEqual([
      [4, "ABIM rejected it: ABIM holds another birth day for this ID.", "Check the ID."],
    ]);
  });
});

describe("rangesOf", () => {
  it("writes three that follow each other as one", () => {
    expect(rangesOf([9, 3, 4, 5, 7, 8, 3])).toEqual([
      [3, 5],
      [7, 9],
    ]);
    expect(rangesOf([1, 2])).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });

  it("covers the rows that it was given, and no other", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(50)), (rows) => {
        const covered = rangesOf(rows).flatMap(([from, to]) =>
          Array.from({ length: to - from + 1 }, (_, n) => from + n),
        );
        expect(covered).toEqual([...rows].sort((first, second) => first - second));
      }),
    );
  });
});

describe("csvOf", () => {
  it("quotes what needs it, and lets nothing be a formula", () => {
    const row = ["a,b", 'say "x"', "=1+1", "-1", -1, null, { day: "2026-03-16" }];
    expect(csvOf({ headings: ["A"], rows: [row] })).toBe(`A\r\n"a,b","say ""x""",'=1+1,'-1,-1,,2026-03-16\r\n`);
  });
});

describe("contentOf", () => {
  it("keeps texts as texts in a workbook, and days and moments as dates", async () => {
    const row = ["007", "=1+1", -1, null, { day: "2026-03-16" }, { moment: "2026-03-16T10:30:00+00:00" }];
    const content = await contentOf({ headings: ["A", "B", "C", "D", "E", "F"], rows: [row] }, "xlsx");
    const { sheets } = await readXlsx(content as Uint8Array);
    expect(sheets[0]!.rows[1]).toEqual([
      "007",
      "=1+1",
      -1,
      null,
      new Date("2026-03-16"),
      new Date("2026-03-16T10:30:00Z"),
    ]);
  });
});

describe("faultOf", () => {
  it("tells what can't be sent, and what to do", () => {
    const file = (size: number) => ({ size }) as File;
    expect(faultOf(file(0))).toContain("It is empty");
    expect(faultOf(file(10_000_000_000))).toContain("at most 2,000,000,000 are read. Split it");
    expect(faultOf(file(2_000_000_000))).toBeNull();
  });
});

describe("queryOf", () => {
  it("asks for whole days, and for nothing that isn't chosen", () => {
    const query = queryOf(readChoice("?since=2026-01-02&until=2026-01-02&dry_run=false"), null);
    expect(query).toEqual({
      limit: 25,
      since: new Date("2026-01-02T00:00:00").toISOString(),
      until: new Date("2026-01-02T23:59:59.999").toISOString(),
      dry_run: false,
    });
  });
});
