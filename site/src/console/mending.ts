/** Mending the rows of a submission: what was changed, undone, checked, and kept until it is sent. */

import { useContext, useEffect, useRef, useState } from "preact/hooks";
import { Account } from "./account";
import { rowsAlike, type SentRow } from "./calls";
import { alike, before, changed, replaced, type Change, type Corrections, type Values } from "./corrections";
import { keepRows, keptRows, type DraftOwner } from "./mendDrafts";
import { useRowChecks, type Checks } from "./rowChecks";

type Rows = Readonly<Record<string, Values | null>>;

/** What can be done with rows; the same object as long as the page is there. */
export interface Doing {
  change: (changes: readonly Change[]) => void;
  /** A cell was left: what its row has become is checked. */
  leave: (row: number) => void;
  /** Have rows checked that were changed. */
  check: (rows: readonly number[]) => void;
  /** Take a suggestion in all rows alike, on whatever page they are. */
  takeAlike: (row: SentRow, heading: string, suggestion: string) => Promise<void>;
  /** Forget what was typed into a row. */
  leaveOut: (row: number) => void;
  undo: () => void;
  putBack: () => void;
  /** Rows were sent: nothing is left to undo. */
  forget: (rows: readonly number[]) => void;
}

export interface Mending {
  corrections: Corrections;
  checks: Checks;
  canUndo: boolean;
  /** Whether this device keeps them when the tab is closed. */
  isKept: boolean;
  /** What is done in rows on other pages, and how it ended. */
  news: string;
  problem: unknown;
  doing: Doing;
}

/** Told to other tabs in which the same rows are mended. */
interface Told {
  owner: DraftOwner;
  rows: Rows;
}

export function useMending(provider: string, submission: string): Mending {
  const account = useContext(Account);
  const [corrections, setCorrections] = useState<Corrections>({});
  const [checks, look] = useRowChecks(submission);
  const [undoable, setUndoable] = useState(0);
  const [isKept, setKept] = useState(true);
  const [news, setNews] = useState("");
  const [problem, setProblem] = useState<unknown>(null);
  const now = useRef(corrections);
  const past = useRef<Rows[]>([]);
  const typedIn = useRef<string | null>(null);
  const owner = useRef<DraftOwner | null>(null);
  const others = useRef<BroadcastChannel | null>(null);

  function show(next: Corrections) {
    now.current = next;
    setCorrections(next);
  }

  function become(next: Corrections, left = before(now.current, next)) {
    const rows: Rows = Object.fromEntries(Object.keys(left).map((row) => [row, next[row] ?? null]));
    show(next);
    setUndoable(past.current.length);
    if (!owner.current) return;
    keepRows(owner.current, rows).catch(() => setKept(false));
    others.current?.postMessage({ owner: owner.current, rows } satisfies Told);
  }

  const doing = useRef<Doing | null>(null);
  doing.current ??= {
    change(changes) {
      const next = changed(now.current, changes);
      const left = before(now.current, next);
      if (Object.keys(left).length === 0) return;
      // Characters that are typed into one cell are one change.
      const cell = changes.length === 1 ? `${changes[0]!.row.row} ${changes[0]!.heading}` : null;
      if (cell === null || cell !== typedIn.current) past.current.push(left);
      typedIn.current = cell;
      become(next, left);
    },
    leave(row) {
      typedIn.current = null;
      doing.current!.check([row]);
    },
    check(rows) {
      const mended = rows.filter((row) => now.current[row]);
      look(Object.fromEntries(mended.map((row) => [row, now.current[row]!])));
    },
    async takeAlike(row, heading, suggestion) {
      const value = row.cells[heading] ?? "";
      const left: Record<string, Values | null> = {};
      let found = 0;
      typedIn.current = null;
      past.current.push(left);
      setProblem(null);
      try {
        for (let after: string | null = "0"; after !== null;) {
          setNews(`Looking for rows alike: ${found.toLocaleString()} so far.`);
          const page = await rowsAlike(submission, Number(after), heading, value);
          const changes = alike(page.sent.rows, row, heading, suggestion);
          const next = changed(now.current, changes);
          const ofPage = before(now.current, next);
          Object.assign(left, ofPage);
          become(next, ofPage);
          found += changes.length;
          after = page.next;
        }
        setNews(`${heading} is ${suggestion} in ${found.toLocaleString()} rows now.`);
      } catch (failure) {
        setNews("");
        setProblem(failure);
      }
    },
    leaveOut(row) {
      typedIn.current = null;
      past.current.push({ [row]: now.current[row] ?? null });
      become(replaced(now.current, { [row]: null }));
    },
    undo() {
      setNews("");
      typedIn.current = null;
      const left = past.current.pop();
      if (left) become(replaced(now.current, left));
    },
    putBack() {
      typedIn.current = null;
      const left = before(now.current, {});
      past.current.push(left);
      become({}, left);
    },
    forget(rows) {
      past.current = [];
      setNews("");
      const left = Object.fromEntries(rows.map((row) => [row, null]));
      become(replaced(now.current, left), left);
    },
  };

  useEffect(() => {
    let isOver = false;
    async function begin() {
      const found = { account, provider, submission };
      const kept = await keptRows(found);
      if (isOver) return;
      owner.current = found;
      const typed = now.current;
      show({ ...kept, ...typed });
      await keepRows(found, typed);
    }
    begin().catch(() => setKept(false));
    const channel = new BroadcastChannel("console.mended-rows");
    channel.onmessage = ({ data: { owner: theirs, rows } }: MessageEvent<Told>) => {
      if (JSON.stringify(theirs) === JSON.stringify(owner.current)) show(replaced(now.current, rows));
    };
    others.current = channel;
    return () => {
      isOver = true;
      channel.close();
    };
  }, [account, provider, submission]);

  return { corrections, checks, canUndo: undoable > 0, isKept, news, problem, doing: doing.current };
}
