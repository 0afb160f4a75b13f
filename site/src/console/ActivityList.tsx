import { useState } from "preact/hooks";
import { Problem } from "../Problem";
import { daysText } from "../wording";
import { activities, type ActivityView } from "./activityCalls";
import { activityQueryOf, readActivityChoice, type ActivityChoice } from "./activityQuery";
import { addressOf } from "./address";
import { useAsked } from "./asked";
import { useBoards } from "./boardCalls";
import { allRows, MOST_LISTED } from "./calls";
import { Downloads } from "./Downloads";
import { Filters, type Filter } from "./Filters";
import { Pager, usePages } from "./Pager";
import type { Table } from "./tables";

const STATUSES = ["Draft", "Active", "Ready to Close", "Closed"];

/** The provider's activities. */
export function ActivityList({ mayChange }: { mayChange: boolean }) {
  const [choice, setChoice] = useState(() => readActivityChoice(location.search));
  const pages = usePages();
  const { cursor } = pages;
  const formats = useBoards().data?.activities.activity_format ?? [];
  const { data, problem, retry } = useAsked(JSON.stringify([choice, cursor]), (signal) =>
    activities(activityQueryOf(choice, cursor), signal),
  );

  function choose(changed: ActivityChoice) {
    setChoice(changed);
    pages.begin(null);
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
      <Filters legend="Which activities" filters={filtersOf(formats)} choice={choice} change={choose} />
      {problem !== null && <Problem problem={problem} subject="The list of activities" retry={retry} />}
      {!data && problem === null && <p role="status">Loading the activities …</p>}
      {data?.rows.length === 0 && (
        <p role="status">
          {data.next ? "There is no such activity among the first 2,000. See more." : "There is no such activity."}
        </p>
      )}
      {data && data.rows.length > 0 && (
        <>
          <ActivityTable activities={data.rows} />
          <Downloads stem="activities" table={(tell) => tableOf(choice, tell)} />
        </>
      )}
      <Pager pages={pages} next={data?.next} />
    </>
  );
}

function filtersOf(formats: readonly string[]): readonly Filter<ActivityChoice>[] {
  return [
    { name: "status", label: "Status", kind: "choice", options: optionsOf(STATUSES) },
    { name: "format", label: "Format", kind: "choice", options: optionsOf(formats) },
    { name: "title", label: "Words of the title", kind: "search" },
    { name: "year", label: "Begins in the year", kind: "number" },
    { name: "own_id", label: "Your own ID", kind: "text" },
  ];
}

function optionsOf(values: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries([["", "Any"], ...values.map((value) => [value, value])]);
}

async function tableOf(choice: ActivityChoice, tell: (rows: number) => void): Promise<Table> {
  const { signal } = new AbortController();
  const listed = await allRows(
    (cursor) => activities({ ...activityQueryOf(choice, cursor), limit: MOST_LISTED }, signal),
    tell,
  );
  return {
    headings: ["Activity ID", "Your own ID", "Title", "Begins", "Ends", "Format", "Status", "Lacks"],
    rows: listed.map(({ activity, status, missing }) => [
      activity.activity_id,
      activity.provider_activity_id,
      activity.title,
      { day: activity.start_date },
      { day: activity.end_date },
      activity.activity_format,
      status,
      status === "Draft" ? missing.join(", ") : null,
    ]),
  };
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
