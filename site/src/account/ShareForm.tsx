import { today } from "../wording";
import { client, type Need, type NewShare } from "./calls";
import { useDraft } from "../forms/drafts";
import { Field, Form, useForm } from "../forms/Form";
import { choiceText, daysOf, firstChoice, type TranscriptChoice } from "./transcriptChoice";

const BLANK = { reader: "", lets: "anybody", email: "", kind: "current", ends: "days", days: "30", passcode: "" };

interface Props {
  account: string;
  needs: readonly Need[];
  shared: (share: NewShare) => void;
}

/** Whom the chosen transcript is shared with, how they get in, and for how long. */
export function ShareForm({ account, needs, shared }: Props) {
  const [choice] = useDraft<TranscriptChoice>(account, "transcript", firstChoice(today()));
  const form = useForm(useDraft(account, "share", BLANK), send, shared);
  const { isForOne, mayStand, stands } = meaningOf(form.values);

  async function send(values: typeof BLANK) {
    const { reader, email, days, passcode, kind } = values;
    const { isForOne, stands } = meaningOf(values);
    const { boards, states, kinds, pending, own } = choice;
    return client.POST("/v1/me/shares", {
      body: {
        reader,
        days: stands ? null : Number(days),
        is_fixed: kind === "fixed",
        ...(isForOne && { email }),
        ...(passcode && { passcode }),
        choice: {
          ...daysOf(choice, needs),
          boards: [...boards],
          states: [...states],
          kinds: [...kinds],
          pending,
          own,
        },
      },
    });
  }

  return (
    <Form form={form} button="Make a link">
      <p>
        It tells {choiceText(choice, needs)}. <a href="/account/transcript">Choose something else</a>
      </p>
      <Field form={form} name="reader" label="Who is to read it" maxLength={100} />
      <Field form={form} name="lets" label="Who gets in">
        <option value="anybody">Whoever has the link</option>
        <option value="one">One reader, with a code by e-mail</option>
      </Field>
      {isForOne && (
        <Field
          form={form}
          name="email"
          label="E-mail address of the reader, to which the codes go"
          type="email"
          autocomplete="off"
          required
          maxLength={254}
        />
      )}
      <Field form={form} name="kind" label="What they read">
        <option value="current">What is so when they read it</option>
        <option value="fixed">What is so now, unchanged</option>
      </Field>
      {mayStand && (
        <Field form={form} name="ends" label="For how long">
          <option value="days">For some days</option>
          <option value="revoked">Until I end it</option>
        </Field>
      )}
      {!stands && <Field form={form} name="days" label="For how many days, at most 365" inputMode="numeric" />}
      <Field
        form={form}
        name="passcode"
        label="Passcode of at least 8 characters (optional). Tell it in another way than the link."
        autocomplete="off"
        maxLength={100}
      />
    </Form>
  );
}

/** What the choices come to: only one for one reader, as of now, can stand until it is ended. */
function meaningOf({ lets, kind, ends }: typeof BLANK) {
  const isForOne = lets === "one";
  const mayStand = isForOne && kind === "current";
  return { isForOne, mayStand, stands: mayStand && ends === "revoked" };
}
