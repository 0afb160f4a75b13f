import { useEffect, useRef } from "preact/hooks";
import states from "../states.json";
import { client, type BoardCycles, type Need } from "./calls";
import { useDraft } from "../forms/drafts";
import { Field, Form, useForm } from "../forms/Form";
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
  const draft = useDraft(account, `need.${need?.need ?? "new"}`, valuesOf(need, board));
  const form = useForm(draft, save, saved);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (need) place.current?.querySelector("select")?.focus();
  }, []);
  const chosen = boards.find(({ board }) => board === form.values.authority);

  async function save({ authority, starts, ends, amount: typed, of }: ReturnType<typeof valuesOf>) {
    const amount = typed.trim() === "" ? null : Number(typed);
    if (Number.isNaN(amount)) return { error: { title: "", detail: `amount: “${typed}” is no number` } };
    const body = { authority: authority || null, starts, ends, amount, of: of.trim() || null };
    return need
      ? client.PUT("/v1/me/needs/{need}", { params: { path: { need: need.need } }, body })
      : client.POST("/v1/me/needs", { body });
  }

  return (
    <div ref={place}>
      <Form form={form} button={need ? "Save the change" : "Add the need"}>
        <Field
          form={form}
          name="authority"
          label="Who asks for it"
          onInput={({ currentTarget: { value } }) => form.change({ ...form.values, authority: value, of: "" })}
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
        </Field>
        <div class="filters__days">
          <Field form={form} name="starts" label="First day of the cycle" type="date" />
          <Field form={form} name="ends" label="Last day of the cycle" type="date" />
        </div>
        <Field
          form={form}
          name="amount"
          label={chosen ? <Points of={chosen} /> : <Credits isOfState={form.values.authority !== ""} />}
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

function Credits({ isOfState }: { isOfState: boolean }) {
  if (!isOfState) return <>How many AMA PRA Category 1 credits</>;
  return <>How many AMA PRA Category 1 credits. Leave it empty for what the state asks, where that is known.</>;
}

function Points({ of: { cycles } }: { of: BoardCycles }) {
  if (cycles.length === 0) return <>How many points</>;
  return <>How many points. Leave it empty for what the board asks: {cycles.map(cycleText).join("; ")}.</>;
}

function valuesOf(need: Need | null, board: string) {
  const { starts = "", ends = "", amount = null, of = null } = need ?? {};
  return {
    authority: need ? (need.authority ?? "") : board,
    starts,
    ends,
    amount: amount?.toString() ?? "",
    of: of ?? "",
  };
}
