/** What is said of a licensing board’s audit to whom it drew. */

import { spanText } from "../askedWords";
import { dayText } from "../wording";
import type { MyAudit } from "./calls";

/** Tell which days the board looks at. */
export function auditDaysText({ starts, ends, on }: MyAudit): string {
  return starts && ends ? spanText(starts, ends) : `your licence’s cycle on ${dayText(on)}`;
}

/** Return the audit whose answer is awaited, of several the one whose last day comes first. */
export function awaitedAudit(audits: readonly MyAudit[]): MyAudit | null {
  return audits.filter(({ is_open, answer }) => is_open && answer === null).at(-1) ?? null;
}
