import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { ApiProblem } from "../api";
import { Question } from "../forms/Question";
import { Problem } from "../Problem";
import { amountText, dayText, momentText } from "../wording";
import { addressOf } from "./address";
import { useFollowing } from "./following";
import { LearnerHistory } from "./LearnerHistory";
import { deleteRecord, learnerRecord, type RecordWithHistory } from "./learnerCalls";

interface Props {
  name: string;
  mayDelete: boolean;
}

/** One record of a learner: what was reported, and what each board decided, as soon as it has. */
export function LearnerPage({ name, mayDelete }: Props) {
  const [changes, setChanges] = useState(0);
  const ask = (signal: AbortSignal) => learnerRecord(name, signal);
  const { state, problem, retry } = useFollowing(`${name} ${changes}`, ask, isAnswered);
  if (state) {
    return (
      <Told record={state} mayDelete={mayDelete} deleted={() => setChanges(changes + 1)}>
        {problem !== null && <Problem problem={problem} subject="What the boards answer" retry={retry} />}
      </Told>
    );
  }
  if (problem instanceof ApiProblem && problem.kind === "missing") {
    return (
      <p class="notice notice--alarm" role="alert">
        This provider has no such record. Check the address.
      </p>
    );
  }
  if (problem !== null) return <Problem problem={problem} subject="The record" retry={retry} />;
  return <p role="status">Loading the record …</p>;
}

function isAnswered({ history }: RecordWithHistory): boolean {
  return history.every(({ kind }) => kind !== "awaited");
}

interface ToldProps {
  record: RecordWithHistory;
  mayDelete: boolean;
  deleted: () => void;
  children: ComponentChildren;
}

function Told({ record, mayDelete, deleted, children }: ToldProps) {
  const { given_name, family_name, birth_month_day, activity_id, completion_date, credit_lines } = record;
  const boards = [...new Set(credit_lines.filter(({ status }) => status === "accepted").map(({ board }) => board))];
  return (
    <>
      <p class="console__back">
        <a href={addressOf("learners", { activity: activity_id })}>All learners of the activity</a>
      </p>
      <h1>
        {given_name} {family_name}
      </h1>
      {children}
      <dl class="glance console__facts">
        <div>
          <dt>Activity</dt>
          <dd>
            <a href={addressOf(`activities/${activity_id}`)}>{activity_id}</a>
          </dd>
        </div>
        <div>
          <dt>Completed on</dt>
          <dd>{dayText(completion_date)}</dd>
        </div>
        <div>
          <dt>Born (month-day)</dt>
          <dd>{birth_month_day}</dd>
        </div>
        <div>
          <dt>Reported</dt>
          <dd>
            <a href={addressOf(`submissions/${record.submission_id}`)}>{momentText(record.reported_at)}</a>
          </dd>
        </div>
        {record.deleted_at && (
          <div>
            <dt>Delete reported</dt>
            <dd>{momentText(record.deleted_at)}</dd>
          </div>
        )}
      </dl>
      <section class="console__part" aria-labelledby="credit">
        <h2 id="credit">Credit</h2>
        <ul class="groups">
          {credit_lines.map((line) => (
            <li
              key={`${line.board} ${line.credit_type} ${line.credit_id}`}
              class={`group ${line.status === "rejected" ? "group--error" : ""}`}
            >
              <h3>
                {line.board} {line.credit_type}: {amountText(line.amount)}, {line.status}
              </h3>
              {line.reason && <p>{line.reason}</p>}
              <p class="console__hint">
                {line.learner_id && `ID at the board ${line.learner_id}. `}
                {line.credit_id && `Your ID of the credit ${line.credit_id}.`}
              </p>
            </li>
          ))}
        </ul>
      </section>
      <LearnerHistory events={record.history} />
      {mayDelete && !record.deleted_at && (
        <Question
          button="Delete it"
          title="Delete the record?"
          yes="Delete"
          no="Keep it"
          subject="The hub"
          act={async () => {
            const fault = await deleteRecord(record.record, crypto.randomUUID());
            if (fault) throw new ApiProblem("refused", fault, "It isn’t deleted.");
            deleted();
          }}
        >
          {boards.length
            ? `It counts until ${boards.join(", ")} agree: they are asked now.`
            : "No board has accepted it, so that none is asked."}
        </Question>
      )}
    </>
  );
}
