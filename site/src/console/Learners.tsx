import { useState } from "preact/hooks";
import { ApiProblem } from "../api";
import { Problem } from "../Problem";
import { dayText } from "../wording";
import { Text } from "./activityFields";
import { addressOf } from "./address";
import { useAsked } from "./asked";
import { learnerRecords, type LearnerRecord, type Wanted } from "./learnerCalls";
import { LearnerPage } from "./LearnerPage";
import type { SectionProps } from "./sections";

/** Looking learners up by an activity or by an ID of a credit, and one record. */
export function Learners({ provider, name }: SectionProps) {
  if (name) return <LearnerPage name={name} mayDelete={provider.scopes.includes("learners:write")} />;
  const asked = new URLSearchParams(location.search);
  const activity_id = asked.get("activity") ?? "";
  const credit_id = asked.get("credit") ?? "";
  return (
    <>
      <h1>Learners</h1>
      <LookUp activity={activity_id} credit={credit_id} />
      {activity_id && <Found key="activity" wanted={{ activity_id }} />}
      {!activity_id && credit_id && <Found key="credit" wanted={{ credit_id }} />}
    </>
  );
}

function LookUp(begun: { activity: string; credit: string }) {
  const [activity, setActivity] = useState(begun.activity);
  const [credit, setCredit] = useState(begun.credit);

  function look(parameters: Record<string, string>) {
    location.assign(addressOf("learners", parameters));
  }

  return (
    <div class="console__forms">
      <form
        class="console__form"
        onSubmit={(event) => {
          event.preventDefault();
          look({ activity: activity.trim() });
        }}
      >
        <Text
          path="activity_id"
          label="ID of an activity, 9 digits"
          inputMode="numeric"
          value={activity}
          fault={undefined}
          change={setActivity}
          required
        />
        <button type="submit" class="usa-button">
          Show its learners
        </button>
      </form>
      <form
        class="console__form"
        onSubmit={(event) => {
          event.preventDefault();
          look({ credit: credit.trim() });
        }}
      >
        <Text
          path="credit_id"
          label="Your ID of a credit"
          value={credit}
          fault={undefined}
          change={setCredit}
          required
        />
        <button type="submit" class="usa-button">
          Find it
        </button>
      </form>
    </div>
  );
}

function Found({ wanted }: { wanted: Wanted }) {
  const [path, setPath] = useState<readonly (string | null)[]>([null]);
  const cursor = path.at(-1) ?? null;
  const { data, problem, retry } = useAsked(`learners ${cursor}`, (signal) => learnerRecords(wanted, cursor, signal));
  const isMissing = problem instanceof ApiProblem && problem.kind === "missing";
  return (
    <section class="console__part" aria-labelledby="found">
      <h2 id="found">Found</h2>
      {problem !== null && !isMissing && <Problem problem={problem} subject="The list of learners" retry={retry} />}
      {!data && problem === null && <p role="status">Looking …</p>}
      {(isMissing || data?.rows.length === 0) && <p role="status">Nobody. Check the ID: it has to be one of yours.</p>}
      {data && data.rows.length > 0 && <LearnerTable records={data.rows} />}
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
    </section>
  );
}

function LearnerTable({ records }: { records: readonly LearnerRecord[] }) {
  return (
    <div class="console__table" tabIndex={0} role="region" aria-label="Learners">
      <table class="usa-table stacks">
        <thead>
          <tr>
            <th scope="col">Learner</th>
            <th scope="col">Completed on</th>
            <th scope="col">Credit</th>
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <tr key={record.record}>
              <th scope="row">
                <a href={addressOf(`learners/${record.record}`)}>
                  {record.family_name}, {record.given_name}
                </a>
              </th>
              <td data-head="Completed on">{dayText(record.completion_date)}</td>
              <td data-head="Credit">
                {record.credit_lines.map(({ board, status }) => `${board} ${status}`).join(", ")}
                {record.deleted_at && " · delete reported"}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
