import { useEffect, useRef, useState } from "preact/hooks";
import { ApiProblem } from "../api";
import { Problem } from "../Problem";
import { client, type Me } from "./calls";
import { ClaimForm } from "./ClaimForm";
import { Question } from "../forms/Question";
import type { SectionProps } from "./sections";

type ClaimView = Me["claims"][number];

/** Which physician somebody is who is signed in. */
export function Claims({ me }: SectionProps) {
  const claims = [...new Set(me.claims.map(({ claim }) => claim))];
  return (
    <>
      {claims.map((claim) => (
        <HeldClaim key={claim} entries={me.claims.filter((entry) => entry.claim === claim)} />
      ))}
      <section class="account__part">
        <h2>{claims.length ? "Is one of your numbers missing?" : "Say who you are"}</h2>
        <p>
          {claims.length
            ? "Boards and states that we can’t tie to you by ourselves are added by a number of their own."
            : "Your name, your birth month and day, and one number. If they agree with what a board or a state has, all that was reported of you is shown here. What you type is compared and forgotten."}
        </p>
        <ClaimForm me={me} />
      </section>
    </>
  );
}

function HeldClaim({ entries }: { entries: ClaimView[] }) {
  const { claim, sureness, since, asked_at, refused } = entries[0]!;

  async function giveBack() {
    const { response } = await client.DELETE("/v1/me/claims/{claim_id}", { params: { path: { claim_id: claim } } });
    if (!response.ok && response.status !== 404) throw new ApiProblem("fault");
    location.reload();
  }

  return (
    <section class="account__part">
      <h2>You are known as</h2>
      <ul>
        {entries.map(({ authority, name, id }) => (
          <li key={`${authority} ${id}`}>
            {name} <strong>{id}</strong>
          </li>
        ))}
      </ul>
      <p>
        {sureness === "confirmed" ? "Confirmed" : "Stated, not confirmed yet"}, since{" "}
        {new Date(since).toLocaleDateString(undefined, { dateStyle: "long" })}.
      </p>
      {sureness === "stated" && <Confirmation claim={claim} isAsked={asked_at !== null} refused={refused} />}
      <div class="row">
        <Question
          button="This isn’t me: give it back"
          title="Give it back?"
          yes="Give it back"
          no="Keep it"
          act={giveBack}
        >
          Your account then shows none of these credits. Nothing that was reported changes.
        </Question>
      </div>
    </section>
  );
}

interface ConfirmationProps {
  claim: string;
  isAsked: boolean;
  refused: string | null;
}

/** A code that is mailed to the address that a board has, or an operator who looks. */
function Confirmation({ claim, isAsked, refused }: ConfirmationProps) {
  const [sentBy, setSentBy] = useState<string | null>(null);
  const [operator, setOperator] = useState(isAsked);
  const [code, setCode] = useState("");
  const [told, setTold] = useState("");
  const [problem, setProblem] = useState<unknown>(null);
  const field = useRef<HTMLInputElement>(null);
  const params = { path: { claim_id: claim } };
  useEffect(() => {
    if (sentBy) field.current?.focus();
  }, [sentBy]);

  async function ask() {
    setTold("");
    setProblem(null);
    try {
      const { data, error } = await client.POST("/v1/me/claims/{claim_id}/code", { params });
      if (!data) setTold(error ? `${error.title} ${error.detail}` : "");
      else if (data.by === "mail") setSentBy(data.name);
      else setOperator(true);
    } catch (error) {
      setProblem(error);
    }
  }

  async function confirm(event: Event) {
    event.preventDefault();
    setTold("");
    setProblem(null);
    try {
      const { data, error } = await client.POST("/v1/me/claims/{claim_id}/confirm", { params, body: { code } });
      if (data) location.reload();
      else setTold(error ? `${error.title} ${error.detail}` : "");
    } catch (error) {
      setProblem(error);
    }
  }

  return (
    <>
      {refused !== null && <p>An operator looked and did not confirm it: {refused}</p>}
      {operator && refused === null && (
        <p role="status">No roster has an address of yours. An operator was asked to look, and may write to you.</p>
      )}
      {sentBy ? (
        <form class="claim" onSubmit={(event) => void confirm(event)}>
          <p role="status">A code was mailed to the address that {sentBy} has of you. It counts for 15 minutes.</p>
          <label class="value">
            <span>Code of six digits</span>
            <input
              ref={field}
              class="usa-input"
              inputMode="numeric"
              autocomplete="one-time-code"
              pattern="\s*[0-9]{6}\s*"
              required
              value={code}
              onInput={(event) => setCode(event.currentTarget.value)}
            />
          </label>
          <p class="row">
            <button class="usa-button">Confirm</button>
            <button type="button" class="usa-button usa-button--unstyled" onClick={() => void ask()}>
              Mail another code
            </button>
          </p>
        </form>
      ) : (
        !operator && (
          <p>
            <button type="button" class="usa-button usa-button--outline" onClick={() => void ask()}>
              Confirm by a code
            </button>
          </p>
        )
      )}
      {told && <p role="alert">{told}</p>}
      {problem !== null && <Problem problem={problem} subject="Your account" />}
    </>
  );
}
