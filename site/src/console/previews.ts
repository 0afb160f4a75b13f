/** What the hub sees in a file before it is sent. */

import type { components } from "../hub-api";
import { client } from "./calls";
import { done } from "../doing";

export type FilePreview = components["schemas"]["FilePreview"];

export interface Look {
  preview: FilePreview;
  /** Whether only the beginning of the file was looked at. */
  isBeginning: boolean;
}

/** What a call takes, in bytes. */
export const MOST_LOOKED_AT = 4_000_000;
const LINE_END = 10;

/** Return what is looked at of a file: all of it, the first lines of a text, or null if it is too large for that. */
export async function lookedAt(file: Blob): Promise<Blob | null> {
  if (file.size <= MOST_LOOKED_AT) return file;
  const head = new Uint8Array(await file.slice(0, MOST_LOOKED_AT).arrayBuffer());
  const [first, second] = head;
  const isPacked = (first === 0x50 && second === 0x4b) || (first === 0x1f && second === 0x8b);
  const isMarkedUp = /^[\s\0\u00ef\u00bb\u00bf\u00fe\u00ff]*[<{[]/.test(String.fromCharCode(...head.slice(0, 64)));
  const end = head.lastIndexOf(LINE_END) + 1;
  if (isPacked || isMarkedUp || !end) return null;
  // A line end of UTF-16 may have a second byte.
  return file.slice(0, head[end] === 0 ? end + 1 : end);
}

let last: Promise<unknown> = Promise.resolve();

/** Look at a file once those before it are looked at; null if it is too large for that. */
export function look(file: Blob, signal: AbortSignal): Promise<Look | null> {
  const next = last.then(() => lookNow(file, signal));
  last = next.catch(() => undefined);
  return next;
}

async function lookNow(file: Blob, signal: AbortSignal): Promise<Look | null> {
  signal.throwIfAborted();
  const seen = await lookedAt(file);
  if (!seen) return null;
  const preview = await done(
    client.POST("/v1/previews", {
      body: "",
      bodySerializer: () => seen,
      headers: { "Content-Type": "application/octet-stream" },
      signal,
    }),
  );
  return { preview, isBeginning: seen !== file };
}

const FORMATS: Readonly<Record<string, string>> = {
  workbook: "Excel",
  csv: "CSV",
  tab: "tab-delimited text",
  table: "tab-delimited text",
  xml: "XML",
  json: "JSON",
};
const KINDS = { learners: "Learners", activities: "Activities", matches: "A list to match" } as const;

/** Say in a sentence what a file is: "Learners, 1,204 rows, Excel." */
export function summaryOf({ preview, isBeginning }: Look): string {
  const { kind, format, rows, is_whole } = preview;
  if (!kind) return "";
  if (!format) return `${KINDS[kind]}, as it seems.`;
  const counted = `${rows.toLocaleString("en-US")} ${rows === 1 ? "row" : "rows"}`;
  const isPart = isBeginning || !is_whole;
  return `${KINDS[kind]}, ${isPart ? "the first " : ""}${counted}, ${FORMATS[format.split("-").at(-1)!] ?? format}.`;
}
