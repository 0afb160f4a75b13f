import { useState } from "preact/hooks";
import { BOARDS } from "../boards";
import { Problem } from "../Problem";
import { client } from "./calls";
import { useDraft } from "./drafts";
import type { SectionProps } from "./sections";

const BLANK = { given_name: "", family_name: "", month: "", day: "", kind: "board", board: "", state: "", number: "" };
type Fields = typeof BLANK;
const MONTHS = Array.from({ length: 12 }, (_, month) =>
  new Date(2000, month).toLocaleDateString("en-US", { month: "long" }),
);
const NUMBER: Readonly<Record<string, string>> = {
  board: "Your ID at this board",
  state: "Your licence number",
  npi: "Your NPI",
};

/** Somebody says who they are. Every refusal reads the same. */
export function ClaimForm({ me }: SectionProps) {
  const [fields, change, forget] = useDraft<Fields>(me.account, "claim", BLANK);
  const [isSending, setSending] = useState(false);
  const [told, setTold] = useState<{ title: string; detail: string } | null>(null);
  const [problem, setProblem] = useState<unknown>(null);

  function text(name: keyof Fields, label: string, rest: Record<string, string | number> = {}) {
    return (
      <label>
        <span>{label}</span>
        <input
          class="usa-input"
          required
          maxLength={100}
          value={fields[name]}
          onInput={(event) => change({ ...fields, [name]: event.currentTarget.value })}
          {...rest}
        />
      </label>
    );
  }

  function choice(name: keyof Fields, label: string, options: readonly (readonly [string, string])[]) {
    return (
      <label>
        <span>{label}</span>
        <select
          class="usa-select"
          required
          value={fields[name]}
          onChange={(event) => change({ ...fields, [name]: event.currentTarget.value })}
        >
          {options.map(([value, shown]) => (
            <option key={value} value={value}>
              {shown}
            </option>
          ))}
        </select>
      </label>
    );
  }

  async function send(event: Event) {
    event.preventDefault();
    setSending(true);
    setTold(null);
    setProblem(null);
    try {
      const { data, error } = await client.POST("/v1/me/claims", { body: proof(fields) });
      if (data) {
        forget();
        location.reload();
        return;
      }
      setTold(error ?? null);
    } catch (error) {
      setProblem(error);
    }
    setSending(false);
  }

  return (
    <form class="account__form" onSubmit={(event) => void send(event)}>
      {text("given_name", "First name", { autocomplete: "given-name" })}
      {text("family_name", "Last name", { autocomplete: "family-name" })}
      <fieldset>
        <legend>Birth month and day</legend>
        {choice("month", "Month", [["", ""], ...MONTHS.map((name, at) => [String(at + 1), name] as const)])}
        {text("day", "Day", { type: "number", min: 1, max: 31, inputMode: "numeric" })}
      </fieldset>
      {choice("kind", "Which number do you have at hand?", [
        ["board", "An ID of a certifying board"],
        ["state", "A state licence"],
        ["npi", "The NPI"],
      ])}
      {fields.kind === "board" &&
        choice("board", "Board", [["", ""], ...BOARDS.map(({ code, name }) => [code, name] as const)])}
      {fields.kind === "state" && text("state", "State, in letters or in full")}
      {text("number", NUMBER[fields.kind] ?? "Number", { autocomplete: "off" })}
      {told && (
        <div class="notice notice--alarm" role="alert">
          <h3>{told.title}</h3>
          <p>{told.detail}</p>
        </div>
      )}
      {problem !== null && <Problem problem={problem} subject="Your account" />}
      <p>
        <button class="usa-button" disabled={isSending}>
          Find me
        </button>
      </p>
    </form>
  );
}

function proof({ given_name, family_name, month, day, kind, board, state, number }: Fields) {
  const authority = kind === "npi" ? "NPI" : kind === "state" ? state : board;
  const birth_month_day = `${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return { given_name, family_name, birth_month_day, authority, number };
}
