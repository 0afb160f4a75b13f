/** Watching a submission until the boards have answered. */

import { useEffect, useState } from "preact/hooks";
import { ApiProblem } from "../api";
import { submission, type SubmissionState } from "./calls";

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;
const GROWTH = 1.5;
/** For how long a file that was just sent may not be known yet. */
const UNKNOWN_MS = 20_000;

export interface Followed {
  state: SubmissionState | null;
  problem: unknown;
  retry: () => void;
}

/** Ask how far a submission has come, again and again, ever more rarely, until it is finished. */
export function useFollowed(submission_id: string): Followed {
  const [state, setState] = useState<SubmissionState | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    setProblem(null);
    follow(submission_id, setState, controller.signal).catch(
      (error: unknown) => !controller.signal.aborted && setProblem(error),
    );
    return () => controller.abort();
  }, [submission_id, attempt]);
  return { state, problem, retry: () => setAttempt(attempt + 1) };
}

async function follow(
  submission_id: string,
  tell: (state: SubmissionState) => void,
  signal: AbortSignal,
): Promise<void> {
  const begun = Date.now();
  for (let wait = FIRST_WAIT; ; wait = Math.min(wait * GROWTH, LONGEST_WAIT)) {
    try {
      const state = await submission(submission_id, signal);
      tell(state);
      if (state.status === "finished") return;
    } catch (error) {
      const isNew = error instanceof ApiProblem && error.kind === "missing" && Date.now() - begun < UNKNOWN_MS;
      if (!isNew) throw error;
    }
    await pause(wait, signal);
    if (document.visibilityState !== "visible") await untilLookedAt(signal);
  }
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
