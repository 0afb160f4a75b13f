import { useEffect } from "preact/hooks";
import { Problem } from "../Problem";
import { dayText } from "../wording";
import { activities } from "./activityCalls";
import { FoundActivities } from "./ActivityPicker";
import { addressOf } from "./address";
import { useAsked } from "./asked";
import { addressOfId, learnerIdOf } from "./finding";
import { learnerRecords, type Wanted } from "./learnerCalls";

const ID = /^\S+$/;

/** What is found for a text that names nothing by its form alone. */
export default function SearchPage() {
  const typed = (new URLSearchParams(location.search).get("q") ?? "").trim();
  const place = typed ? addressOfId(typed) : null;
  useEffect(() => {
    if (place) location.replace(place);
  }, [place]);
  if (place) return <p role="status">Opening it …</p>;
  const learner = learnerIdOf(typed);
  return (
    <>
      <h1>{typed ? `Found for “${typed}”` : "Find"}</h1>
      {!typed && <p>Type an ID, or words of an activity’s title, into the box above. The key / leads there.</p>}
      {typed && (
        <>
          <Part title="Activities with these words in their title">
            <FoundActivities words={typed} choose={(activity_id) => addressOf(`activities/${activity_id}`)} />
          </Part>
          {learner && (
            <Part title="Learners with this ID">
              <Records wanted={learner} list={{ learner: learner.learner_id, board: learner.board }} />
            </Part>
          )}
          {ID.test(typed) && (
            <>
              <Part title="Your ID of a credit">
                <Records wanted={{ credit_id: typed }} list={{ credit: typed }} />
              </Part>
              <Part title="Your own ID of an activity">
                <OwnId typed={typed} />
              </Part>
            </>
          )}
        </>
      )}
    </>
  );
}

function Part({ title, children }: { title: string; children: preact.ComponentChildren }) {
  return (
    <section class="console__part">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

interface RecordsProps {
  wanted: Wanted;
  /** What the list of all of them is asked for. */
  list: Record<string, string | undefined>;
}

function Records({ wanted, list }: RecordsProps) {
  const { data, problem, retry } = useAsked(JSON.stringify(wanted), (signal) => learnerRecords(wanted, null, signal));
  if (problem !== null) return <Problem problem={problem} subject="The list of learners" retry={retry} />;
  if (!data) return <p role="status">Looking …</p>;
  if (data.rows.length === 0) return <p>None of yours.</p>;
  return (
    <>
      <ul class="groups">
        {data.rows.slice(0, 5).map((record) => (
          <li key={record.record} class="group">
            <p>
              <a href={addressOf(`learners/${record.record}`)}>
                {record.family_name}, {record.given_name}
              </a>
            </p>
            <p class="console__hint">
              Activity {record.activity_id}, completed on {dayText(record.completion_date)}
            </p>
          </li>
        ))}
      </ul>
      {(data.rows.length > 5 || data.next) && (
        <p>
          <a href={addressOf("learners", list)}>All of them</a>
        </p>
      )}
    </>
  );
}

function OwnId({ typed }: { typed: string }) {
  const { data, problem, retry } = useAsked(typed, (signal) => activities({ provider_activity_id: typed }, signal));
  if (problem !== null) return <Problem problem={problem} subject="The list of activities" retry={retry} />;
  if (!data) return <p role="status">Looking …</p>;
  if (data.rows.length === 0) return <p>None of yours.</p>;
  return (
    <ul class="groups">
      {data.rows.map(({ activity: { activity_id, title, start_date } }) => (
        <li key={activity_id} class="group">
          <p>
            <a href={addressOf(`activities/${activity_id}`)}>{title}</a>
          </p>
          <p class="console__hint">
            {activity_id}, begins on {dayText(start_date)}
          </p>
        </li>
      ))}
    </ul>
  );
}
