/** The credits that are asked for, page by page, asked again while any of them waits for a board. */

import { useEffect, useRef, useState } from "preact/hooks";
import { creditPage, type Credit, type CreditPage } from "./calls";
import { formatCreditQuery, type CreditQuery } from "./creditQuery";

const AGAIN_MS = 15_000;

export interface CreditList {
  /** The newest first page: counts, totals and choices. */
  first: CreditPage | null;
  credits: Credit[];
  hasMore: boolean;
  isBusy: boolean;
  problem: unknown;
  /** What has changed since the page was opened, in a sentence for those who can't see it. */
  news: string;
  more: () => void;
  retry: () => void;
}

/** Return a name that no other credit of the physician has. */
export function creditKey(credit: Credit): string {
  return [credit.record, credit.board, credit.credit_type, credit.derived].join("|");
}

export function useCredits(query: CreditQuery): CreditList {
  const [pages, setPages] = useState<CreditPage[]>([]);
  const [isBusy, setBusy] = useState(true);
  const [problem, setProblem] = useState<unknown>(null);
  const [news, setNews] = useState("");
  const [attempt, setAttempt] = useState(0);
  const shown = useRef<CreditPage[]>([]);
  const address = formatCreditQuery(query);

  function show(changed: CreditPage[]) {
    shown.current = changed;
    setPages(changed);
    setBusy(false);
    setProblem(null);
  }

  useEffect(() => {
    const controller = new AbortController();
    setBusy(true);
    setProblem(null);
    creditPage(query, null, controller.signal).then(
      (page) => show([page]),
      (error: unknown) => {
        if (controller.signal.aborted) return;
        setProblem(error);
        setBusy(false);
      },
    );
    return () => controller.abort();
  }, [address, attempt]);

  useEffect(() => {
    const controller = new AbortController();
    const timer = setInterval(() => {
      const waits = shown.current.flatMap((page) => page.credits).some(({ status }) => status === "pending");
      if (document.visibilityState !== "visible" || !waits) return;
      const before = shown.current;
      askAgain(query, before.length, controller.signal).then(
        (after) => {
          if (shown.current !== before) return;
          setNews(turned(before, after));
          show(after);
        },
        () => undefined, // what is shown stays; the next time may go better
      );
    }, AGAIN_MS);
    return () => {
      controller.abort();
      clearInterval(timer);
    };
  }, [address]);

  function more() {
    const last = shown.current.at(-1);
    if (!last?.cursor) return;
    setBusy(true);
    creditPage(query, last.cursor, new AbortController().signal).then(
      (page) => shown.current.at(-1) === last && show([...shown.current, page]),
      (error: unknown) => {
        setProblem(error);
        setBusy(false);
      },
    );
  }

  return {
    first: pages[0] ?? null,
    credits: pages.flatMap((page) => page.credits),
    hasMore: Boolean(pages.at(-1)?.cursor),
    isBusy,
    problem,
    news,
    more,
    retry: () => setAttempt(attempt + 1),
  };
}

async function askAgain(query: CreditQuery, count: number, signal: AbortSignal): Promise<CreditPage[]> {
  const pages: CreditPage[] = [];
  let cursor: string | null = null;
  do {
    const page: CreditPage = await creditPage(query, cursor, signal);
    pages.push(page);
    cursor = page.cursor;
  } while (cursor && pages.length < count);
  return pages;
}

/** Say which credits have another status than before. */
export function turned(before: CreditPage[], after: CreditPage[]): string {
  const statuses = new Map(before.flatMap((page) => page.credits).map((credit) => [creditKey(credit), credit.status]));
  return after
    .flatMap((page) => page.credits)
    .filter((credit) => (statuses.get(creditKey(credit)) ?? credit.status) !== credit.status)
    .map((credit) => `${credit.title}, ${credit.board_name}: now ${credit.status}.`)
    .join(" ");
}
