/** What is said of how a licensee stands. */

import type { LicenseePage, Look } from "./calls";

const NEEDED: Readonly<Record<LicenseePage["needed"][number], string>> = {
  "length of the cycle": "how long the board’s cycles are",
  "end of the cycle": "when the board’s cycles end",
  "birth month and day": "the birth month and day",
  "day of issue": "the day on which the licence was issued",
  "last day": "the licence’s last day",
};

const OF_MANY: readonly Look["kind"][] = ["check", "audit", "nightly file", "roster"];

/** Tell of whom a look was that names no licence. */
export function whomText({ kind }: Pick<Look, "kind">): string {
  return OF_MANY.includes(kind) ? "many" : "nobody";
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
