import { today } from "../wording";
import { client, type MissingCredit } from "./calls";
import { useDraft } from "../forms/drafts";
import { Field, Form, useForm } from "../forms/Form";

interface Props {
  account: string;
  activity: string;
  asked: (request: MissingCredit) => void;
}

const LONGEST_WORDS = 500;

/** Where somebody asks for a credit; what was typed is kept until it is sent. */
export function MissingForm({ account, activity, asked }: Props) {
  const draft = useDraft(account, `missing.${activity}`, { activity_id: activity, completed_on: "", words: "" });
  const form = useForm(
    draft,
    (typed) => client.POST("/v1/me/missing-credits", { body: { ...typed, activity_id: typed.activity_id.trim() } }),
    asked,
  );
  return (
    <Form form={form} button="Ask the provider">
      <Field
        form={form}
        name="activity_id"
        label={
          <>
            The activity’s ID of nine digits, as the <a href="/">search</a> shows it
          </>
        }
        inputMode="numeric"
        pattern="\s*[0-9]{9}\s*"
        title="Nine digits"
        required
      />
      <Field
        form={form}
        name="completed_on"
        label="The day on which you completed it, as on your certificate"
        type="date"
        max={today()}
        required
      />
      <Field
        form={form}
        name="words"
        label="What the provider should know, such as a certificate’s number (optional)"
        rows={3}
        maxLength={LONGEST_WORDS}
      />
      <p>
        The provider gets your name, the board IDs, licences and NPI that it needs to report you, and what you type
        here.
      </p>
    </Form>
  );
}
