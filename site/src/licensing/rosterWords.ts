/** What is said of rosters that officers send. */

import { amountText } from "../wording";
import type { SentRoster } from "./rosterCalls";

const STATUSES: Readonly<Record<SentRoster["status"], string>> = {
  awaited: "Its file didn’t arrive.",
  checking: "It is being looked through.",
  refused: "It can’t be loaded as it is.",
  checked: "It is looked through, and waits for somebody to load it.",
  loading: "It is being loaded.",
  loaded: "Loaded.",
  overtaken: "Not loaded: another roster was quicker. Send it again.",
};

export function statusText({ status }: Pick<SentRoster, "status">): string {
  return STATUSES[status];
}

export function licenseesText(count: number): string {
  return `${amountText(count)} ${count === 1 ? "licensee" : "licensees"}`;
}

/** Tell what loading a roster changes, or has changed; empty if that isn't known. */
export function changesText({ changes }: Pick<SentRoster, "changes">): string {
  if (!changes) return "";
  const { added, changed, removed, unchanged } = changes;
  const parts = [`${amountText(added)} added`, `${amountText(changed)} changed`, `${amountText(removed)} taken out`];
  return `${parts.join(", ")}, ${amountText(unchanged)} as before.`;
}

const LONGEST_STEP_MS = 15 * 60_000;

/** Tell whether a step takes longer than it can, also since it was asked for here: nobody works on it any more. */
export function isStuck(
  roster: Pick<SentRoster, "status" | "sent_at" | "confirmed_at">,
  askedAt: number,
  now: number,
): boolean {
  const since = Math.max(askedAt, Date.parse(roster.confirmed_at ?? roster.sent_at));
  return isUnderWay(roster) && now - since > LONGEST_STEP_MS;
}

/** Tell whether a roster is under way, so that asking again is worth it. */
export function isUnderWay({ status }: Pick<SentRoster, "status">): boolean {
  return status === "checking" || status === "loading";
}
