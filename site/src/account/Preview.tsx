import type { ComponentChildren } from "preact";
import { amountText, dayText, momentText } from "../wording";
import type { Transcript } from "./calls";

type Told = Transcript["activities"][number]["credits"][number];

/** What the print tells, in its order: it is made of the same document. */
export function Preview({ transcript }: { transcript: Transcript }) {
  const { physician, activities, own_credits, totals } = transcript;
  return (
    <article class="transcript" aria-label="Transcript">
      <dl class="transcript__about">
        <div>
          <dt>Name</dt>
          <dd>{physician ? `${physician.given_name} ${physician.family_name}` : "Tied to no physician yet"}</dd>
        </div>
        {physician?.known_as.map(({ authority, name, number, sureness }) => (
          <div key={`${authority} ${number}`}>
            <dt>{name}</dt>
            <dd>
              {number}, {sureness}
            </dd>
          </div>
        ))}
        <div>
          <dt>As of</dt>
          <dd>{momentText(transcript.made_at)}</dd>
        </div>
      </dl>
      <h3>Totals</h3>
      <table class="transcript__table">
        <thead>
          <tr>
            <th scope="col">Accepted credit</th>
            <th scope="col">Total</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>AMA PRA Category 1 Credits</td>
            <td class="transcript__total">{amountText(totals.cme)}</td>
          </tr>
          {totals.boards.map(({ board, name, points, by_type }) => [
            <tr key={board}>
              <td>{name}, MOC points</td>
              <td class="transcript__total">{amountText(points)}</td>
            </tr>,
            ...Object.entries(by_type).map(([type, amount]) => (
              <tr key={`${board} ${type}`}>
                <td class="transcript__part">{type}</td>
                <td class="transcript__total">{amountText(amount)}</td>
              </tr>
            )),
          ])}
        </tbody>
      </table>
      <h3>Activities</h3>
      {activities.length === 0 ? (
        <p>No credit fits what was chosen.</p>
      ) : (
        <Rows>
          {activities.map(({ completed_on, activity_id, title, provider_id, provider, credits }) => (
            <tr key={`${completed_on} ${activity_id} ${provider_id}`}>
              <td>{dayText(completed_on)}</td>
              <td>
                {title}
                <span class="transcript__provider">{provider}</span>
              </td>
              <td>
                <ul>
                  {credits.map((credit) => (
                    <li key={credit.credit_id}>
                      {creditText(credit)}
                      {credit.status === "pending" && <strong> pending</strong>}
                    </li>
                  ))}
                </ul>
              </td>
            </tr>
          ))}
        </Rows>
      )}
      {own_credits.length > 0 && (
        <>
          <h3>Own credits, not verified</h3>
          <p>The physician entered these. Nobody has verified them, and they are in no total above.</p>
          <Rows>
            {own_credits.map(({ completed_on, title, amount, kind }, place) => (
              <tr key={place}>
                <td>{dayText(completed_on)}</td>
                <td>{title}</td>
                <td>
                  {amountText(amount)} {kind}
                </td>
              </tr>
            ))}
          </Rows>
        </>
      )}
    </article>
  );
}

function Rows({ children }: { children: ComponentChildren }) {
  return (
    <table class="transcript__table">
      <thead>
        <tr>
          <th scope="col">Completed</th>
          <th scope="col">Activity</th>
          <th scope="col">Credit</th>
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

/** Tell a credit as the print does. */
export function creditText({ kind, authority, authority_name, credit_type, amount, derived }: Told): string {
  if (kind === "MOC") return `${amountText(amount)} ${authority} ${credit_type}`;
  const told = `${amountText(amount)} ${credit_type} ${amount === 1 ? "Credit" : "Credits"}`;
  if (derived) return `${told}, follows from ${authority} credit`;
  return authority === "NPI" ? told : `${told}, ${authority_name}`;
}
