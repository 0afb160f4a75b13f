import { useState } from "preact/hooks";
import { BOARDS } from "../boards";
import { Problem } from "../Problem";
import states from "../states.json";
import { client } from "./calls";
import { useDraft } from "./drafts";
import type { SectionProps } from "./sections";

const BLANK = { given_name: "", family_name: "", birth_month_day: "", authority: "NPI", number: "" };

/** Where somebody proves to be a physician; what was typed is kept until it is sent. */
export function ClaimForm({ me }: SectionProps) {
  const [proof, change, forget] = useDraft(me.account, "claim", BLANK);
  const [isSending, setSending] = useState(false);
  const [refusal, setRefusal] = useState<{ title: string; detail: string } | null>(null);
  const [problem, setProblem] = useState<unknown>(null);

  async function send() {
    setSending(true);
    setRefusal(null);
    setProblem(null);
    try {
      const { data, error } = await client.POST("/v1/me/claims", { body: proof });
      if (data) {
        forget();
        location.reload();
        return;
      }
      setRefusal(error);
    } catch (failure) {
      setProblem(failure);
    }
    setSending(false);
  }

  function field(name: "given_name" | "family_name" | "birth_month_day" | "number") {
    return {
      class: "usa-input",
      name,
      required: true,
      maxLength: 100,
      value: proof[name],
      onInput: (event: Event) => change({ ...proof, [name]: (event.currentTarget as HTMLInputElement).value }),
    };
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
        <span>Given name</span>
        <input autocomplete="given-name" {...field("given_name")} />
      </label>
      <label class="value">
        <span>Family name</span>
        <input autocomplete="family-name" {...field("family_name")} />
      </label>
      <label class="value">
        <span>Birth month and day, such as 02-29</span>
        <input {...field("birth_month_day")} />
      </label>
      <label class="value">
        <span>Whose number you give</span>
        <select
          class="usa-select"
          name="authority"
          value={proof.authority}
          onChange={(event) => change({ ...proof, authority: event.currentTarget.value })}
        >
          <option value="NPI">NPI</option>
          <Choices label="Board ID" of={BOARDS} />
          <Choices label="State licence" of={states} />
        </select>
      </label>
      <label class="value">
        <span>The number</span>
        <input {...field("number")} />
      </label>
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
          Show my credits
        </button>
      </p>
    </form>
  );
}

function Choices({ label, of }: { label: string; of: readonly { code: string; name: string }[] }) {
  return (
    <optgroup label={label}>
      {of.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </optgroup>
  );
}
