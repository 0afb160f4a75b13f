/** The fields of the form for activities. */

import { faulty, Labelled } from "../forms/Form";
import type { Issue } from "./calls";

interface FieldProps {
  /** As the API calls it. */
  path: string;
  label: string;
  value: string;
  fault: string | undefined;
  change: (value: string) => void;
  required?: boolean;
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
}

export function Text({ path, label, value, fault, change, rows, ...given }: TextProps) {
  const field = {
    value,
    onInput: (event: Event) => change((event.currentTarget as HTMLInputElement).value),
    ...(given as object),
    ...faulty(path, fault),
  };
  return (
    <Labelled name={path} label={label} fault={fault}>
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
  options,
}: FieldProps & { options: readonly string[] }) {
  return (
    <Labelled name={path} label={label} fault={fault}>
      <select
        class="usa-select"
        value={value}
        required={required}
        onChange={(event) => change(event.currentTarget.value)}
        {...faulty(path, fault)}
      >
        <option value="" />
        {options.map((option) => (
          <option key={option}>{option}</option>
        ))}
      </select>
    </Labelled>
  );
}

interface ChoiceListProps {
  path: string;
  label: string;
  options: readonly string[];
  chosen: readonly string[];
  fault: string | undefined;
  change: (chosen: string[]) => void;
}

export function ChoiceList({ path, label, options, chosen, fault, change }: ChoiceListProps) {
  return (
    <fieldset class="console__choices" aria-describedby={fault && `fault-${path}`}>
      <legend>{label}</legend>
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
