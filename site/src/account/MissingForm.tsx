import { useState } from "preact/hooks";
import { Problem } from "../Problem";
import { today } from "../wording";
import { client, type MissingCredit } from "./calls";
import { useDraft } from "./drafts";

interface Props {
  account: string;
  activity: string;
  asked: (request: MissingCredit) => void;
}

const LONGEST_WORDS = 500;

/** Where somebody asks for a credit; what was typed is kept until it is sent. */
export function MissingForm({ account, activity, asked }: Props) {
  const blank = { activity_id: activity, completed_on: "", words: "" };
  const [request, change, forget] = useDraft(account, `missing.${activity}`, blank);
  const [isSending, setSending] = useState(false);
  const [refusal, setRefusal] = useState<{ title: string; detail: string } | null>(null);
  const [problem, setProblem] = useState<unknown>(null);

  async function send() {
    setSending(true);
    setRefusal(null);
    setProblem(null);
    try {
      const { data, error } = await client.POST("/v1/me/missing-credits", { body: request });
      if (data) {
        forget();
        asked(data);
      } else setRefusal(error);
    } catch (failure) {
      setProblem(failure);
    }
    setSending(false);
  }

  return (
    <form
      class="claim"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <label class="value">
        <span>
          The activity’s ID of nine digits, as the <a href="/">search</a> shows it
        </span>
        <input
          class="usa-input"
          name="activity_id"
          inputMode="numeric"
          pattern="[0-9]{9}"
          title="Nine digits"
          required
          value={request.activity_id}
          onInput={(event) => change({ ...request, activity_id: event.currentTarget.value.trim() })}
        />
      </label>
      <label class="value">
        <span>The day on which you completed it, as on your certificate</span>
        <input
          class="usa-input"
          name="completed_on"
          type="date"
          max={today()}
          required
          value={request.completed_on}
          onInput={(event) => change({ ...request, completed_on: event.currentTarget.value })}
        />
      </label>
      <label class="value">
        <span>What the provider should know, such as a certificate’s number (optional)</span>
        <textarea
          class="usa-textarea"
          name="words"
          rows={3}
          maxLength={LONGEST_WORDS}
          value={request.words}
          onInput={(event) => change({ ...request, words: event.currentTarget.value })}
        />
      </label>
      <p>
        The provider gets your name, the board IDs, licences and NPI that it needs to report you, and what you type
        here.
      </p>
      {refusal && (
        <div class="notice notice--alarm" role="alert">
          <p>
            <strong>{refusal.title}</strong>
          </p>
          <p>{refusal.detail}</p>
        </div>
      )}
      {problem !== null && <Problem problem={problem} subject="Your account" />}
      <p>
        <button type="submit" class="usa-button" disabled={isSending}>
          Ask the provider
        </button>
      </p>
    </form>
  );
}
