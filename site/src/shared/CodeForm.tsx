import { useEffect, useRef, useState } from "preact/hooks";
import { client, type Proof, type Refusal } from "./calls";
import { Refused } from "./Refused";

const FAULT: Refusal = {
  code: "",
  title: "No code could be asked for.",
  detail: "Look whether you are online, and try again in a minute.",
};

interface Props {
  proof: Proof;
  refusal: Refusal;
  ticketed: (ticket: string) => void;
  read: (code: string) => Promise<void>;
}

/** Has a code mailed to the address that the physician gave, and takes it; to whom it goes isn't known here. */
export function CodeForm({ proof, refusal, ticketed, read }: Props) {
  const [code, setCode] = useState("");
  const [unasked, setUnasked] = useState<Refusal | null>(null);
  const [isAsking, setAsking] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const { token, passcode, ticket } = proof;
  useEffect(() => field.current?.focus(), [ticket, refusal]);

  async function ask() {
    setAsking(true);
    setUnasked(null);
    try {
      const { data, error } = await client.POST("/v1/shares/code", {
        body: { token, ...(passcode && { passcode }) },
      });
      if (data) {
        ticketed(data.ticket);
        setCode("");
      } else setUnasked(error ?? FAULT);
    } catch {
      setUnasked(FAULT);
    }
    setAsking(false);
  }

  const button = (
    <button
      type="button"
      class={ticket ? "usa-button usa-button--unstyled" : "usa-button"}
      disabled={isAsking}
      onClick={() => void ask()}
    >
      {ticket ? "Mail another code" : "Mail me a code"}
    </button>
  );
  if (!ticket) {
    return (
      <div class="claim">
        <p>
          <strong>{refusal.title}</strong>
        </p>
        <p>Have a code mailed to the address that the physician gave.</p>
        {unasked && <Refused {...unasked} />}
        <p>{button}</p>
      </div>
    );
  }
  return (
    <form
      class="claim"
      onSubmit={(event) => {
        event.preventDefault();
        void read(code);
      }}
    >
      <p role="status">
        A code is on its way to the address that the physician gave. It counts for 15 minutes, on this page alone; then
        you read for half an hour.
      </p>
      <label class="value">
        <span>Code of eight digits</span>
        <input
          ref={field}
          class="usa-input"
          inputMode="numeric"
          autocomplete="one-time-code"
          maxLength={20}
          required
          value={code}
          onInput={({ currentTarget }) => setCode(currentTarget.value)}
        />
      </label>
      {unasked ? <Refused {...unasked} /> : refusal.code === "CODE_WRONG" && <Refused {...refusal} />}
      <p>
        <button type="submit" class="usa-button">
          Read the transcript
        </button>
      </p>
      <p>{button}</p>
    </form>
  );
}
