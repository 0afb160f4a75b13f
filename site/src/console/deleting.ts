/** Deleting records one after the other: what is left stays known to this tab, so that a cut line ends nothing. */

import { useState } from "preact/hooks";
import { useDraft } from "../forms/drafts";
import { isBoard } from "../boards";
import { deleteRecord, type LearnerRecord } from "./learnerCalls";

export interface Chosen {
  record: string;
  learner: string;
}

interface Failed extends Chosen {
  fault: string;
}

/** Deletes that were begun: those left, how many there were, and those that weren't taken. */
interface Job {
  /** What only calls of this job have, so that those that were cut off can be made again. */
  attempt: string;
  left: readonly Chosen[];
  count: number;
  failed: readonly Failed[];
}

export interface Deleting {
  job: Job;
  isBusy: boolean;
  /** Why it stopped before its end. */
  problem: unknown;
  start: (chosen: readonly Chosen[]) => Promise<void>;
  goOn: () => Promise<void>;
  forget: () => void;
}

const BLANK: Job = { attempt: "", left: [], count: 0, failed: [] };

export function useDeleting(provider: string, done: () => void): Deleting {
  const [job, keep, forget] = useDraft<Job>(provider, "delete-learners", BLANK);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);

  async function run(begun: Job) {
    setBusy(true);
    setProblem(null);
    let now = begun;
    keep(now);
    try {
      for (const chosen of begun.left) {
        const fault = await deleteRecord(chosen.record, begun.attempt);
        const failed = fault ? [...now.failed, { ...chosen, fault }] : now.failed;
        now = { ...now, left: now.left.filter(({ record }) => record !== chosen.record), failed };
        keep(now);
      }
      done();
    } catch (failure) {
      setProblem(failure);
    }
    setBusy(false);
  }

  return {
    job,
    isBusy,
    problem,
    start: (chosen) => run({ attempt: crypto.randomUUID(), left: chosen, count: chosen.length, failed: [] }),
    goOn: () => run(job),
    forget,
  };
}

/** Count, by board, the records that it has accepted: it is asked about each. */
export function boardsAsked(records: readonly LearnerRecord[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { credit_lines } of records) {
    const accepted = credit_lines.filter(({ board, status }) => isBoard(board) && status === "accepted");
    for (const board of new Set(accepted.map(({ board }) => board))) counts.set(board, (counts.get(board) ?? 0) + 1);
  }
  return [...counts].sort();
}
