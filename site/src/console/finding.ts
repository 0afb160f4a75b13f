/** Finding things of the provider by what somebody types: an ID leads there, words are looked for. */

import { BOARDS } from "../boards";
import states from "../states.json";
import { activities, type ActivityView } from "./activityCalls";
import { addressOf } from "./address";
import type { Page } from "./calls";

const ACTIVITY = /^\d{9}$/;
const SUBMISSION = /^[0-9a-f]{32}$/i;
const RECORD = /^[0-9a-f]{32}-\d{5,9}-\d{1,9}$/i;
const CREDIT = /^ccid:/i;
/** A board or a state before an ID, such as "ABIM 123456", or an ID alone, of digits and perhaps letters in front. */
const LEARNER = /^(?:([a-z]{2,7})[\s:#-]+)?([a-z]{0,3}[\d.-]*\d[a-z]?)$/i;
const AUTHORITIES = [...BOARDS, ...states].map(({ code }) => code).concat("NPI");
const MOST_PAGES = 5;
const MOST_SHOWN = 50;

/** Return the address of the one thing that has this ID by its form; none if it is to be looked for. */
export function addressOfId(typed: string): string | null {
  const text = typed.trim();
  if (ACTIVITY.test(text)) return addressOf(`activities/${text}`);
  if (SUBMISSION.test(text)) return addressOf(`submissions/${text.toLowerCase()}`);
  if (RECORD.test(text)) return addressOf(`learners/${text.toLowerCase()}`);
  if (CREDIT.test(text)) return addressOf("learners", { credit: text });
  return null;
}

/** Return the learner's ID that a text can be, with whose it is if it says so. */
export function learnerIdOf(typed: string): { board?: string; learner_id: string } | null {
  const [, board, learner_id] = LEARNER.exec(typed.trim()) ?? [];
  if (!learner_id) return null;
  if (!board) return { learner_id };
  const known = AUTHORITIES.find((name) => name.toLowerCase() === board.toLowerCase());
  return known ? { board: known, learner_id } : null;
}

/** Return activities whose titles have these words, and whether those are all. */
export async function foundActivities(
  words: string,
  signal: AbortSignal,
): Promise<{ found: readonly ActivityView[]; isWhole: boolean }> {
  const found: ActivityView[] = [];
  let cursor: string | null = null;
  // A page may have few of them, or none, and yet be followed by another.
  for (let asked = 0; asked < MOST_PAGES && found.length < MOST_SHOWN; asked++) {
    const page: Page<ActivityView> = await activities(
      { title: words, limit: MOST_SHOWN, ...(cursor && { cursor }) },
      signal,
    );
    found.push(...page.rows);
    if (!page.next) return { found, isWhole: true };
    cursor = page.next;
  }
  return { found, isWhole: false };
}
