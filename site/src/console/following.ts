/** Watching something that is under way until it is over. */

import { useEffect, useState } from "preact/hooks";
import { ApiProblem } from "../api";
import { submission, type SubmissionState } from "./calls";

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;
const GROWTH = 1.5;
/** For how long a file that was just sent may not be known yet. */
const UNKNOWN_MS = 20_000;

export interface Followed<State> {
  state: State | null;
  problem: unknown;
  retry: () => void;
}

/** Ask how far a submission has come until the boards have answered. */
export function useFollowed(submission_id: string): Followed<SubmissionState> {
  const ask = (signal: AbortSignal) => submission(submission_id, signal);
  return useFollowing(submission_id, ask, ({ status }) => status === "finished", UNKNOWN_MS);
}

/** Ask again and again, ever more rarely, until what is answered is over; for so long it may not be known yet. */
export function useFollowing<State>(
  key: string,
  ask: (signal: AbortSignal) => Promise<State>,
  isOver: (state: State) => boolean,
  unknownMs = 0,
): Followed<State> {
  const [state, setState] = useState<State | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    setProblem(null);
    follow().catch((error: unknown) => !signal.aborted && setProblem(error));
    return () => controller.abort();

    async function follow(): Promise<void> {
      const begun = Date.now();
      for (let wait = FIRST_WAIT; ; wait = Math.min(wait * GROWTH, LONGEST_WAIT)) {
        try {
          const found = await ask(signal);
          setState(found);
          if (isOver(found)) return;
        } catch (error) {
          const isNew = error instanceof ApiProblem && error.kind === "missing" && Date.now() - begun < unknownMs;
          if (!isNew) throw error;
        }
        await pause(wait, signal);
        if (document.visibilityState !== "visible") await untilLookedAt(signal);
      }
    }
  }, [key, attempt]);
  return { state, problem, retry: () => setAttempt(attempt + 1) };
}

function pause(wait: number, signal: AbortSignal): Promise<void> {
  return new Promise((go, stop) => {
    const timer = setTimeout(go, wait);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      stop(signal.reason);
    });
  });
}

function untilLookedAt(signal: AbortSignal): Promise<void> {
  return new Promise((go, stop) => {
    document.addEventListener("visibilitychange", () => go(), { once: true, signal });
    signal.addEventListener("abort", () => stop(signal.reason));
  });
}
