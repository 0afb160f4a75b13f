/** What is said of something that a state asks, to its officers and to the physician. */

import { amountText, dayText } from "./wording";

export interface Asked {
  asked: number | null;
  hours: number;
  left: number | null;
  is_done: boolean;
  source: string;
  confidence: "H" | "M" | "L";
}

const SURENESS: Readonly<Record<Asked["confidence"], string>> = {
  H: "read in the board’s own text",
  M: "read in two other texts",
  L: "read in one other text, or inferred",
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

function hoursText(hours: number): string {
  return `${amountText(hours)} ${hours === 1 ? "hour" : "hours"}`;
}
