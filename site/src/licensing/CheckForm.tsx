import { useState } from "preact/hooks";
import { Field, Form, Labelled, faulty, useForm } from "../forms/Form";
import { today } from "../wording";
import { addressOf } from "./address";
import { checkLicensees, type CheckView, type StateView } from "./calls";
import { FILE_LIMIT, base64Of, checkOf, type Asking } from "./checkAsking";

/** Asks for a check of many licensees. */
export function CheckForm({ about }: { about: StateView }) {
  const [values, change] = useState<Asking>(() => ({ ...EMPTY, seed: newSeed(), on: today(), until: today() }));
  const [file, setFile] = useState<File | null>(null);
  const tooLarge = file && file.size > FILE_LIMIT ? "The file has more than 4 MB. Check it in parts." : undefined;
  const form = useForm<Asking, CheckView>(
    [values, change, () => undefined],
    async (chosen) => {
      const content = chosen.of === "file" && file ? await base64Of(file) : null;
      return checkLicensees(about.state, checkOf(chosen, content));
    },
    ({ check_id }) => location.assign(addressOf("checks", about.state, { check: check_id })),
  );
  return (
    <Form form={form} button="Check them" beside={["file"]}>
      <Field form={form} name="of" label="Whom to check">
        <option value="typed">Licence numbers that I type or paste</option>
        <option value="file">A list in a file</option>
        <option value="roster">The whole roster</option>
        <option value="sample">A sample of the roster, drawn by lot</option>
      </Field>
      {values.of === "typed" && (
        <Field form={form} name="numbers" label="Licence numbers, one on a line" rows={6} required />
      )}
      {values.of === "file" && (
        <Labelled
          name="file"
          label="Workbook (.xlsx) or CSV"
          hint="With a column Licence Number, or with one column alone."
          fault={tooLarge}
        >
          <input
            class="usa-file-input"
            type="file"
            required
            accept=".xlsx,.csv,.tsv,.txt"
            onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)}
            {...faulty("file", tooLarge, "hint")}
          />
        </Labelled>
      )}
      {values.of === "sample" && (
        <>
          <Field form={form} name="by" label="How many">
            <option value="size">A number of licensees</option>
            <option value="percent">A percentage of the roster</option>
          </Field>
          <Field
            form={form}
            name="amount"
            label={values.by === "size" ? "Licensees" : "Percent"}
            type="number"
            min={values.by === "size" ? 1 : 0.01}
            max={values.by === "size" ? undefined : 100}
            step={values.by === "size" ? 1 : "any"}
            required
          />
          <Field form={form} name="seed" label="Seed" maxLength={100} required />
          <p class="console__hint">The same seed draws the same licensees from the same roster.</p>
        </>
      )}
      <Field form={form} name="days" label="Which days">
        <option value="cycle">Each licensee’s cycle on a day</option>
        <option value="span">Days that I choose, the same for all</option>
      </Field>
      {values.days === "cycle" && <Field form={form} name="on" label="The cycle of" type="date" required />}
      {values.days === "span" && (
        <>
          <Field form={form} name="since" label="From" type="date" required />
          <Field form={form} name="until" label="To" type="date" required />
        </>
      )}
      {about.boards.length > 1 && (
        <Field form={form} name="degree" label="Of licensees whose degree the roster doesn’t tell">
          <option value="">Judge them by the medical board, and say so</option>
          <option value="MD">All are MD</option>
          <option value="DO">All are DO</option>
        </Field>
      )}
    </Form>
  );
}

const EMPTY: Asking = {
  of: "typed",
  numbers: "",
  seed: "",
  by: "size",
  amount: "50",
  days: "cycle",
  on: "",
  since: "",
  until: "",
  degree: "",
};

function newSeed(): string {
  return [...crypto.getRandomValues(new Uint8Array(6))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
