import { useState } from "preact/hooks";
import { Problem } from "../Problem";
import { daysText } from "../wording";
import { Text } from "./activityFields";
import { useAsked } from "./asked";
import { foundActivities } from "./finding";

/** Finds an activity by its ID or by words of its title; each that is found leads where it is chosen for. */
export function ActivityPicker({ choose }: { choose: (activity_id: string) => string }) {
  const [typed, setTyped] = useState("");
  const [wanted, setWanted] = useState("");
  return (
    <>
      <form
        class="console__form"
        onSubmit={(event) => {
          event.preventDefault();
          if (/^\d{9}$/.test(typed.trim())) location.assign(choose(typed.trim()));
          else setWanted(typed.trim());
        }}
      >
        <Text
          path="wanted"
          label="Its ID, 9 digits, or words of its title"
          value={typed}
          fault={undefined}
          change={setTyped}
          required
        />
        <p>
          <button type="submit" class="usa-button">
            Find it
          </button>
        </p>
      </form>
      {wanted && <FoundActivities words={wanted} choose={choose} />}
    </>
  );
}

interface FoundProps {
  words: string;
  choose: (activity_id: string) => string;
}

export function FoundActivities({ words, choose }: FoundProps) {
  const { data, problem, retry } = useAsked(words, (signal) => foundActivities(words, signal));
  if (problem !== null) return <Problem problem={problem} subject="The list of activities" retry={retry} />;
  if (!data) return <p role="status">Looking for activities …</p>;
  return (
    <>
      {data.found.length === 0 && <p role="status">No activity of yours has these words in its title.</p>}
      <ul class="groups">
        {data.found.map(({ activity: { activity_id, title, start_date, end_date }, status }) => (
          <li key={activity_id} class="group">
            <p>
              <a href={choose(activity_id)}>{title}</a>
            </p>
            <p class="console__hint">
              {activity_id}, {daysText(start_date, end_date)}, {status}
            </p>
          </li>
        ))}
      </ul>
      {!data.isWhole && <p>There may be more: give more words, or the ID.</p>}
    </>
  );
}
