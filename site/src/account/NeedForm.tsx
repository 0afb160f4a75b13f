import { useEffect, useRef } from "preact/hooks";
import states from "../states.json";
import { client, type BoardCycles, type Need } from "./calls";
import { useDraft } from "./drafts";
import { Field, Form, useForm } from "./Form";
import { cycleText } from "./needWords";

interface Props {
  account: string;
  boards: readonly BoardCycles[];
  /** The board that is probably meant. */
  board: string;
  /** The need that is changed; null if one is added. */
  need: Need | null;
  saved: () => void;
}

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
  const form = useForm([typed, changeAll, forget], send, saved);
  const shown = useRef<HTMLDivElement>(null);
  const chosen = boards.find(({ board }) => board === typed.authority);
  useEffect(() => {
    if (need) shown.current?.querySelector("select")?.focus();
  }, []);

  /** What is asked of one board is no credit type of another. */
  function changeAll(changed: typeof typed) {
    change(changed.authority === typed.authority ? changed : { ...changed, of: "" });
  }

  function send() {
    const amount = typed.amount.trim() === "" ? null : Number(typed.amount);
    if (Number.isNaN(amount)) {
      const detail = `amount: “${typed.amount}” is no number; give one such as 50 or 12.5.`;
      return Promise.resolve({ error: { title: "Nothing was saved.", detail } });
    }
    const body = { ...typed, authority: typed.authority || null, amount, of: typed.of.trim() || null };
    return need
      ? client.PUT("/v1/me/needs/{need}", { params: { path: { need: need.need } }, body })
      : client.POST("/v1/me/needs", { body });
  }

  const hint = chosen && chosen.cycles.length > 0 && (
    <>Leave it empty for what the board asks: {chosen.cycles.map(cycleText).join("; ")}.</>
  );
  return (
    <div ref={shown}>
      <Form form={form} button={need ? "Save the change" : "Add the need"}>
        <Field form={form} name="authority" label="Who asks for it">
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
        </Field>
        <div class="filters__days">
          <Field form={form} name="starts" label="First day of the cycle" type="date" />
          <Field form={form} name="ends" label="Last day of the cycle" type="date" />
        </div>
        <Field
          form={form}
          name="amount"
          label={chosen ? "How many points" : "How many AMA PRA Category 1 credits"}
          hint={hint}
          inputMode="decimal"
        />
        {chosen ? (
          <Field form={form} name="of" label="Of which credit type">
            <option value="">All together</option>
            {chosen.credit_types.map((type) => (
              <option key={type}>{type}</option>
            ))}
          </Field>
        ) : (
          <Field form={form} name="of" label="About which topic (optional), as providers name it" maxLength={100} />
        )}
      </Form>
    </div>
  );
}
