import { useState } from "preact/hooks";
import { dayText } from "../wording";
import { useAsked } from "./asked";
import type { ContactProvider } from "./calls";
import { contacts } from "./teamCalls";
import { YearActivities } from "./YearActivities";
import { YearAgreement } from "./YearAgreement";
import { YearContacts } from "./YearContacts";
import { YearLearners } from "./YearLearners";
import { YearMoney } from "./YearMoney";
import { YearOutcomes } from "./YearOutcomes";
import { YearSent } from "./YearSent";
import { year as askYear, type Step, type Year } from "./yearCalls";
import { easternDay, labelled, STEPS } from "./yearWords";

export interface StepProps {
  year: Year;
  step: Step;
  /** Takes the year as it stands after a change, and says what was done. */
  changed: (year: Year, said: string) => void;
}

/** One year: its steps with what each lacks, and below what fills them in. */
export function YearPage({ provider, read }: { provider: ContactProvider; read: Year }) {
  const [year, setYear] = useState(read);
  const [said, setSaid] = useState("");
  const team = useAsked("team", contacts);
  const mayFill = provider.scopes.includes("activities:write");
  const maySign = provider.role === "primary";

  function changed(now: Year, what: string) {
    setYear(now);
    setSaid(what);
  }

  async function reread(what: string) {
    setSaid(what);
    setYear(await askYear(String(year.year), new AbortController().signal));
  }

  /** Tell who somebody is, by the ID that was written down. */
  function who(by: string): string {
    const found = team.data?.find(({ contact }) => by === `contact ${contact}`);
    return found?.email ?? (by.startsWith("contact ") ? "a contact of then" : `the key ${by}`);
  }

  const part = (name: Step["name"]) => {
    const step = year.steps.find((told) => told.name === name)!;
    return { year, step, changed };
  };
  return (
    <>
      <h1>Annual report {year.year}</h1>
      <p class="lede">{stateText(year)}</p>
      {!maySign && <p class="console__hint">Only a primary contact signs, confirms and sends.</p>}
      <ol class="groups year__steps">
        {year.steps.map((step) => (
          <li key={step.name} class={`group ${step.is_done ? "" : "group--error"}`}>
            <h2>
              <a href={`#${step.name}`}>{STEPS[step.name]}</a>
            </h2>
            <p>
              <strong>{step.is_done ? "Done" : "To do"}</strong>
              {!step.is_done && `: ${lackText(step)}`}
            </p>
          </li>
        ))}
      </ol>
      <p role="status">{said}</p>
      <YearAgreement {...part("agreement")} maySign={maySign} who={who} />
      <YearOutcomes {...part("outcomes")} mayFill={mayFill} />
      <YearActivities {...part("activities")} mayFill={mayFill} who={who} reread={reread} />
      <YearLearners {...part("learners")} mayFill={mayFill} reread={reread} />
      <YearMoney {...part("summary")} mayFill={mayFill} />
      <YearContacts {...part("contacts")} maySign={maySign} who={who} team={team.data ?? []} />
      <YearSent {...part("send")} maySend={maySign} who={who} reread={reread} />
    </>
  );
}

function stateText({ year, state, due_on, is_over, versions }: Year): string {
  const due = `due by ${dayText(due_on)}, midnight US Eastern`;
  if (state === "sent") return `It was sent, and nothing has changed since. Versions: ${versions.length}.`;
  if (state === "changed") return "It was sent, and something has changed since: send it again to report that.";
  if (!is_over) return `The year goes on until Dec 31, ${year}; its report is ${due}.`;
  return due_on < easternDay() ? `It wasn’t sent, and was ${due}.` : `It isn’t sent yet, and is ${due}.`;
}

function lackText({ name, lacks, lacking }: Step): string {
  if (name === "activities") return lacking === 1 ? "1 activity isn’t closed." : `${lacking} activities aren’t closed.`;
  if (name === "outcomes") {
    return lacking === 1 ? "1 activity has no measured outcome." : `${lacking} activities have no measured outcome.`;
  }
  if (name === "learners") {
    return lacking === 1 ? "1 enduring material isn’t counted." : `${lacking} enduring materials aren’t counted.`;
  }
  if (name === "send")
    return lacking === 1 && lacks[0]?.startsWith("sending") ? "everything is there." : "not ready yet.";
  return `${lacks.map(labelled).join("; ")}.`;
}
