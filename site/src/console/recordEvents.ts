/** What happened to a learner's record, in words. */

import { boardName } from "../boards";
import type { RecordEvent } from "./learnerCalls";

const ANSWERS: Readonly<Record<Exclude<RecordEvent["kind"], "reported" | "delete reported">, string>> = {
  accepted: "accepted it",
  rejected: "rejected it",
  deleted: "agreed to the delete",
  "delete rejected": "kept it, and doesn’t agree to the delete",
  awaited: "hasn’t answered yet",
};
const FIELDS: Readonly<Record<string, string>> = {
  completion_date: "the day",
  given_name: "the given name",
  family_name: "the family name",
  birth_month_day: "the birth day",
  permission_to_share: "the permission to share",
  credit_lines: "the credit",
};
const CONTACT = "contact ";

export function eventText({ kind, board, credits, changed }: RecordEvent): string {
  if (kind === "delete reported") return "Delete reported.";
  if (kind !== "reported") return `${boardName(board ?? "")} ${ANSWERS[kind]}.`;
  const differs = changed.map((field) => FIELDS[field] ?? field).join(", ");
  return `Reported${credits ? `: ${credits}` : ""}.${differs ? ` Other than before: ${differs}.` : ""}`;
}

/** Tell who reported by a call; of a file, only that it was sent is kept. */
export function whoText({ called_by }: RecordEvent): string {
  if (!called_by) return "";
  return called_by.startsWith(CONTACT)
    ? "By one of your contacts, in the console. "
    : `By your system, key ${called_by}. `;
}
