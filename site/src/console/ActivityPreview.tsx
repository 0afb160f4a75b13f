import { ActivityPage } from "../activity/ActivityPage";
import type { ActivityView as PublicActivity } from "../api";
import { ResultCard } from "../search/ResultCard";
import { visitor } from "../visitor";
import { today } from "../wording";

/** An activity as physicians see it in the search and on its page, by the components that show it there. */
export default function ActivityPreview({ activity }: { activity: PublicActivity }) {
  return (
    <section class="console__preview" aria-label="As physicians see it">
      <p class="console__hint">Links lead nowhere here.</p>
      <div
        onClickCapture={(event) => {
          if ((event.target as Element).closest("a, button")) {
            event.preventDefault();
            event.stopPropagation();
          }
        }}
      >
        <h2>In the search</h2>
        <ResultCard card={activity} words="" mine={visitor()} now={today()} />
        <h2>On its own page</h2>
        <ActivityPage activity={activity} />
      </div>
    </section>
  );
}
