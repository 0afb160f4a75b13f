interface Named<Choice> {
  name: keyof Choice & string;
  label: string;
}

/** What a list is narrowed down by: one of several values, with their words; or something that is typed. */
export type Filter<Choice> = Named<Choice> &
  ({ kind: "choice"; options: Readonly<Record<string, string>> } | { kind: "search" | "text" | "number" | "date" });

interface Props<Choice> {
  legend: string;
  filters: readonly Filter<Choice>[];
  choice: Choice;
  change: (choice: Choice) => void;
}

/** Narrow a list down. */
export function Filters<Choice extends Readonly<Record<keyof Choice, string>>>(props: Props<Choice>) {
  const { legend, filters, choice, change } = props;
  return (
    <fieldset class="console__filters">
      <legend class="usa-sr-only">{legend}</legend>
      {filters.map((filter) => (
        <label key={filter.name} class="value">
          <span>{filter.label}</span>
          <Field
            filter={filter}
            value={choice[filter.name]}
            change={(value) => change({ ...choice, [filter.name]: value })}
          />
        </label>
      ))}
    </fieldset>
  );
}

interface FieldProps<Choice> {
  filter: Filter<Choice>;
  value: string;
  change: (value: string) => void;
}

function Field<Choice>({ filter, value, change }: FieldProps<Choice>) {
  if (filter.kind === "choice") {
    return (
      <select class="usa-select" value={value} onChange={(event) => change(event.currentTarget.value)}>
        {Object.entries(filter.options).map(([option, words]) => (
          <option key={option} value={option}>
            {words}
          </option>
        ))}
      </select>
    );
  }
  return (
    <input
      class="usa-input"
      {...((filter.kind === "number" ? { inputMode: "numeric" } : { type: filter.kind }) as object)}
      // What is being typed stays when the list comes meanwhile.
      defaultValue={value}
      onChange={(event) => change(event.currentTarget.value.trim())}
    />
  );
}
