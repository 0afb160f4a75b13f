import { Problem } from "../Problem";
import { dayText, momentText } from "../wording";
import { activities } from "./activityCalls";
import { addressOf } from "./address";
import { useAsked } from "./asked";
import { Deadlines } from "./Deadlines";
import { missingCredits } from "./learnerCalls";
import { OpenReviews } from "./OpenReviews";
import { leftText } from "./requestWords";
import { maySend } from "./roles";
import type { SectionProps } from "./sections";
import { LATE_DAYS, lastFiles, lateFiles, LOOKED_AT, toMend } from "./startFacts";
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
      <Files />
      <OpenReviews />
      <section class="console__part" aria-labelledby="requests">
        <h2 id="requests">Requests of physicians</h2>
        <OpenRequests />
      </section>
      <section class="console__part" aria-labelledby="deadlines">
        <h2 id="deadlines">Deadlines</h2>
        <Deadlines />
      </section>
      <section class="console__part" aria-labelledby="late">
        <h2 id="late">Boards that are late</h2>
        <LateBoards />
      </section>
      <section class="console__part" aria-labelledby="drafts">
        <h2 id="drafts">Activities that can’t take learners yet</h2>
        <Drafts />
      </section>
    </>
  );
}

/** The last files, those with rows to mend before all. */
function Files() {
  const { data, problem, retry } = useAsked("last", lastFiles);
  if (problem !== null) return <Problem problem={problem} subject="The list of files" retry={retry} />;
  if (!data) return <p role="status">Loading the last files …</p>;
  const mendable = toMend(data);
  return (
    <>
      <section class="console__part" aria-labelledby="mend">
        <h2 id="mend">Rows to mend</h2>
        {mendable.length === 0 && <p>None in the last {data.length === LOOKED_AT ? `${LOOKED_AT} files` : "files"}.</p>}
        <ul class="groups">
          {mendable.map(({ file, mendedBy }) => (
            <li key={file.submission_id} class={`group ${mendedBy ? "" : "group--error"}`}>
              <h3>
                <a href={`${addressOf(`submissions/${file.submission_id}`)}#rows`}>
                  {rowCountText(file.counts.refused + file.counts.rejected)} of {nameOf(file)}
                </a>
              </h3>
              <p>
                Sent {momentText(file.received_at)}
                {mendedBy && (
                  <>
                    . Rows of it were <a href={addressOf(`submissions/${mendedBy.submission_id}`)}>sent again since</a>
                  </>
                )}
                .
              </p>
            </li>
          ))}
        </ul>
      </section>
      <section class="console__part" aria-labelledby="last">
        <h2 id="last">Last files</h2>
        {data.length === 0 ? (
          <p>Nothing was sent yet.</p>
        ) : (
          <>
            <ul class="groups">
              {data.slice(0, LAST).map((state) => (
                <li key={state.submission_id} class="group">
                  <h3>
                    <a href={addressOf(`submissions/${state.submission_id}`)}>{nameOf(state)}</a>
                  </h3>
                  <p>
                    {statusText(state)}, {rowCountText(state.rows)}
                  </p>
                </li>
              ))}
            </ul>
            <p>
              <a href={addressOf("submissions")}>All submissions</a>
            </p>
          </>
        )}
      </section>
    </>
  );
}

function LateBoards() {
  const { data, problem, retry } = useAsked("late", (signal) => lateFiles(signal));
  if (problem !== null) return <Problem problem={problem} subject="The list of files" retry={retry} />;
  if (!data) return <p role="status">Looking what waits for boards …</p>;
  if (data.length === 0) return <p>None: no file has waited for more than {LATE_DAYS} days.</p>;
  return (
    <ul class="groups">
      {data.map(({ file, boards }) => (
        <li key={file.submission_id} class="group">
          <h3>
            <a href={addressOf(`submissions/${file.submission_id}`)}>{nameOf(file)}</a>
          </h3>
          <p>
            Waits for {boards.join(", ") || "a board"}, sent {momentText(file.received_at)}. There is nothing to do: the
            answers come by themselves.
          </p>
        </li>
      ))}
    </ul>
  );
}

function OpenRequests() {
  const { data, problem, retry } = useAsked("requests", (signal) => missingCredits(null, signal));
  if (problem !== null) return <Problem problem={problem} subject="The list of requests" retry={retry} />;
  if (!data) return <p role="status">Loading the requests …</p>;
  const waiting = data.rows.filter(({ answer }) => answer === null);
  if (waiting.length === 0) return <p>Nobody waits for an answer.</p>;
  return (
    <p>
      <a href={addressOf("requests")}>
        {waiting.length === 1 ? "One request waits" : `${waiting.length}${data.next ? " or more" : ""} requests wait`}
      </a>{" "}
      for an answer, the first until {dayText(waiting[0]!.due_on)}: {leftText(waiting[0]!.due_on).toLowerCase()}.
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
