import { useEffect, useState } from "preact/hooks";
import { Problem } from "../Problem";
import { dayText, momentText } from "../wording";
import { accesses as askAccesses, type Access } from "./calls";
import { placeText } from "./places";
import type { SectionProps } from "./sections";

/** Each reading of the person's credits by somebody else. */
export function Looks(_: SectionProps) {
  const [accesses, setAccesses] = useState<readonly Access[] | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    setProblem(null);
    askAccesses(controller.signal).then(setAccesses, (error: unknown) => {
      if (!controller.signal.aborted) setProblem(error);
    });
    return () => controller.abort();
  }, [attempt]);
  if (problem) return <Problem problem={problem} subject="The list" retry={() => setAttempt(attempt + 1)} />;
  if (!accesses) return <p role="status">Loading who has looked …</p>;
  if (accesses.length === 0) {
    return (
      <div class="notice">
        <h2>Nobody has looked</h2>
        <p>When somebody else reads your credits, it is written down here: who, when, and by what right.</p>
      </div>
    );
  }
  return (
    <>
      <p>Every reading of your credits by somebody else in the last three years, the latest first.</p>
      <ul class="looks">
        {accesses.map((access) => (
          <li key={`${access.at} ${access.who}`}>
            <p class="looks__when">
              <time dateTime={access.at}>{momentText(access.at)}</time>
            </p>
            <h2>{access.who}</h2>
            <p>
              {access.what}
              {spanText(access)}. {access.by_right}
              {access.place && ` From ${placeText(access.place)}.`}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

function spanText({ since, until }: Access): string {
  if (since && until) return `, completed from ${dayText(since)} to ${dayText(until)}`;
  if (since) return `, completed from ${dayText(since)} on`;
  return until ? `, completed until ${dayText(until)}` : "";
}
