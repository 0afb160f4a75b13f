import { useState } from "preact/hooks";
import { Problem } from "../Problem";
import { daysText } from "../wording";
import { activities, type ActivityView } from "./activityCalls";
import { activityQueryOf, readActivityChoice, type ActivityChoice } from "./activityQuery";
import { addressOf } from "./address";
import { useAsked } from "./asked";
import { useBoards } from "./boardCalls";

const STATUSES = ["Draft", "Active", "Ready to Close", "Closed"];

/** The provider's activities. */
export function ActivityList({ mayChange }: { mayChange: boolean }) {
  const [choice, setChoice] = useState(() => readActivityChoice(location.search));
  const [path, setPath] = useState<readonly (string | null)[]>([null]);
  const cursor = path.at(-1) ?? null;
  const formats = useBoards().data?.activities.activity_format ?? [];
  const { data, problem, retry } = useAsked(JSON.stringify([choice, cursor]), (signal) =>
    activities(activityQueryOf(choice, cursor), signal),
  );

  function choose(name: keyof ActivityChoice, value: string) {
    const changed = { ...choice, [name]: value };
    setChoice(changed);
    setPath([null]);
    history.replaceState(null, "", addressOf("activities", { ...changed }));
  }

  return (
    <>
      <h1>Activities</h1>
      {mayChange && (
        <p class="account__enter">
          <a class="usa-button" href={addressOf("activities/new")}>
            Add an activity
          </a>
        </p>
      )}
      <fieldset class="console__filters">
        <legend class="usa-sr-only">Which activities</legend>
        <Select label="Status" value={choice.status} options={STATUSES} change={(value) => choose("status", value)} />
        <Select label="Format" value={choice.format} options={formats} change={(value) => choose("format", value)} />
        <label class="value">
          <span>Words of the title</span>
          <input
            class="usa-input"
            type="search"
            defaultValue={choice.title}
            onChange={(event) => choose("title", event.currentTarget.value.trim())}
          />
        </label>
        <label class="value">
          <span>Begins in the year</span>
          <input
            class="usa-input"
            inputMode="numeric"
            defaultValue={choice.year}
            onChange={(event) => choose("year", event.currentTarget.value.trim())}
          />
        </label>
        <label class="value">
          <span>Your own ID</span>
          <input
            class="usa-input"
            defaultValue={choice.own_id}
            onChange={(event) => choose("own_id", event.currentTarget.value.trim())}
          />
        </label>
      </fieldset>
      {problem !== null && <Problem problem={problem} subject="The list of activities" retry={retry} />}
      {!data && problem === null && <p role="status">Loading the activities …</p>}
      {data?.rows.length === 0 && (
        <p role="status">
          {data.next ? "There is no such activity among the first 2,000. See more." : "There is no such activity."}
        </p>
      )}
      {data && data.rows.length > 0 && <ActivityTable activities={data.rows} />}
      <p class="links">
        {path.length > 1 && (
          <button type="button" class="usa-button usa-button--outline" onClick={() => setPath(path.slice(0, -1))}>
            Before
          </button>
        )}
        {data?.next && (
          <button type="button" class="usa-button usa-button--outline" onClick={() => setPath([...path, data.next])}>
            More
          </button>
        )}
      </p>
    </>
  );
}

interface SelectProps {
  label: string;
  value: string;
  options: readonly string[];
  change: (value: string) => void;
}

function Select({ label, value, options, change }: SelectProps) {
  return (
    <label class="value">
      <span>{label}</span>
      <select class="usa-select" value={value} onChange={(event) => change(event.currentTarget.value)}>
        <option value="">Any</option>
        {options.map((option) => (
          <option key={option}>{option}</option>
        ))}
      </select>
    </label>
  );
}

function ActivityTable({ activities: shown }: { activities: readonly ActivityView[] }) {
  return (
    <div class="console__table" tabIndex={0} role="region" aria-label="Activities">
      <table class="usa-table stacks">
        <thead>
          <tr>
            <th scope="col">Activity</th>
            <th scope="col">IDs</th>
            <th scope="col">Days</th>
            <th scope="col">Format</th>
            <th scope="col">Status</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ activity, status, missing }) => (
            <tr key={activity.activity_id}>
              <th scope="row">
                <a href={addressOf(`activities/${activity.activity_id}`)}>{activity.title}</a>
              </th>
              <td data-head="IDs">
                {activity.activity_id}, {activity.provider_activity_id}
              </td>
              <td data-head="Days">{daysText(activity.start_date, activity.end_date)}</td>
              <td data-head="Format">{activity.activity_format}</td>
              <td data-head="Status">
                {status}
                {status === "Draft" && <span class="console__reason"> lacks {missing.join(", ")}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
