import { useState } from "preact/hooks";
import { Question } from "../forms/Question";
import { Problem } from "../Problem";
import { momentText } from "../wording";
import { Choice, ChoiceList, Text } from "./activityFields";
import { useAsked } from "./asked";
import type { Scope } from "./calls";
import { Secret } from "./Secret";
import { keys as askKeys, makeKey, renewKey, revokeKey, type Key, type NewKey } from "./systemCalls";

const SCOPES: Readonly<Record<Scope, string>> = {
  "activities:write": "send activities",
  "learners:write": "send learners",
  read: "read what is stored, and what became of it",
  match: "ask whether learners are known",
  admin: "look after keys and webhooks",
};
const BY_TEXT = new Map((Object.keys(SCOPES) as Scope[]).map((scope) => [SCOPES[scope], scope]));

export function Keys() {
  const [made, setMade] = useState<NewKey | null>(null);
  const [changes, setChanges] = useState(0);
  const { data, problem, retry } = useAsked(`keys ${changes}`, askKeys);
  return (
    <section class="console__part" aria-labelledby="keys">
      <h2 id="keys">Keys</h2>
      {made && <Secret what={`The key ${made.key_id} is made.`} secret={made.key} />}
      <KeyForm
        done={(key) => {
          setMade(key);
          setChanges(changes + 1);
        }}
      />
      {problem !== null && <Problem problem={problem} subject="The list of keys" retry={retry} />}
      {data?.length === 0 && <p>There is no key yet.</p>}
      <ul class="groups">
        {data?.map((key) => (
          <KeyItem
            key={key.key_id}
            shown={key}
            revoked={() => setChanges(changes + 1)}
            renewed={(key) => {
              setMade(key);
              setChanges(changes + 1);
            }}
          />
        ))}
      </ul>
    </section>
  );
}

interface ItemProps {
  shown: Key;
  revoked: () => void;
  renewed: (made: NewKey) => void;
}

function KeyItem({ shown, revoked, renewed }: ItemProps) {
  const {
    key_id,
    scopes,
    calls_per_minute,
    calls_per_day,
    created_at,
    expires_at,
    revoked_at,
    last_used_at,
    client_id,
  } = shown;
  const isOver = expires_at !== null && new Date(expires_at) <= new Date();
  return (
    <li class="group">
      <h3>{key_id}</h3>
      <p>May {scopes.map((scope) => SCOPES[scope]).join("; ")}.</p>
      <p class="console__hint">
        Made {momentText(created_at)}, {last_used_at ? `used last ${momentText(last_used_at)}` : "never used"}, up to{" "}
        {calls_per_minute.toLocaleString()} calls a minute and {calls_per_day.toLocaleString()} a day
        {expires_at && `, good until ${momentText(expires_at)}`}.
      </p>
      {revoked_at ? (
        <p>
          <strong>Revoked</strong> {momentText(revoked_at)}.
        </p>
      ) : isOver ? (
        <p>
          <strong>Expired</strong>.
        </p>
      ) : (
        <>
          {client_id === null && <Renewal key_id={key_id} renewed={renewed} />}
          <Question
            button={
              <>
                Revoke<span class="usa-sr-only"> {key_id}</span>
              </>
            }
            title="Revoke the key?"
            yes="Revoke"
            no="Keep it"
            subject="The hub"
            act={async () => {
              await revokeKey(key_id);
              revoked();
            }}
          >
            {key_id}: whatever calls with it is refused from now on. It can’t be brought back.
          </Question>
        </>
      )}
    </li>
  );
}

/** How long a key is still good beside the one that takes its place, in hours. */
const OVERLAPS: Readonly<Record<string, number>> = { "an hour": 1, "a day": 24, "7 days": 168, "30 days": 720 };

function Renewal({ key_id, renewed }: { key_id: string; renewed: (made: NewKey) => void }) {
  const [overlap, setOverlap] = useState("a day");
  const [problem, setProblem] = useState<unknown>(null);
  return (
    <details>
      <summary>
        Renew<span class="usa-sr-only"> {key_id}</span>
      </summary>
      <p>It makes another key that may do the same. Take that one into use while this one is still good.</p>
      <Choice
        path={`overlap-${key_id}`}
        label="This one is good for"
        value={overlap}
        fault={undefined}
        options={Object.keys(OVERLAPS)}
        change={(chosen) => setOverlap(chosen || "a day")}
      />
      {problem !== null && <Problem problem={problem} subject="The hub" />}
      <p>
        <button
          type="button"
          class="usa-button usa-button--outline"
          onClick={() => {
            setProblem(null);
            renewKey(key_id, OVERLAPS[overlap]!).then(renewed, setProblem);
          }}
        >
          Make the new key
        </button>
      </p>
    </details>
  );
}

function KeyForm({ done }: { done: (made: NewKey) => void }) {
  const [chosen, setChosen] = useState<string[]>([]);
  const [until, setUntil] = useState("");
  const [fault, setFault] = useState<string>();
  const [problem, setProblem] = useState<unknown>(null);

  async function make() {
    setProblem(null);
    setFault(chosen.length ? undefined : "Choose at least one.");
    if (!chosen.length) return;
    try {
      const scopes = chosen.map((text) => BY_TEXT.get(text)!);
      done(await makeKey(scopes, until && new Date(`${until}T23:59:59`).toISOString()));
      setChosen([]);
    } catch (failure) {
      setProblem(failure);
    }
  }

  return (
    <form
      class="console__form"
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <ChoiceList
        path="scopes"
        label="A new key may"
        options={[...BY_TEXT.keys()]}
        chosen={chosen}
        fault={fault}
        change={setChosen}
      />
      <Text
        path="expires_at"
        label="Good until the end of this day; for good if you leave it empty"
        type="date"
        value={until}
        fault={undefined}
        change={setUntil}
      />
      {problem !== null && <Problem problem={problem} subject="The hub" />}
      <p>
        <button type="submit" class="usa-button">
          Make a key
        </button>
      </p>
    </form>
  );
}
