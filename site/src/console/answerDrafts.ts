/** Answers to reviews that aren't sent yet: kept on this device for a week, for one account, provider and review. */

import { inTurn, within } from "./keptStores";
import type { ReviewName } from "./reviewCalls";

export interface AnswerOwner extends ReviewName {
  account: string;
  provider: string;
}

export interface AnswerDraft {
  words: string;
  files: readonly File[];
}

interface Kept {
  value: AnswerDraft[keyof AnswerDraft];
  at: number;
}

const STORE = "review-answers";
const KEPT_MS = 7 * 24 * 3_600_000;

/** Return what is kept of an answer; what is older than a week is forgotten, whoever's it is. */
export async function keptAnswer(owner: AnswerOwner, now = Date.now()): Promise<Partial<AnswerDraft>> {
  const found: Record<string, Kept["value"]> = {};
  await within(STORE, "readwrite", (store) => {
    store.openCursor().onsuccess = ({ target }) => {
      const cursor = (target as IDBRequest<IDBCursorWithValue | null>).result;
      if (!cursor) return;
      const key = cursor.key as string[];
      const { value, at } = cursor.value as Kept;
      const part = key.at(-1)!;
      if (at + KEPT_MS <= now) cursor.delete();
      else if (String(key) === String(keyOf(owner, part))) found[part] = value;
      cursor.continue();
    };
  });
  return found;
}

/** Keep the words, or the files, as they are now: apart, so that a key that is pressed writes no file anew. */
export function keepAnswer<Part extends keyof AnswerDraft>(
  owner: AnswerOwner,
  part: Part,
  value: AnswerDraft[Part],
): Promise<void> {
  const at = Date.now();
  return inTurn(() =>
    within(STORE, "readwrite", (store) => store.put({ value, at } satisfies Kept, keyOf(owner, part))),
  );
}

/** Forget an answer, once it is sent. */
export function forgetAnswer(owner: AnswerOwner): Promise<void> {
  return inTurn(() =>
    within(STORE, "readwrite", (store) => {
      store.delete(keyOf(owner, "words"));
      store.delete(keyOf(owner, "files"));
    }),
  );
}

function keyOf({ account, provider, activity_id, review_id }: AnswerOwner, part: string): string[] {
  return [account, provider, activity_id, review_id, part];
}
