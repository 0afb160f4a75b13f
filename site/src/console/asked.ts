import { useEffect, useState } from "preact/hooks";

export interface Asked<Data> {
  data: Data | null;
  problem: unknown;
  retry: () => void;
}

/** Ask whenever the key changes; what was answered for another key is never shown for this one. */
export function useAsked<Data>(key: string, ask: (signal: AbortSignal) => Promise<Data>): Asked<Data> {
  const [answered, setAnswered] = useState<{ key: string; data: Data } | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    setProblem(null);
    ask(controller.signal).then(
      (data) => !controller.signal.aborted && setAnswered({ key, data }),
      (error: unknown) => !controller.signal.aborted && setProblem(error),
    );
    return () => controller.abort();
  }, [key, attempt]);
  return { data: answered?.key === key ? answered.data : null, problem, retry: () => setAttempt(attempt + 1) };
}
