/** What the console keeps on this device that is too much, or no text, for other places: stores of one database. */

const DATABASE = "console";
const VERSION = 2;
const STORES = ["mended-rows", "review-answers"] as const;

type Name = (typeof STORES)[number];

/** Do something with a store, wholly or not at all. */
export async function within(
  name: Name,
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => void,
): Promise<void> {
  const database = await opened();
  try {
    await new Promise<void>((go, stop) => {
      const transaction = database.transaction(name, mode);
      transaction.oncomplete = () => go();
      transaction.onabort = () => stop(transaction.error);
      work(transaction.objectStore(name));
    });
  } finally {
    database.close();
  }
}

let written: Promise<unknown> = Promise.resolve();

/** Write after what was to be written before. */
export function inTurn(write: () => Promise<void>): Promise<void> {
  const writing = written.then(write);
  written = writing.catch(() => undefined);
  return writing;
}

/** Forget everything in every store, of every account. */
export function forgetKept(): Promise<void> {
  return inTurn(async () => {
    for (const name of STORES) await within(name, "readwrite", (store) => store.clear());
  });
}

function opened(): Promise<IDBDatabase> {
  return new Promise((go, stop) => {
    const asked = indexedDB.open(DATABASE, VERSION);
    asked.onupgradeneeded = () => {
      const { result } = asked;
      for (const name of STORES) if (!result.objectStoreNames.contains(name)) result.createObjectStore(name);
    };
    asked.onsuccess = () => go(asked.result);
    asked.onerror = () => stop(asked.error);
  });
}
