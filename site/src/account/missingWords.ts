/** How far a request for a missing credit has come, in words. */

import { dayText } from "../wording";
import type { MissingCredit } from "./calls";

const ENDED: Readonly<Record<Exclude<MissingCredit["status"], "open">, string>> = {
  arrived: "It is here: look at your credits.",
  not_completed: "Ended: the provider says that you did not complete it.",
  wrong_person: "Ended: the provider does not know you.",
  overdue: "Ended: the time to answer is over.",
  withdrawn: "Withdrawn.",
};
const ANSWERS = {
  reported_now: "it is reported now.",
  not_completed: "you did not complete it on that day.",
  wrong_person: "they do not know you.",
} as const;

export function statusText(
  { status, answer, due_on, mailed_at, reminded_at }: MissingCredit,
  language?: string,
): string {
  if (status !== "open") return ENDED[status];
  const due = dayText(due_on, language);
  if (answer) return `Waiting for the record, until ${due}.`;
  if (!mailed_at) return `Nobody could be written to yet. It ends on ${due}.`;
  return `Waiting for the provider, until ${due}.${reminded_at ? " A reminder was sent." : ""}`;
}

export function answerText(kind: keyof typeof ANSWERS): string {
  return ANSWERS[kind];
}
