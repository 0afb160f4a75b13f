import { useEffect, useState } from "preact/hooks";
import { ApiProblem } from "../api";
import { match, type LearnerInput, type MatchView } from "./learnerCalls";

const WAIT = 1_200;
/** What was answered in this visit: the same learner is looked up once, since each look-up counts. */
const answered = new Map<string, MatchView>();

/** Whether the learner who is typed is known, looked up once the typing has stopped. */
export function MatchHint({ learner }: { learner: LearnerInput | null }) {
  const key = learner ? JSON.stringify(learner) : "";
  const [told, setTold] = useState<{ key: string; problem: unknown } | null>(null);
  useEffect(() => {
    if (!learner || answered.has(key)) return;
    const timer = setTimeout(() => {
      match(learner).then(
        (found) => {
          answered.set(key, found);
          setTold({ key, problem: null });
        },
        (problem: unknown) => setTold({ key, problem }),
      );
    }, WAIT);
    return () => clearTimeout(timer);
  }, [key]);
  return (
    <p role="status">
      {learner && <Answer found={answered.get(key)} problem={told?.key === key ? told.problem : null} />}
    </p>
  );
}

function Answer({ found, problem }: { found: MatchView | undefined; problem: unknown }) {
  if (!found) {
    if (problem === null) return <>Looking whether the rosters know the learner …</>;
    const detail = problem instanceof ApiProblem ? `${problem.title} ${problem.detail}`.trim() : "";
    return <>The learner wasn’t looked up. {detail}</>;
  }
  if (found.result === "match") return <strong>Found: the rosters know the learner.</strong>;
  const words = found.issues.map(({ message, fix }) => `${message} ${fix}`).join(" ");
  return (
    <>
      <strong>Not found.</strong> {words || "No roster has somebody with these names, this birth day and this ID."}
    </>
  );
}
