import { useEffect, useRef, useState } from "preact/hooks";
import { Problem } from "../Problem";
import states from "../states.json";
import { client, type BoardCycles, type GivenNeed, type Need } from "./calls";
import { useDraft } from "./drafts";
import { cycleText, faultsByField } from "./needWords";

interface Props {
  account: string;
  boards: readonly BoardCycles[];
  /** The board that is probably meant. */
  board: string;
  /** The need that is changed; null if one is added. */
  need: Need | null;
  saved: () => void;
}

const FIELDS = ["authority", "starts", "ends", "amount", "of"] as const;
type Field = (typeof FIELDS)[number];

/** Where somebody says what a board or a state asks; what was typed is kept until it is sent. */
export function NeedForm({ account, boards, board, need, saved }: Props) {
  const blank = {
    authority: need ? (need.authority ?? "") : board,
    starts: need?.starts ?? "",
    ends: need?.ends ?? "",
    amount: need?.amount?.toString() ?? "",
    of: need?.of ?? "",
  };
  const [typed, change, forget] = useDraft(account, `need.${need?.need ?? ""}`, blank);
  const [isSending, setSending] = useState(false);
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<unknown>(null);
  const form = useRef<HTMLFormElement>(null);
  const chosen = boards.find(({ board }) => board === typed.authority);
  const key = need?.need ?? "new";
  useEffect(() => {
    if (need) form.current?.querySelector("select")?.focus();
  }, []);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [faults]);

  async function send() {
    setProblem(null);
    const amount = typed.amount.trim() === "" ? null : Number(typed.amount);
    if (Number.isNaN(amount)) {
      setFaults({ amount: `“${typed.amount}” is no number; give one such as 50 or 12.5.` });
      return;
    }
    setSending(true);
    const body: GivenNeed = { ...typed, authority: typed.authority || null, amount, of: typed.of.trim() || null };
    try {
      const { error } = need
        ? await client.PUT("/v1/me/needs/{need}", { params: { path: { need: need.need } }, body })
        : await client.POST("/v1/me/needs", { body });
      if (!error) {
        forget();
        saved();
        return;
      }
      setFaults(
        error.code === "REQUEST_INVALID"
          ? faultsByField(error.detail, FIELDS)
          : { "": `${error.title} ${error.detail}` },
      );
    } catch (failure) {
      setProblem(failure);
    }
    setSending(false);
  }

  function field(name: Field) {
    return {
      name,
      value: typed[name],
      "aria-invalid": Boolean(faults[name]),
      "aria-describedby": faults[name] ? `fault-${key}-${name}` : undefined,
      onInput: (event: Event) => change({ ...typed, [name]: (event.currentTarget as HTMLInputElement).value }),
    };
  }

  function fault(name: Field) {
    return (
      faults[name] && (
        <span id={`fault-${key}-${name}`} class="need__fault">
          {faults[name]}
        </span>
      )
    );
  }

  return (
    <form
      ref={form}
      class="claim"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <label class="value">
        <span>Who asks for it</span>
        <select
          class="usa-select"
          {...field("authority")}
          onInput={(event) => change({ ...typed, authority: event.currentTarget.value, of: "" })}
        >
          <option value="">Nobody in particular</option>
          <optgroup label="Boards, for MOC points">
            {boards.map(({ board, name }) => (
              <option key={board} value={board}>
                {name}
              </option>
            ))}
          </optgroup>
          <optgroup label="States, for AMA PRA Category 1 credits">
            {states.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </optgroup>
        </select>
        {fault("authority")}
      </label>
      <div class="filters__days">
        <label class="value">
          <span>First day of the cycle</span>
          <input class="usa-input" type="date" {...field("starts")} />
          {fault("starts")}
        </label>
        <label class="value">
          <span>Last day of the cycle</span>
          <input class="usa-input" type="date" {...field("ends")} />
          {fault("ends")}
        </label>
      </div>
      <label class="value">
        <span>{chosen ? "How many points" : "How many AMA PRA Category 1 credits"}</span>
        {chosen && chosen.cycles.length > 0 && (
          <span class="need__hint">
            Leave it empty for what the board asks: {chosen.cycles.map(cycleText).join("; ")}.
          </span>
        )}
        <input class="usa-input" inputMode="decimal" {...field("amount")} />
        {fault("amount")}
      </label>
      <label class="value">
        <span>{chosen ? "Of which credit type" : "About which topic (optional), as providers name it"}</span>
        {chosen ? (
          <select class="usa-select" {...field("of")}>
            <option value="">All together</option>
            {chosen.credit_types.map((type) => (
              <option key={type}>{type}</option>
            ))}
          </select>
        ) : (
          <input class="usa-input" maxLength={100} {...field("of")} />
        )}
        {fault("of")}
      </label>
      {faults[""] && (
        <p class="notice notice--alarm" role="alert">
          {faults[""]}
        </p>
      )}
      {problem !== null && <Problem problem={problem} subject="Your account" />}
      <p>
        <button type="submit" class="usa-button" disabled={isSending}>
          {need ? "Save the change" : "Add the need"}
        </button>
      </p>
    </form>
  );
}
