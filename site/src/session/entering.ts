/** Entering a part of the site that people sign in to. */

import { useEffect, useState } from "preact/hooks";
import { enter } from "./client";
import type { Entry } from "./session";

interface Entering<Who> {
  who: Who | null;
  /** Nobody is signed in. */
  isOut: boolean;
  problem: unknown;
  retry: () => void;
}

/** Tell who is signed in, as a call tells, once it is known. */
export function useEntering<Who>(entry: Entry, ask: (signal: AbortSignal) => Promise<Who>): Entering<Who> {
  const [who, setWho] = useState<Who | null>(null);
  const [isOut, setOut] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    setProblem(null);
    enter(entry, () => ask(controller.signal)).then(
      (found) => (found ? setWho(found) : setOut(true)),
      (error: unknown) => controller.signal.aborted || setProblem(error),
    );
    return () => controller.abort();
  }, [attempt]);
  return { who, isOut, problem, retry: () => setAttempt(attempt + 1) };
}
