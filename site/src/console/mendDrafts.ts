/** Mended rows that aren't sent yet: kept on this device for a week, for one account, provider and submission. */

import type { Corrections, Values } from "./corrections";
import { inTurn, within } from "./keptStores";

export interface DraftOwner {
  account: string;
  provider: string;
  submission: string;
}

interface Kept {
  values: Values;
  at: number;
}

const STORE = "mended-rows";
/** So many rows are written at a time: more of them would hold up what is typed meanwhile. */
const PORTION = 500;
const KEPT_MS = 7 * 24 * 3_600_000;

/** Return what was mended of a submission; rows that are older than a week are forgotten, whoever's they are. */
export async function keptRows(owner: DraftOwner, now = Date.now()): Promise<Corrections> {
  const rows: Record<string, Values> = {};
  await within(STORE, "readwrite", (store) => {
    store.openCursor().onsuccess = ({ target }) => {
      const cursor = (target as IDBRequest<IDBCursorWithValue | null>).result;
      if (!cursor) return;
      const [account, provider, submission, row] = cursor.key as string[];
      const { values, at } = cursor.value as Kept;
      if (at + KEPT_MS <= now) cursor.delete();
      else if (account === owner.account && provider === owner.provider && submission === owner.submission)
        rows[row!] = values;
      cursor.continue();
    };
  });
  return rows;
}

/** Keep rows as they are now, after what was to be kept before; null is a row that isn't mended any more. */
export function keepRows(owner: DraftOwner, rows: Readonly<Record<string, Values | null>>): Promise<void> {
  return inTurn(() => keepInPortions(owner, Object.entries(rows), Date.now()));
}

async function keepInPortions(
  { account, provider, submission }: DraftOwner,
  rows: readonly [string, Values | null][],
  at: number,
): Promise<void> {
  for (let from = 0; from < rows.length; from += PORTION) {
    await within(STORE, "readwrite", (store) => {
      for (const [row, values] of rows.slice(from, from + PORTION)) {
        const key = [account, provider, submission, row];
        if (values) store.put({ values, at } satisfies Kept, key);
        else store.delete(key);
      }
    });
  }
}
