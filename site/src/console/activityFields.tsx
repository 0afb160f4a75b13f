/** The fields of the form for activities. */

import { faulty, Labelled } from "../forms/Form";
import type { ActivityView } from "./activityCalls";
import type { Issue } from "./calls";

interface FieldProps {
  /** As the API calls it. */
  path: string;
  label: string;
  value: string;
  fault: string | undefined;
  change: (value: string) => void;
  required?: boolean;
  /** What may stand in it. */
  hint?: string | undefined;
  disabled?: boolean;
}

/** Tell what may still become of a field, by its name, where learners were reported. */
export type Locks = ReadonlyMap<string, { hint: string; disabled: boolean }>;

export function locksOf(view: ActivityView | null): Locks {
  return new Map(
    (view?.locked ?? []).map(({ field, why, is_fixed }) => [
      field,
      { hint: `Learners were reported: it ${why}.`, disabled: is_fixed },
    ]),
  );
}

/** Return what a field has by its lock and by its own hint. */
export function lockedAt(locks: Locks, path: string, hint = "") {
  const lock = locks.get(path);
  return { hint: [lock?.hint, hint].filter(Boolean).join(" "), disabled: lock?.disabled ?? false };
}

/** Return what is wrong with a field, in the words of its label. */
export function faultAt(issues: readonly Issue[], path: string, label: string): string | undefined {
  const found = issues.filter(({ field }) => field === path);
  return found.map(({ message, fix }) => `${message} ${fix}`.replaceAll(path, `“${label}”`)).join(" ") || undefined;
}

interface TextProps extends FieldProps {
  /** Makes it a text of so many lines. */
  rows?: number;
  type?: string;
  inputMode?: "decimal" | "numeric";
  maxLength?: number;
}

export function Text({ path, label, value, fault, change, rows, hint, ...given }: TextProps) {
  const field = {
    value,
    onInput: (event: Event) => change((event.currentTarget as HTMLInputElement).value),
    ...(given as object),
    ...faulty(path, fault, hint),
  };
  return (
    <Labelled name={path} label={label} hint={hint} fault={fault}>
      {rows ? <textarea class="usa-textarea" rows={rows} {...field} /> : <input class="usa-input" {...field} />}
    </Labelled>
  );
}

export function Lines(props: FieldProps) {
  return <Text {...props} rows={3} />;
}

export function Choice({
  path,
  label,
  value,
  fault,
  change,
  required,
  disabled,
  hint,
  options,
  names = {},
}: FieldProps & { options: readonly string[]; names?: Readonly<Record<string, string>> }) {
  return (
    <Labelled name={path} label={label} hint={hint} fault={fault}>
      <select
        class="usa-select"
        value={value}
        required={required}
        disabled={disabled}
        onChange={(event) => change(event.currentTarget.value)}
        {...faulty(path, fault, hint)}
      >
        <option value="" />
        {options.map((option) => (
          <option key={option} value={option}>
            {names[option] ?? option}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

interface ChoiceListProps {
  path: string;
  label: string;
  hint?: string;
  disabled?: boolean;
  options: readonly string[];
  chosen: readonly string[];
  fault: string | undefined;
  change: (chosen: string[]) => void;
}

export function ChoiceList({ path, label, hint, options, chosen, fault, change }: ChoiceListProps) {
  return (
    <fieldset class="console__choices" aria-describedby={fault && `fault-${path}`}>
      <legend>{label}</legend>
      {hint && <p class="console__hint">{hint}</p>}
      {options.map((option) => (
        <label key={option} class="check">
          <input
            type="checkbox"
            checked={chosen.includes(option)}
            onChange={(event) =>
              change(event.currentTarget.checked ? [...chosen, option] : chosen.filter((other) => other !== option))
            }
          />
          <span>{option}</span>
        </label>
      ))}
      {fault && (
        <p id={`fault-${path}`} class="field__fault">
          {fault}
        </p>
      )}
    </fieldset>
  );
}
