import { useState } from "preact/hooks";
import type { Credential } from "./credential";
import { day, written } from "./dates";

/** So many credits are shown at first, and so many more each time. */
const STEP = 100;

/** What a credential says: by whom, about whom, which span, which credits. Nothing of it is markup. */
export function CredentialDetails({ credential }: { credential: Credential }) {
  const [shown, setShown] = useState(STEP);
  const { credits } = credential;
  return (
    <div class="verify__details">
      <h2>What it says</h2>
      <dl class="verify__facts">
        <dt>Issued by</dt>
        <dd>CME Hub, {credential.issuer}</dd>
        <dt>Issued on</dt>
        <dd>
          {day(credential.validFrom)}, good until {day(credential.validUntil)}
        </dd>
        <dt>About</dt>
        <dd>
          {credential.name || "nobody who is named"}
          {credential.known.map(({ as, value }) => (
            <span key={as} class="verify__known">
              {as} {value}
            </span>
          ))}
        </dd>
        {!credential.isBadge && (
          <>
            <dt>Completed</dt>
            <dd>{span(credential)}</dd>
          </>
        )}
      </dl>
      <h3>{credits.length === 1 ? "1 credit" : `${credits.length.toLocaleString("en-US")} credits`}</h3>
      <div class="verify__scroll" tabIndex={0} role="region" aria-label="Credits">
        <table class="verify__credits">
          <thead>
            <tr>
              <th scope="col">Completed</th>
              <th scope="col">Activity</th>
              <th scope="col">Counts for</th>
              <th scope="col">Amount</th>
            </tr>
          </thead>
          <tbody>
            {credits.slice(0, shown).map((credit, place) => (
              <tr key={place}>
                <td>{written(credit.day)}</td>
                <td>
                  {credit.title}
                  <small>{credit.organisation}</small>
                </td>
                <td>
                  {credit.board}
                  <small>{credit.creditType}</small>
                </td>
                <td>{isNaN(credit.amount) ? "" : credit.amount}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown < credits.length && (
        <button type="button" class="usa-button usa-button--outline" onClick={() => setShown(shown + STEP)}>
          Show {Math.min(STEP, credits.length - shown)} more
        </button>
      )}
    </div>
  );
}

function span({ firstDay, lastDay }: Credential): string {
  const [first, last] = [written(firstDay), written(lastDay)];
  if (first && last) return `from ${first} to ${last}`;
  if (first) return `since ${first}`;
  return last ? `until ${last}` : "at any time";
}
