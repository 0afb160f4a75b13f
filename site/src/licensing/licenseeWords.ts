/** What is said of how a licensee stands. */

import { amountText, dayText } from "../wording";
import type { Asked, LicenseePage, Look } from "./calls";

const SURENESS: Readonly<Record<Asked["confidence"], string>> = {
  H: "read in the board’s own text",
  M: "read in two other texts",
  L: "read in one other text, or inferred",
};
const NEEDED: Readonly<Record<LicenseePage["needed"][number], string>> = {
  "length of the cycle": "how long the board’s cycles are",
  "end of the cycle": "when the board’s cycles end",
  "birth month and day": "the birth month and day",
  "day of issue": "the day on which the licence was issued",
  "last day": "the licence’s last day",
};

/** Tell whether something is met, and what is missing. */
export function stateText({ is_done, left }: Asked): string {
  if (is_done) return "Done";
  return left === null ? "Open" : `Open, ${hoursText(left)} missing`;
}

/** Tell how much there is of what is asked. */
export function countedText({ asked, hours }: Asked): string {
  return asked === null ? hoursText(hours) : `${amountText(hours)} of ${hoursText(asked)}`;
}

export function spanText(starts: string | null, ends: string): string {
  return starts ? `${dayText(starts)} to ${dayText(ends)}` : `whenever earned, until ${dayText(ends)}`;
}

export function sourceText({ source, confidence }: Asked): string {
  return `${source}; ${SURENESS[confidence]}`;
}

/** Tell who looked or asked. */
export function whoText({ asked_by, by_system, is_you }: Pick<Look, "asked_by" | "by_system" | "is_you">): string {
  if (is_you) return "You";
  return by_system ? `System ${asked_by}` : `Officer ${asked_by.slice(0, 8)}`;
}

/** Tell what has to be known to tell the cycle. */
export function neededText(needed: LicenseePage["needed"]): string {
  return needed.map((what) => NEEDED[what]).join(" and ");
}

function hoursText(hours: number): string {
  return `${amountText(hours)} ${hours === 1 ? "hour" : "hours"}`;
}
