import { useState } from "preact/hooks";
import { Labelled } from "../forms/Form";
import { Problem } from "../Problem";
import { useAsked } from "./asked";
import { MailBoards } from "./MailBoards";
import { chooseMails, myMails, type MailPreferences } from "./mailCalls";
import { QuietHoursFields } from "./QuietHoursFields";
import type { SectionProps } from "./sections";

type Kind = "taken_whole" | "to_mend";

const KINDS: Record<Kind, string> = {
  taken_whole: "A file was taken whole",
  to_mend: "A file needs mending",
};
const RHYTHMS: Record<string, string> = {
  never: "Never",
  at_once: "At once",
  daily: "Daily",
  weekly: "Weekly, on Mondays",
};

/** What the hub doesn't let anybody end, and why. */
const REQUIRED: readonly (readonly [string, string])[] = [
  ["A file has something to mend", "Its rows don’t count until then."],
  ["Boards rejected records of your system’s calls", "One mail for an hour, after six in a row for a day."],
  ["A physician misses a credit", "The request ends on a day."],
  ["Documents of an activity are asked for", "There is a last day."],
  ["A webhook was disabled", "Your system isn’t told any more."],
  ["Something is open and its last day is near", "At most one mail a day, 60, 30, 7 and 1 days before."],
];

/** Which optional mails the contact gets about the provider; what has to be told is told all the same. */
export function MyMails({ provider }: SectionProps) {
  const { data, problem, retry } = useAsked(`my mails ${provider.provider_id}`, (signal) =>
    myMails(provider.provider_id, signal),
  );
  return (
    <>
      <h1>My mails</h1>
      <p class="lede">Choose what you are told by mail about {provider.name}, at the address with which you sign in.</p>
      {problem !== null && <Problem problem={problem} subject="Which mails you get" retry={retry} />}
      {!data && problem === null && <p role="status">Loading which mails you get …</p>}
      {data && <Choice key={provider.provider_id} provider={provider.provider_id} stored={data} />}
      <section class="console__part" aria-labelledby="required">
        <h2 id="required">What is always told</h2>
        <p>
          The primary contact gets these mails, since nobody else would know. They can’t be switched off; <em>Team</em>{" "}
          says who gets them.
        </p>
        <ul class="groups">
          {REQUIRED.map(([what, why]) => (
            <li class="group" key={what}>
              <h3>{what}</h3>
              <p>{why}</p>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function Choice({ provider, stored }: { provider: string; stored: MailPreferences }) {
  const [wanted, setWanted] = useState(stored);
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const [said, setSaid] = useState("");

  function change(changed: Partial<MailPreferences>) {
    setSaid("");
    setWanted({ ...wanted, ...changed });
  }

  async function save() {
    setSaving(true);
    setProblem(null);
    setSaid("");
    try {
      setWanted(await chooseMails(provider, wanted));
      setSaid("Saved.");
    } catch (failure) {
      setProblem(failure);
    }
    setSaving(false);
  }

  return (
    <form
      class="console__form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {(Object.keys(KINDS) as Kind[]).map((kind) => (
        <Labelled key={kind} name={kind} label={KINDS[kind]} fault={undefined}>
          <select
            name={kind}
            class="usa-select"
            value={wanted[kind]}
            onChange={(event) => change({ [kind]: event.currentTarget.value })}
          >
            {Object.entries(RHYTHMS).map(([rhythm, words]) => (
              <option key={rhythm} value={rhythm}>
                {words}
              </option>
            ))}
          </select>
        </Labelled>
      ))}
      <MailBoards boards={wanted.boards} choose={(boards) => change({ boards })} />
      <QuietHoursFields hours={wanted.quiet_hours} choose={(quiet_hours) => change({ quiet_hours })} />
      <p class="console__hint">
        What is told at once is gathered for five minutes. A day’s mails go out at 12:00 UTC. Each mail has a link that
        ends its kind.
      </p>
      {problem !== null && <Problem problem={problem} subject="The hub" />}
      <p>
        <button type="submit" class="usa-button" disabled={isSaving}>
          Save
        </button>{" "}
        <span role="status">{said}</span>
      </p>
    </form>
  );
}
