import { useState } from "preact/hooks";
import { Problem } from "../Problem";
import { momentText } from "../wording";
import { addressOf } from "./address";
import type { Contact } from "./teamCalls";
import { confirmContacts } from "./yearCalls";
import type { StepProps } from "./YearPage";
import { STEPS } from "./yearWords";

interface Props extends StepProps {
  maySign: boolean;
  who: (by: string) => string;
  team: readonly Contact[];
}

/** Whom the provider is reached by, and who signs in for it, to be confirmed. */
export function YearContacts({ year, step, changed, maySign, who, team }: Props) {
  const [problem, setProblem] = useState<unknown>(null);
  const confirmed = year.contacts_confirmed;
  return (
    <section class="console__part year__part" id="contacts" aria-labelledby="contacts-title">
      <h2 id="contacts-title">{STEPS.contacts}</h2>
      <h3>Mails go to</h3>
      <ul>
        {year.contacts.map(({ name, email, is_primary }) => (
          <li key={email}>
            {name}, {email}
            {is_primary && " (primary)"}
          </li>
        ))}
        {year.contacts.length === 0 && <li>Nobody: tell whoever runs the hub.</li>}
      </ul>
      <h3>These sign in</h3>
      <ul>
        {team.map(({ contact, email, role }) => (
          <li key={contact}>
            {email}, {role}
          </li>
        ))}
      </ul>
      <p>
        <a href={addressOf("team")}>Change who signs in</a>. Whom mails go to is changed by whoever runs the hub.
      </p>
      {confirmed && (
        <p>
          Confirmed by {who(confirmed.by)} on {momentText(confirmed.at)}.{!step.is_done && " They have changed since."}
        </p>
      )}
      {problem !== null && <Problem problem={problem} subject="The hub" />}
      {maySign && !step.is_done && (
        <p>
          <button
            type="button"
            class="usa-button"
            onClick={() => {
              setProblem(null);
              confirmContacts(year.year).then((now) => changed(now, "The contacts are confirmed."), setProblem);
            }}
          >
            Confirm that they are right
          </button>
        </p>
      )}
    </section>
  );
}
