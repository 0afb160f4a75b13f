/** Which learners are listed, as the address of the list says. */

import type { LearnerRecord, Wanted } from "./learnerCalls";

type Status = LearnerRecord["credit_lines"][number]["status"];

export interface LearnerChoice {
  activity: string;
  /** A learner's ID, and whose it is. */
  learner: string;
  board: string;
  credit: string;
  /** Of an activity's: words that begin the learner's names. */
  name: string;
  status: string;
  /** Days, as YYYY-MM-DD. */
  since: string;
  until: string;
}

const NAMES: readonly (keyof LearnerChoice)[] = [
  "activity",
  "learner",
  "board",
  "credit",
  "name",
  "status",
  "since",
  "until",
];

/** How far a credit has come; a status that the API gets is missed here by the compiler. */
export const STATUSES: Readonly<Record<Status, string>> = {
  submitted: "Waits for a board",
  accepted: "Accepted",
  rejected: "Rejected",
  "delete submitted": "Delete waits for a board",
  deleted: "Deleted",
};

export function readLearnerChoice(search: string): LearnerChoice {
  const asked = new URLSearchParams(search);
  return Object.fromEntries(NAMES.map((name) => [name, asked.get(name) ?? ""])) as unknown as LearnerChoice;
}

/** Return what the API is asked; nothing if nothing is looked for yet. */
export function wantedOf({ activity, learner, board, credit, ...rest }: LearnerChoice): Wanted | null {
  if (activity) return { activity_id: activity, ...filled(rest) };
  if (learner) return { learner_id: learner, ...filled({ board }) };
  return credit ? { credit_id: credit } : null;
}

function filled(texts: Readonly<Record<string, string>>): Partial<Wanted> {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text)) as Partial<Wanted>;
}
