import { useEffect, useState } from "preact/hooks";
import { fixes, issues, records, type SubmissionState } from "./calls";
import { findingOf, rejectionsOf, type Finding } from "./issueGroups";

export interface Findings {
  findings: readonly Finding[];
  isWhole: boolean;
  problem: unknown;
  retry: () => void;
}

/** Read all that the hub found and boards rejected, page by page; what is read already is told meanwhile. */
export function useFindings({ submission_id, status, changed_at, counts }: SubmissionState): Findings {
  const [findings, setFindings] = useState<readonly Finding[]>([]);
  const [isWhole, setWhole] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  const isChecked = status === "awaiting boards" || status === "finished";
  useEffect(() => {
    if (!isChecked) return;
    const controller = new AbortController();
    setProblem(null);
    read(submission_id, counts.rejected > 0, setFindings, controller.signal).then(
      () => setWhole(true),
      (error: unknown) => !controller.signal.aborted && setProblem(error),
    );
    return () => controller.abort();
  }, [submission_id, isChecked, changed_at, counts.rejected, attempt]);
  return { findings, isWhole, problem, retry: () => setAttempt(attempt + 1) };
}

async function read(
  submission_id: string,
  hasRejected: boolean,
  tell: (findings: readonly Finding[]) => void,
  signal: AbortSignal,
): Promise<void> {
  const found: Finding[] = [];
  for (let after: string | null = "0"; after !== null;) {
    const page = await issues(submission_id, Number(after), signal);
    found.push(...page.rows.map(findingOf));
    tell([...found]);
    after = page.next;
  }
  if (!hasRejected) return;
  const known = await fixes(signal);
  for (let after: string | null = "0"; after !== null;) {
    const page = await records(submission_id, Number(after), signal);
    found.push(...page.rows.flatMap((record) => rejectionsOf(record, known)));
    tell([...found]);
    after = page.next;
  }
}
