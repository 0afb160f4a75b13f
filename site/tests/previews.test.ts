import { describe, expect, it } from "vitest";
import { lookedAt, MOST_LOOKED_AT, summaryOf, type FilePreview } from "../src/console/previews";

const preview = (given: Partial<FilePreview>): FilePreview => ({
  kind: "learners",
  format: "learner-workbook",
  rows: 1204,
  is_whole: true,
  read: [],
  not_read: [],
  unread_headings: 0,
  missing: [],
  columns: [],
  issues: [],
  ...given,
});

describe("summaryOf", () => {
  it("says what a file is, and whether that is all of it", () => {
    const said = (given: Partial<FilePreview>, isBeginning = false) =>
      summaryOf({ preview: preview(given), isBeginning });
    expect(said({})).toBe("Learners, 1,204 rows, Excel.");
    expect(said({ rows: 1, format: "match-tab", kind: "matches" })).toBe("A list to match, 1 row, tab-delimited text.");
    expect(said({ format: "activity-csv", kind: "activities" }, true)).toBe("Activities, the first 1,204 rows, CSV.");
    expect(said({ is_whole: false })).toBe("Learners, the first 1,204 rows, Excel.");
    expect(said({ format: null })).toBe("Learners, as it seems.");
    expect(said({ kind: null, format: null })).toBe("");
  });
});

describe("lookedAt", () => {
  const large = (head: string | Uint8Array<ArrayBuffer>) => new Blob([head, "x".repeat(MOST_LOOKED_AT)]);

  it("is the whole of a small file, whatever it is", async () => {
    const file = new Blob(["PK"]);
    expect(await lookedAt(file)).toBe(file);
  });

  it("is the first lines of a large text, whole ones", async () => {
    expect((await lookedAt(large("a,b\n1,2\n")))!.size).toBe("a,b\n1,2\n".length);
    expect((await lookedAt(large(new Uint8Array([0xff, 0xfe, 0x61, 0, 10, 0, 0x62, 0]))))!.size).toBe(6);
  });

  it("is nothing of what can't be read in part", async () => {
    for (const head of [
      "PK\x03\x04\n",
      "<?xml?>\n",
      '\ufeff{"a":\n',
      "[\n",
      new Uint8Array([0x1f, 0x8b, 10]),
      "no line",
    ])
      expect(await lookedAt(large(head))).toBeNull();
  });
});
