/** What the account's forms have in common: fields with what is wrong at them, and what came of sending. */

import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Problem } from "../Problem";
import { faultsOf, type Refusal } from "./faults";

type Draft<Values> = [Values, (changed: Values) => void, () => void];

/** What the API answers: a document, or why there is none. */
export interface Told<Data> {
  data?: Data | undefined;
  error?: Refusal | undefined;
}

export interface FormState<Values> {
  values: Values;
  change: (changed: Values) => void;
  isSending: boolean;
  refusal: Refusal | null;
  problem: unknown;
  send: () => Promise<void>;
}

/** Keep what is typed as a draft, send it, and forget it once it is taken. */
export function useForm<Values, Data>(
  [values, change, forget]: Draft<Values>,
  ask: (values: Values) => Promise<Told<Data>>,
  done: (told: Data) => void,
): FormState<Values> {
  const [isSending, setSending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [problem, setProblem] = useState<unknown>(null);

  async function send() {
    setSending(true);
    setRefusal(null);
    setProblem(null);
    try {
      const { data, error } = await ask(values);
      if (data) {
        forget();
        done(data);
      } else setRefusal(error ?? null);
    } catch (failure) {
      setProblem(failure);
    }
    setSending(false);
  }

  return { values, change, isSending, refusal, problem, send };
}

interface FormProps<Values> {
  form: FormState<Values>;
  button: string;
  /** The fields that the draft doesn't keep. */
  beside?: readonly string[];
  children: ComponentChildren;
}

export function Form<Values extends object>({ form, button, beside = [], children }: FormProps<Values>) {
  const { refusal, problem } = form;
  const { rest } = faultsOf(refusal, [...Object.keys(form.values), ...beside]);
  const element = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (refusal) element.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [refusal]);
  return (
    <form
      ref={element}
      class="claim"
      onSubmit={(event) => {
        event.preventDefault();
        void form.send();
      }}
    >
      {children}
      {refusal && (
        <div class="notice notice--alarm" role="alert">
          <p>
            <strong>{refusal.title}</strong>
          </p>
          <p>{rest || "Mend what is marked."}</p>
        </div>
      )}
      {problem !== null && <Problem problem={problem} subject="Your account" />}
      <p>
        <button type="submit" class="usa-button" disabled={form.isSending}>
          {button}
        </button>
      </p>
    </form>
  );
}

interface LabelledProps {
  name: string;
  label: ComponentChildren;
  /** What may stand in it. */
  hint?: string | undefined;
  fault: string | undefined;
  children: ComponentChildren;
}

/** A field with its label, and below it what is wrong with it. */
export function Labelled({ name, label, hint, fault, children }: LabelledProps) {
  return (
    <div class="field">
      <label class="value">
        <span>{label}</span>
        {children}
      </label>
      {hint && (
        <p id={hintId(name)} class="field__hint">
          {hint}
        </p>
      )}
      {fault && (
        <p id={faultId(name)} class="field__fault">
          {fault}
        </p>
      )}
    </div>
  );
}

/** What a field has that is wrong, or of which is said what may stand in it. */
export function faulty(name: string, fault: string | undefined, hint?: string) {
  const told = [fault && faultId(name), hint && hintId(name)].filter(Boolean).join(" ");
  return { ...(fault && { "aria-invalid": true }), ...(told && { "aria-describedby": told }) };
}

type FieldProps<Values> = Omit<JSX.IntrinsicElements["input"], "form" | "name" | "label"> & {
  form: FormState<Values>;
  name: keyof Values & string;
  label: ComponentChildren;
  /** Makes it a text of so many lines. */
  rows?: number;
  /** Make it a choice. */
  children?: ComponentChildren;
};

export function Field<Values extends Record<keyof Values, string>>(props: FieldProps<Values>) {
  const { form, name, label, rows, children, ...given } = props;
  const fault = faultsOf(form.refusal, [name]).byField[name];
  const field = {
    name,
    value: form.values[name],
    onInput: (event: Event) => form.change({ ...form.values, [name]: (event.currentTarget as HTMLInputElement).value }),
    ...(given as object),
    ...faulty(name, fault),
  };
  return (
    <Labelled name={name} label={label} fault={fault}>
      {children ? (
        <select class="usa-select" {...field}>
          {children}
        </select>
      ) : rows ? (
        <textarea class="usa-textarea" rows={rows} {...field} />
      ) : (
        <input class="usa-input" {...field} />
      )}
    </Labelled>
  );
}

function faultId(name: string): string {
  return `fault-${name}`;
}

function hintId(name: string): string {
  return `hint-${name}`;
}
