import { Problem } from "../Problem";
import { dayText } from "../wording";
import { activities } from "./activityCalls";
import { addressOf } from "./address";
import { useAsked } from "./asked";
import { submission, submissions, type SubmissionState } from "./calls";
import { missingCredits } from "./learnerCalls";
import { maySend } from "./roles";
import type { SectionProps } from "./sections";
import { nameOf, rowCountText, statusText } from "./words";

const LAST = 5;

/** What needs the contact, and what the last files came to. */
export function Start({ provider }: SectionProps) {
  return (
    <>
      <h1>{provider.name}</h1>
      {maySend(provider) && (
        <p class="account__enter">
          <a class="usa-button" href={addressOf("send")}>
            Send files
          </a>
        </p>
      )}
      <section class="console__part" aria-labelledby="last">
        <h2 id="last">Last files</h2>
        <LastFiles />
      </section>
      <section class="console__part" aria-labelledby="requests">
        <h2 id="requests">Requests of physicians</h2>
        <OpenRequests />
      </section>
      <section class="console__part" aria-labelledby="drafts">
        <h2 id="drafts">Activities that can’t take learners yet</h2>
        <Drafts />
      </section>
    </>
  );
}

function LastFiles() {
  const { data, problem, retry } = useAsked("last", lastFiles);
  if (problem !== null) return <Problem problem={problem} subject="The list of files" retry={retry} />;
  if (!data) return <p role="status">Loading the last files …</p>;
  if (data.length === 0) return <p>Nothing was sent yet.</p>;
  return (
    <>
      <ul class="groups">
        {data.map((state) => (
          <LastFile key={state.submission_id} state={state} />
        ))}
      </ul>
      <p>
        <a href={addressOf("submissions")}>All submissions</a>
      </p>
    </>
  );
}

/** Return the last files that were sent for good, each with what its rows came to. */
async function lastFiles(signal: AbortSignal): Promise<SubmissionState[]> {
  const { rows } = await submissions({ limit: LAST, dry_run: false }, signal);
  return Promise.all(rows.map(({ submission_id }) => submission(submission_id, signal)));
}

function LastFile({ state }: { state: SubmissionState }) {
  const toMend = state.counts.refused + state.counts.rejected;
  return (
    <li class={`group ${toMend ? "group--error" : ""}`}>
      <h3>
        <a href={addressOf(`submissions/${state.submission_id}`)}>{nameOf(state)}</a>
      </h3>
      <p>
        {statusText(state)}, {rowCountText(state.rows)}
        {toMend > 0 && (
          <>
            {": "}
            <a href={`${addressOf(`submissions/${state.submission_id}`)}#rows`}>{rowCountText(toMend)} to mend</a>
          </>
        )}
      </p>
    </li>
  );
}

function OpenRequests() {
  const { data, problem, retry } = useAsked("requests", missingCredits);
  if (problem !== null) return <Problem problem={problem} subject="The list of requests" retry={retry} />;
  if (!data) return <p role="status">Loading the requests …</p>;
  const waiting = data.rows.filter(({ answer }) => answer === null);
  if (waiting.length === 0) return <p>Nobody waits for an answer.</p>;
  return (
    <p>
      <a href={addressOf("requests")}>
        {waiting.length === 1 ? "One request waits" : `${waiting.length}${data.next ? " or more" : ""} requests wait`}
      </a>{" "}
      for an answer, the first until {dayText(waiting[0]!.due_on)}.
    </p>
  );
}

function Drafts() {
  const { data, problem, retry } = useAsked("drafts", (signal) => activities({ status: "Draft", limit: LAST }, signal));
  if (problem !== null) return <Problem problem={problem} subject="The list of activities" retry={retry} />;
  if (!data) return <p role="status">Loading the activities …</p>;
  if (data.rows.length === 0) return <p>None: each has what it needs.</p>;
  return (
    <>
      <ul class="groups">
        {data.rows.map(({ activity, missing }) => (
          <li key={activity.activity_id} class="group group--error">
            <h3>
              <a href={addressOf(`activities/${activity.activity_id}`)}>{activity.title}</a>
            </h3>
            <p>It lacks {missing.join(", ")}.</p>
          </li>
        ))}
      </ul>
      {data.next && (
        <p>
          <a href={addressOf("activities", { status: "Draft" })}>All of them</a>
        </p>
      )}
    </>
  );
}
