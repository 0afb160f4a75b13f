/** What is said of needs and their progress. */

import { amountText, dayText } from "../wording";
import type { BoardCycles, Need } from "./calls";

type Line = Need["lines"][number];
type Cycle = BoardCycles["cycles"][number];

const PHASES = { ahead: "not begun yet", running: "running", over: "over" } as const;
const SURENESS: Readonly<Record<string, string>> = {
  H: "read in a primary text",
  M: "from a secondary or older text",
  L: "inferred, or from one other text alone",
};

export function needTitle({ name }: Need): string {
  return name ?? "Continuing medical education";
}

export function spanText({ starts, ends, phase }: Need, language?: string): string {
  return `${dayText(starts, language)} to ${dayText(ends, language)}, ${PHASES[phase]}`;
}

/** Name a need where another one speaks of it. */
export function shortText(need: Need): string {
  const { of, amount } = need;
  const what = [amount === null ? "" : amountText(amount), of ?? ""].filter(Boolean).join(" ");
  return `${needTitle(need)}${what && ` (${what})`}, until ${dayText(need.ends)}`;
}

export function unitText({ unit, of }: Line): string {
  if (unit === "CME") return `AMA PRA Category 1 credits${of ? ` about ${of}` : ""}`;
  return of ? `MOC points of ${of}` : "MOC points";
}

export function progressText({ asked, accepted, pending, missing }: Line, language?: string): string {
  const waiting = pending > 0 ? `, ${amountText(pending, language)} pending` : "";
  const left = missing > 0 ? `, ${amountText(missing, language)} missing` : ", nothing missing";
  return `${amountText(accepted, language)} of ${amountText(asked, language)} accepted${waiting}${left}`;
}

export function overlapText(completions: number, other: Need): string {
  const counts = completions === 1 ? "1 completion counts" : `${completions.toLocaleString()} completions count`;
  return `${counts} for another need too: ${shortText(other)}.`;
}

export function sourceText({ source, confidence }: Need): string | null {
  return source && confidence
    ? `What is asked: ${source} (${SURENESS[confidence]}). Your board has the last word.`
    : null;
}

export function cycleText({ years, amount, of_types, most_a_year }: Cycle): string {
  const parts = Object.entries(of_types ?? {}).map(([type, points]) => `, ${amountText(points)} of them ${type}`);
  const most = most_a_year ? `, at most ${amountText(most_a_year)} of one year` : "";
  return `${amountText(amount)} points in ${years} years${parts.join("")}${most}`;
}
