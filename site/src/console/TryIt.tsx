import { useState } from "preact/hooks";
import { Problem } from "../Problem";
import { saveAs } from "../saving";
import { config } from "../session/config";
import { Choice } from "./activityFields";
import { useAsked } from "./asked";
import { contact, type Scope } from "./calls";
import { Secret } from "./Secret";
import { fixtures, makeFixture, makeKey, type NewKey } from "./systemCalls";

const SCOPES: Scope[] = ["activities:write", "learners:write", "read", "match"];
const HOUR_MS = 3_600_000;

/** Where the API's description is, and in the sandbox a key to try it with, and requests that bring codes about. */
export function TryIt() {
  const { data: settings } = useAsked("config", config);
  const { data: whose, problem, retry } = useAsked("contact", contact);
  const [made, setMade] = useState<NewKey | null>(null);
  const [fault, setFault] = useState<unknown>(null);

  async function make() {
    setFault(null);
    try {
      setMade(await makeKey(SCOPES, new Date(Date.now() + HOUR_MS).toISOString()));
    } catch (failure) {
      setFault(failure);
    }
  }

  return (
    <section class="console__part" aria-labelledby="try-it">
      <h2 id="try-it">The API</h2>
      {problem !== null && <Problem problem={problem} subject="The console" retry={retry} />}
      {settings && (
        <p>
          Its address is <code>{settings.api_url}</code>.{" "}
          <a href={`${settings.api_url}/v1/docs`} target="_blank" rel="noopener">
            Every call, with a form to try it
          </a>{" "}
          opens beside this page.
        </p>
      )}
      {whose?.is_sandbox === false && <p>Try calls in the sandbox: what you send here counts.</p>}
      {whose?.is_sandbox && (
        <>
          <p>Get a key that is good for an hour, and give it there under “Authorize”. Nothing here counts.</p>
          {made && <Secret what={`The key ${made.key_id} is good for an hour.`} secret={made.key} />}
          {fault !== null && <Problem problem={fault} subject="The hub" />}
          <p>
            <button type="button" class="usa-button usa-button--outline" onClick={() => void make()}>
              Get a key for an hour
            </button>
          </p>
          <Fixtures />
        </>
      )}
    </section>
  );
}

function Fixtures() {
  const { data, problem, retry } = useAsked("fixtures", fixtures);
  const [code, setCode] = useState("");
  const [said, setSaid] = useState("");
  const [fault, setFault] = useState<unknown>(null);

  async function make() {
    setFault(null);
    try {
      saveAs([JSON.stringify(await makeFixture(code), null, 2)], `${code}.json`);
      setSaid(`${code}.json is saved. Send its steps one after the other.`);
    } catch (failure) {
      setFault(failure);
    }
  }

  if (problem !== null) return <Problem problem={problem} subject="The list of fixtures" retry={retry} />;
  if (!data) return <p role="status">Loading the fixtures …</p>;
  return (
    <form
      class="console__form"
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <h3>Fixtures</h3>
      <p>Each is a few requests that bring a code about on purpose, made anew for you each time.</p>
      <Choice
        path="fixture"
        label="Code"
        value={code}
        fault={undefined}
        options={data.map((fixture) => fixture.code)}
        names={Object.fromEntries(data.map((fixture) => [fixture.code, `${fixture.code}: ${fixture.title}`]))}
        change={setCode}
        required
      />
      {fault !== null && <Problem problem={fault} subject="The hub" />}
      <p>
        <button type="submit" class="usa-button usa-button--outline">
          Make and download it
        </button>
      </p>
      <p role="status">{said}</p>
    </form>
  );
}
