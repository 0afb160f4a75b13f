import { useState } from "preact/hooks";
import { useAsked } from "../console/asked";
import { Field, Form, useForm } from "../forms/Form";
import { dayText } from "../wording";
import { licenseeAddress } from "./address";
import { lookUp, stateView, type FoundLicensees } from "./calls";
import type { SectionProps } from "./sections";
import { seekingOf, type Seeking } from "./seeking";

const EMPTY: Seeking = { by: "licence", licence: "", npi: "", given_name: "", family_name: "", birth_month_day: "" };

/** Looks a licensee up on the state's own roster. What is typed is kept nowhere. */
export function LookUp({ state: { state } }: SectionProps) {
  const [values, setValues] = useState<Seeking>(EMPTY);
  const [found, setFound] = useState<FoundLicensees | null>(null);
  const about = useAsked("state", (signal) => stateView(state, signal)).data;
  const form = useForm<Seeking, FoundLicensees>(
    [
      values,
      (changed) => {
        setFound(null);
        setValues(changed);
      },
      () => undefined,
    ],
    (typed) => lookUp(state, seekingOf(typed)),
    setFound,
  );
  return (
    <>
      <h1>Look a licensee up</h1>
      <p class="lede">Only your state’s own roster is searched, and each look is in its log.</p>
      {about && !about.roster && (
        <p class="notice">No roster of your state is loaded yet, so nobody can be found. Ask whoever runs the hub.</p>
      )}
      {about?.ending_keys.map(({ key_id, last_day }) => (
        <p key={key_id} class="notice">
          The key {key_id} of your board’s own system is taken until {dayText(last_day)}. Ask whoever runs the hub to
          renew it.
        </p>
      ))}
      <Form form={form} button="Look up">
        <Field form={form} name="by" label="By">
          <option value="licence">Licence number</option>
          <option value="npi">NPI</option>
          <option value="name">Name and birth day</option>
        </Field>
        {values.by === "licence" && (
          <Field form={form} name="licence" label="Licence number" autocomplete="off" required />
        )}
        {values.by === "npi" && (
          <Field form={form} name="npi" label="NPI, 10 digits" inputMode="numeric" autocomplete="off" required />
        )}
        {values.by === "name" && (
          <>
            <Field form={form} name="given_name" label="First name" autocomplete="off" required />
            <Field form={form} name="family_name" label="Last name" autocomplete="off" required />
            <Field
              form={form}
              name="birth_month_day"
              label="Birth month and day, such as 02/29"
              autocomplete="off"
              required
            />
            {about && <p class="console__hint">Up to {about.names_per_day} names can be looked up on a day (UTC).</p>}
          </>
        )}
      </Form>
      <div role="status">{found && <Found state={state} found={found} />}</div>
    </>
  );
}

function Found({ state, found: { licensees } }: { state: string; found: FoundLicensees }) {
  if (licensees.length === 0) {
    return <p class="notice">Nobody on your roster fits. Check what you typed, and when the roster was loaded.</p>;
  }
  return (
    <ul class="groups">
      {licensees.map(({ licence, given_name, family_name, birth_month_day, npi }) => (
        <li key={licence} class="group">
          <h2>
            <a href={licenseeAddress(state, licence)}>
              {given_name} {family_name}
            </a>
          </h2>
          <p>
            Licence {licence}, born {birth_month_day.replace("-", "/")}
            {npi && `, NPI ${npi}`}
          </p>
        </li>
      ))}
    </ul>
  );
}
