import { useState } from "preact/hooks";
import { Problem } from "../Problem";
import { daysText } from "../wording";
import { activity, type Activity } from "./activityCalls";
import { ActivityPicker } from "./ActivityPicker";
import { addressOf } from "./address";
import { useAsked } from "./asked";
import { answerMissing, missingCredits, type MissingCredit, type SavedRecord } from "./learnerCalls";
import { ReportForm } from "./ReportForm";

/** Reporting one learner: for an activity that the address names, or one that is chosen here. */
export default function ReportPage({ provider }: { provider: string }) {
  const asked = new URLSearchParams(location.search);
  const activity_id = asked.get("activity");
  return (
    <>
      <p class="console__back">
        <a href={addressOf("learners", { activity: activity_id ?? undefined })}>Learners</a>
      </p>
      <h1>Report a learner</h1>
      {activity_id ? (
        <For provider={provider} activity_id={activity_id} request={asked.get("request")} />
      ) : (
        <>
          <p>For which activity?</p>
          <ActivityPicker choose={(chosen) => addressOf("learners/new", { activity: chosen })} />
        </>
      )}
    </>
  );
}

interface ForProps {
  provider: string;
  activity_id: string;
  request: string | null;
}

function For({ provider, activity_id, request }: ForProps) {
  const { data, problem, retry } = useAsked(activity_id, async (signal) => {
    const [stored, missing] = await Promise.all([
      activity(activity_id, signal),
      request ? missingCredits(null, signal) : null,
    ]);
    return { stored, missing: missing?.rows.find(({ missing_credit }) => missing_credit === request) ?? null };
  });
  const [saved, setSaved] = useState<SavedRecord | null>(null);
  if (problem !== null) return <Problem problem={problem} subject="The activity" retry={retry} />;
  if (!data) return <p role="status">Loading the activity …</p>;
  const { view } = data.stored;
  if (saved) return <Reported saved={saved} activity={view.activity} request={data.missing} />;
  return (
    <>
      <p>
        <a href={addressOf(`activities/${activity_id}`)}>{view.activity.title}</a>,{" "}
        {daysText(view.activity.start_date, view.activity.end_date)}
      </p>
      {view.status === "Draft" && (
        <p class="notice notice--alarm">It takes no learners yet: it lacks {view.missing.join(", ")}.</p>
      )}
      {request && !data.missing && (
        <p class="notice">
          The request isn’t open any more. <a href={addressOf("requests")}>See what came of it</a> before you report.
        </p>
      )}
      {data.missing && (
        <p class="notice">
          Filled in from the request of {data.missing.physician}. The birth day is for you to fill in, and the credit.
        </p>
      )}
      <ReportForm provider={provider} activity={view.activity} request={data.missing} done={setSaved} />
    </>
  );
}

interface ReportedProps {
  saved: SavedRecord;
  activity: Activity;
  request: MissingCredit | null;
}

/** What came of it, and what happens next. */
function Reported({ saved, activity: { activity_id }, request }: ReportedProps) {
  const asked = saved.credit_lines.filter(({ status }) => status === "submitted").map(({ board }) => board);
  return (
    <div class="notice" role="status">
      <p>
        <strong>It is reported.</strong>{" "}
        {asked.length
          ? `${[...new Set(asked)].join(" and ")} ${asked.length === 1 ? "is" : "are"} asked now; the record tells the answer, and a mail if it is no.`
          : "It counts now: no board has to decide."}
      </p>
      {saved.issues.length > 0 && (
        <ul>
          {saved.issues.map((issue) => (
            <li key={`${issue.code} ${issue.field}`}>
              {issue.message} {issue.fix}
            </li>
          ))}
        </ul>
      )}
      {request && <Answered request={request} />}
      <p class="links">
        <a href={addressOf(`learners/${saved.record}`)}>See the record</a>
        <a href={addressOf("learners/new", { activity: activity_id })}>Report another learner</a>
        {request && <a href={addressOf("requests")}>Back to the requests</a>}
      </p>
    </div>
  );
}

/** Answers the request, unless it ended when the record came. */
function Answered({ request: { missing_credit, physician } }: { request: MissingCredit }) {
  const { data, problem, retry } = useAsked(missing_credit, async (signal) => {
    const { rows } = await missingCredits(null, signal);
    if (!rows.some((open) => open.missing_credit === missing_credit)) return "over";
    await answerMissing(missing_credit, "reported_now", "");
    return "answered";
  });
  if (problem !== null) return <Problem problem={problem} subject="The request" retry={retry} />;
  if (!data) return <p>Answering the request …</p>;
  return (
    <p>
      {data === "over"
        ? `The request of ${physician} has ended: the record is here, and the physician sees it.`
        : `${physician} is told that it is reported now. The request stays open until the hub knows whose the record is.`}
    </p>
  );
}
