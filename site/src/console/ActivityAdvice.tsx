import type { ActivityView } from "./activityCalls";
import { useBoards } from "./boardCalls";
import { inWords, labelsOf } from "./activityWords";

/** What should be looked at of an activity, though nothing is refused for it. */
export function ActivityAdvice({ advice }: { advice: NonNullable<ActivityView["advice"]> }) {
  const labels = labelsOf(useBoards().data);
  if (advice.length === 0) return null;
  return (
    <section class="notice" aria-labelledby="advice">
      <h2 id="advice">To look at</h2>
      <ul>
        {advice.map(({ code, field, message, fix }) => (
          <li key={`${code} ${field}`}>
            {inWords(message, labels)} {fix}
          </li>
        ))}
      </ul>
    </section>
  );
}
