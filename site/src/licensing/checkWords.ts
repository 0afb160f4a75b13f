/** What is said of checks of many licensees. */

import { amountText, dayText } from "../wording";
import type { CheckView } from "./calls";
import { spanText } from "../askedWords";

type Result = keyof CheckView["counts"];

export const RESULTS: readonly { result: Result; name: string; means: string }[] = [
  { result: "met", name: "Met", means: "The hours and all duties that concern everybody are met." },
  { result: "open", name: "Open", means: "Something is missing by what was reported." },
  { result: "cycle unknown", name: "Cycle unknown", means: "The workbook says what has to be known." },
  { result: "not judged", name: "Not judged", means: "It isn’t known here what the state asks in these days." },
  { result: "not found", name: "Not found", means: "The roster has no such number." },
];

export function titleOf({ of, sample }: CheckView): string {
  if (of === "list") return "A list of licensees";
  if (of === "roster") return "The whole roster";
  return `A sample, seed “${sample?.seed ?? ""}”`;
}

export function daysOfCheck({ on, since, until }: CheckView): string {
  return since && until ? spanText(since, until) : `each licensee’s cycle on ${dayText(on)}`;
}

/** Tell how far a check is. */
export function progressText({ licensees, checked, finished_at }: CheckView): string {
  if (finished_at) return "Done.";
  if (licensees === null) return "It waits to begin.";
  if (checked < licensees) return `${amountText(checked)} of ${amountText(licensees)} are checked.`;
  return "All are checked; the files are being written.";
}
