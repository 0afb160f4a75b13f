/** The results of what is asked: only the newest question is ever answered. */

import { useEffect, useRef, useState } from "preact/hooks";
import { searchPage, type Card, type SearchPage, type SearchQuery } from "../api";
import { formatQuery } from "../query";

export interface Results {
  /** What was asked when these were found. */
  query: SearchQuery;
  first: SearchPage;
  cards: Card[];
}

export interface Search {
  results: Results | null;
  /** Whether a newer question is being asked. */
  isBusy: boolean;
  problem: unknown;
  retry: () => void;
}

/** Find what is asked; until it is found, what was found before stays. */
export function useSearch(query: SearchQuery): Search {
  const [results, setResults] = useState<Results | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  const asked = useRef(query);
  asked.current = query;
  const address = formatQuery(query);
  useEffect(() => {
    const controller = new AbortController();
    setProblem(null);
    found(asked.current, controller.signal).then(
      (answer) => controller.signal.aborted || setResults(answer),
      (error: unknown) => controller.signal.aborted || setProblem(error),
    );
    return () => controller.abort();
  }, [address, attempt]);
  const isBusy = !problem && (results === null || formatQuery(results.query) !== address);
  return { results, isBusy, problem, retry: () => setAttempt(attempt + 1) };
}

/** Fetch all pages up to the one that is asked for; an activity that moved between two pages is shown once. */
async function found(query: SearchQuery, signal: AbortSignal): Promise<Results> {
  const { page: last = 1, ...rest } = query;
  const numbers = Array.from({ length: last }, (_, place) => place + 1);
  const pages = await Promise.all(numbers.map((page) => searchPage(page > 1 ? { ...rest, page } : rest, signal)));
  const cards = new Map(pages.flatMap((page) => page.activities).map((card) => [card.activity_id, card]));
  return { query, first: pages[0]!, cards: [...cards.values()] };
}
