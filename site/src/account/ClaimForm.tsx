import { BOARDS } from "../boards";
import states from "../states.json";
import { client } from "./calls";
import { useDraft } from "../forms/drafts";
import { Field, Form, useForm } from "../forms/Form";
import type { SectionProps } from "./sections";

const BLANK = { given_name: "", family_name: "", birth_month_day: "", authority: "NPI", number: "" };
const TYPED = { required: true, maxLength: 100 };

/** Where somebody proves to be a physician; what was typed is kept until it is sent. */
export function ClaimForm({ me }: SectionProps) {
  const draft = useDraft(me.account, "claim", BLANK);
  const form = useForm(
    draft,
    (body) => client.POST("/v1/me/claims", { body }),
    () => location.reload(),
  );
  return (
    <Form form={form} button="Show my credits">
      <Field form={form} name="given_name" label="Given name" autocomplete="given-name" {...TYPED} />
      <Field form={form} name="family_name" label="Family name" autocomplete="family-name" {...TYPED} />
      <Field form={form} name="birth_month_day" label="Birth month and day, such as 02-29" {...TYPED} />
      <Field form={form} name="authority" label="Whose number you give">
        <option value="NPI">NPI</option>
        <Choices label="Board ID" of={BOARDS} />
        <Choices label="State licence" of={states} />
      </Field>
      <Field form={form} name="number" label="The number" {...TYPED} />
    </Form>
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
