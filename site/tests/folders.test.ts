import { describe, expect, it } from "vitest";
import { dropped, MOST_FILES, readableOf } from "../src/console/folders";

const file = (name: string) => new File(["x"], name);
const names = (files: readonly File[]) => files.map(({ name }) => name);

/** What a browser gives of what was dropped: names are files, lists are folders. */
function entry(tree: string | unknown[]): FileSystemEntry {
  if (typeof tree === "string")
    return { isDirectory: false, file: (take: (file: File) => void) => take(file(tree)) } as unknown as FileSystemEntry;
  const inside = tree.map((child) => entry(child as string));
  const createReader = () => {
    const rest = [...inside];
    return { readEntries: (take: (entries: FileSystemEntry[]) => void) => take(rest.splice(0, 100)) };
  };
  return { isDirectory: true, createReader } as unknown as FileSystemEntry;
}

describe("dropped", () => {
  it("takes a file as it is, and of a folder what can be read, however deep", async () => {
    const { files, left } = await dropped([
      entry("odd.bin"),
      entry(["a.csv", ".DS_Store", ["b.XML", ["c.json.gz", "d.png"]]]),
    ]);
    expect(names(files)).toEqual(["odd.bin", "a.csv", "b.XML", "c.json.gz"]);
    expect(left).toEqual(["d.png"]);
  });

  it("takes all of a large folder, which is told in pieces", async () => {
    const all = Array.from({ length: 250 }, (_, number) => `${number}.csv`);
    expect(names((await dropped([entry(all)])).files)).toEqual(all);
  });

  it("fails where something can't be read", async () => {
    const broken = { isDirectory: false, file: (_: unknown, fail: () => void) => fail() } as unknown as FileSystemEntry;
    await expect(dropped([broken])).rejects.toBeUndefined();
  });
});

describe("readableOf", () => {
  it("says which files are too many", () => {
    const all = Array.from({ length: MOST_FILES + 1 }, (_, number) => file(`${number}.csv`));
    const { files, left } = readableOf(all);
    expect([files.length, left]).toEqual([MOST_FILES, [`${MOST_FILES}.csv`]]);
  });
});
