import { useState } from "preact/hooks";
import type { ActivityView } from "../api";
import { boardName } from "../boards";
import { resultsAddress } from "../query";
import { Marks } from "../search/ResultCard";
import { amountText, dayText, daysText, feeText, registrationText, today, whereText } from "../wording";
import { visitor } from "../visitor";
import { Actions } from "./Actions";

/** Everything that is known of an activity; the page is served with it. */
export function ActivityPage({ activity }: { activity: ActivityView }) {
  const hasEnded = activity.end_date < today();
  return (
    <article class="wide page activity">
      <header class="activity__head">
        <p class="card__format">{activity.activity_format}</p>
        <h1>{activity.title}</h1>
        <p class="activity__provider">
          By <a href={resultsAddress({ provider: [activity.provider_id] })}>{activity.provider_name}</a>
          {activity.joint_providers.length > 0 && ` with ${activity.joint_providers.join(", ")}`}
        </p>
        <p class="printed">
          {location.href}
          {activity.url && `, the provider’s page: ${activity.url}`}
        </p>
        {hasEnded && <p class="notice">This activity ended on {dayText(activity.end_date)}.</p>}
      </header>
      <div class="activity__columns">
        <div class="activity__main">
          <Boards activity={activity} />
          {activity.description && (
            <section>
              <h2>About this activity</h2>
              {activity.description.split(/\n+/).map((paragraph) => (
                <p key={paragraph}>{paragraph}</p>
              ))}
            </section>
          )}
          {activity.specialties.length > 0 && (
            <section>
              <h2>Practice areas</h2>
              <ul class="links">
                {activity.specialties.map((one) => (
                  <li key={one}>
                    <a href={resultsAddress({ area: [one] })}>{one}</a>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
        <aside class="activity__side" aria-label="At a glance">
          <Glance activity={activity} />
          <Actions activity={activity} hasEnded={hasEnded} />
        </aside>
      </div>
    </article>
  );
}

function Glance({ activity }: { activity: ActivityView }) {
  const facts = [
    ["Dates", daysText(activity.start_date, activity.end_date)],
    ["Where", whereText(activity)],
    ["Credit", activity.credits != null && `${amountText(activity.credits)} AMA PRA Category 1`],
    ["Cost", activity.fee && feeText(activity.fee)],
    ["Registration", activity.registration && registrationText(activity.registration)],
    ["Activity ID", activity.activity_id],
  ].filter(([, value]) => value);
  return (
    <>
      <dl class="glance">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Marks card={activity} />
    </>
  );
}

function Boards({ activity }: { activity: ActivityView }) {
  const [own] = useState(visitor);
  return (
    <section>
      <h2>Counts for boards</h2>
      {activity.registrations.length === 0 ? (
        <p>It isn’t registered with a certifying board.</p>
      ) : (
        // Roles, since on a phone, where rows are blocks, a browser wouldn't tell of a table otherwise.
        <table role="table" class="usa-table usa-table--borderless stacks">
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader">Board</th>
              <th role="columnheader">Points, at most</th>
              <th role="columnheader">Credit types</th>
              <th role="columnheader">Claim by</th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            {activity.registrations.map((one) => (
              <tr role="row" key={one.board}>
                <th role="rowheader">
                  {boardName(one.board)}
                  {own.boards.includes(one.board) && <span class="yours">Your board</span>}
                </th>
                <td role="cell" data-head="Points, at most">
                  {amountText(one.points)}
                </td>
                <td role="cell" data-head="Credit types">
                  {one.credit_types.join(", ")}
                </td>
                <td role="cell" data-head="Claim by">
                  {claimText(one.claim_date)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {activity.evaluations.length > 0 && <h3>How learners are evaluated</h3>}
      {activity.evaluations.map(({ board, evaluation, threshold, feedback }) => (
        <p key={board}>
          <strong>{boardName(board)}:</strong>{" "}
          {[evaluation, threshold != null && `At least ${threshold}% to earn the credit`, feedback]
            .filter(Boolean)
            .map((told) => `${told}`.replace(/\.?$/, "."))
            .join(" ")}
        </p>
      ))}
    </section>
  );
}

function claimText(last: string | null | undefined): string {
  if (!last) return "Ask the provider";
  return last < today() ? `Ended ${dayText(last)}` : dayText(last);
}
