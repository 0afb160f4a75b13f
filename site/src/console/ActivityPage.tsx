import { useState } from "preact/hooks";
import { Question } from "../forms/Question";
import { boardName } from "../boards";
import { amountText, dayText, daysText } from "../wording";
import { deleteActivity, type ActivityView } from "./activityCalls";
import { ActivityAdvice } from "./ActivityAdvice";
import { completionsText } from "./activityWords";
import { addressOf } from "./address";
import { Reviews } from "./Reviews";

interface Props {
  provider: string;
  view: ActivityView;
  mayChange: boolean;
}

/** One activity: how far it is, what it lacks, and what is told of it. */
export function ActivityPage({ provider, view, mayChange }: Props) {
  const { activity, status, next_status, missing, statements, learners, advice } = view;
  const { activity_id } = activity;
  const isClosed = status === "Closed";
  const reported = activity.end_date.slice(0, 4);
  const place = [activity.city, activity.state, activity.country].filter(Boolean).join(", ");
  const facts: [string, string | null | undefined][] = [
    ["Status", status],
    ["ID here", activity_id],
    ["Your own ID", activity.provider_activity_id],
    ["Format", activity.activity_format],
    ["Days", daysText(activity.start_date, activity.end_date)],
    ["AMA PRA Category 1", activity.credits == null ? null : amountText(activity.credits)],
    ["How", activity.deliveries.join(", ")],
    ["Where", place],
    ["Fee", activity.fee],
    ["Who can register", activity.registration],
    ["In the public search", activity.listed ? "Yes" : "No"],
    ["Completions reported", learners ? completionsText(learners) : "None"],
    ["Practice areas", activity.specialties.join(", ")],
  ];
  return (
    <>
      <h1>{activity.title}</h1>
      {next_status && missing.length > 0 && (
        <p class={`notice ${status === "Draft" ? "notice--alarm" : ""}`}>
          {status === "Draft" && "No learners can be reported for it yet. "}
          To become {next_status} it lacks: {missing.join(", ")}.
        </p>
      )}
      {(isClosed || status === "Ready to Close") && (
        <p>
          {isClosed ? "It is closed, so that it can’t be changed. It is closed and reopened in " : "It is closed in "}
          <a href={`${addressOf(`year/${reported}`)}#activities`}>the report of {reported}</a>.
        </p>
      )}
      <ActivityAdvice advice={advice ?? []} />
      {activity.description && <p class="console__text">{activity.description}</p>}
      <dl class="glance console__facts">
        {facts.map(([name, value]) =>
          value ? (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
      <Reviews provider={provider} activity_id={activity_id} mayAnswer={mayChange} />
      <section class="console__part" aria-labelledby="boards">
        <h2 id="boards">Boards</h2>
        {activity.registrations.length === 0 && <p>It is registered for no board.</p>}
        <ul class="groups">
          {activity.registrations.map(({ board, points, credit_types, claim_date }) => (
            <li key={board} class="group">
              <h3>{boardName(board)}</h3>
              <p>
                Up to {amountText(points)} points: {credit_types.join(", ")}
                {claim_date && `, to be claimed until ${dayText(claim_date)}`}
              </p>
              {statements
                .filter((statement) => statement.board === board)
                .map(({ text, prescribed }) => (
                  <Statement key={text} text={text} isPrescribed={prescribed} />
                ))}
            </li>
          ))}
        </ul>
      </section>
      <p class="links">
        <a href={addressOf("learners", { activity: activity_id })}>Its learners</a>
        {status !== "Draft" && activity.listed && <a href={`/activities/${activity_id}`}>As physicians see it</a>}
        {mayChange && (
          <>
            {!isClosed && <a href={addressOf(`activities/${activity_id}`, { do: "change" })}>Change it</a>}
            <a href={addressOf("activities/new", { from: activity_id })}>Add one like it</a>
            <a href={addressOf("activities/new", { from: activity_id, do: "repeat" })}>Repeat it</a>
            {!isClosed && (
              <Question
                button="Delete it"
                title="Delete the activity?"
                yes="Delete"
                no="Keep it"
                subject="The hub"
                act={async () => {
                  await deleteActivity(activity_id);
                  location.assign(addressOf("activities"));
                }}
              >
                {activity.title}, {daysText(activity.start_date, activity.end_date)}. One that has learners stays.
              </Question>
            )}
          </>
        )}
      </p>
    </>
  );
}

function Statement({ text, isPrescribed }: { text: string; isPrescribed: boolean }) {
  const [said, setSaid] = useState("");
  return (
    <>
      <p class="console__text">{text}</p>
      {isPrescribed && <p class="console__hint">The board has a wording of its own that has to stand in its place.</p>}
      <p>
        <button
          type="button"
          class="usa-button usa-button--unstyled"
          onClick={() =>
            navigator.clipboard.writeText(text).then(
              () => setSaid("Copied."),
              () => setSaid("Mark the text to copy it."),
            )
          }
        >
          Copy what the announcement says
        </button>{" "}
        <span role="status">{said}</span>
      </p>
    </>
  );
}
