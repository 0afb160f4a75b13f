import { useEffect, useRef, useState } from "preact/hooks";
import { today } from "../wording";
import { client, type OwnCredit } from "./calls";
import { useDraft } from "../forms/drafts";
import { Field, faulty, Form, Labelled, useForm, type Told } from "../forms/Form";
import { faultsOf, type Refusal } from "../forms/faults";
import { fileText, keepFile, LARGEST_FILE } from "./ownFiles";

const KINDS = ["AMA PRA Category 1", "AMA PRA Category 2", "Other"] as const;
const TOO_LARGE = {
  title: "The file is too large.",
  detail: `file: It has more than ${LARGEST_FILE / 1_000_000} MB. Scan it more coarsely, or only the page that counts.`,
};

const NOT_PUT = {
  title: "The file wasn’t sent.",
  detail: "file: It couldn’t be sent. Check your connection, choose it again and save.",
};

interface Props {
  account: string;
  /** The credit that is changed; none if a new one is entered. */
  credit: OwnCredit | null;
  /** Why its file wasn't kept, though the credit was. */
  trouble: Refusal | null;
  done: (credit: OwnCredit, trouble: Refusal | null) => void;
  /** Leaves the credit as it is. */
  leave: () => void;
}

/** Where somebody enters or changes a credit of their own; what was typed is kept until it is sent, a file isn't. */
export function OwnForm({ account, credit, trouble, done, leave }: Props) {
  const [file, setFile] = useState<File | null>(null);
  const [share, setShare] = useState<number | null>(null);
  const isTooLarge = (file?.size ?? 0) > LARGEST_FILE;
  const draft = useDraft(account, `own.${credit?.own_credit ?? "new"}`, valuesOf(credit));
  const form = useForm(draft, save, ({ saved, why }) => done(saved, why));

  async function save(values: ReturnType<typeof valuesOf>): Promise<Told<{ saved: OwnCredit; why: Refusal | null }>> {
    if (isTooLarge) return { error: TOO_LARGE };
    const body = { ...values, amount: Number(values.amount) };
    const { data: saved, error } = credit
      ? await client.PUT("/v1/me/own-credits/{own_credit}", { params: { path: credit }, body })
      : await client.POST("/v1/me/own-credits", { body });
    if (!saved) return { error };
    if (!file) return { data: { saved, why: null } };
    try {
      const kept = await keepFile(saved.own_credit, file, setShare);
      return { data: { saved: kept.data ?? saved, why: kept.error ?? null } };
    } catch {
      return { data: { saved, why: NOT_PUT } };
    } finally {
      setShare(null);
    }
  }

  function forgetAndLeave() {
    const [, , forget] = draft;
    forget();
    leave();
  }

  const { byField, rest } = faultsOf(isTooLarge ? TOO_LARGE : trouble, ["file"]);
  return (
    <Form form={form} button={credit ? "Save the credit" : "Enter the credit"} beside={["file"]}>
      <Field form={form} name="title" label="Title" required maxLength={200} />
      <Field
        form={form}
        name="completed_on"
        label="The day on which you completed it"
        type="date"
        min="1950-01-01"
        max={today()}
        required
      />
      <Field
        form={form}
        name="amount"
        label="Credits, in steps of 0.25"
        type="number"
        inputMode="decimal"
        min="0.25"
        max="1000"
        step="0.25"
        required
      />
      <Field form={form} name="kind" label="Kind of credit">
        {KINDS.map((kind) => (
          <option key={kind}>{kind}</option>
        ))}
      </Field>
      <Field form={form} name="words" label="Anything to remember (optional)" rows={3} maxLength={500} />
      <FileField had={credit?.file ?? null} fault={byField["file"] ?? rest} choose={setFile} />
      {share !== null && (
        <p role="status">
          <progress value={share} aria-label="How much of the file is sent" /> Sending the file …
        </p>
      )}
      {credit && (
        <p>
          <button type="button" class="usa-button usa-button--unstyled" onClick={forgetAndLeave}>
            Leave it as it is
          </button>
        </p>
      )}
    </Form>
  );
}

interface FileFieldProps {
  had: OwnCredit["file"];
  fault: string;
  choose: (file: File | null) => void;
}

function FileField({ had, fault, choose }: FileFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (fault) input.current?.focus();
  }, [fault]);
  return (
    <>
      <Labelled name="file" label="Its certificate: a PDF, PNG or JPEG of at most 5 MB (optional)" fault={fault}>
        <input
          ref={input}
          class="usa-input"
          name="file"
          type="file"
          accept=".pdf,.png,.jpg,.jpeg"
          onChange={(event) => choose(event.currentTarget.files?.[0] ?? null)}
          {...faulty("file", fault)}
        />
      </Labelled>
      {had && <p>There is a file ({fileText(had)}). Another one takes its place.</p>}
    </>
  );
}

function valuesOf(credit: OwnCredit | null) {
  const { title = "", completed_on = "", kind = KINDS[0], words = "" } = credit ?? {};
  return { title, completed_on, amount: credit ? String(credit.amount) : "", kind, words };
}
