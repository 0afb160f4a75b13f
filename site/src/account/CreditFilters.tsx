import { useState } from "preact/hooks";
import type { CreditPage } from "./calls";
import { changedQuery, toggledQuery, type CreditQuery, type ListName } from "./creditQuery";

const LABELS: readonly [ListName, keyof CreditPage["choices"], string][] = [
  ["status", "statuses", "Status"],
  ["board", "boards", "Board"],
  ["state", "states", "State"],
  ["credit_type", "credit_types", "Credit type"],
  ["provider", "providers", "Provider"],
];

interface Props {
  query: CreditQuery;
  choices: CreditPage["choices"];
  go: (query: CreditQuery) => void;
}

/** By what the credits can be told apart; the counts are of all of them. */
export function CreditFilters({ query, choices, go }: Props) {
  const [text, setText] = useState(query.text?.join(" ") ?? "");
  return (
    <form
      class="filters"
      aria-label="Filters"
      onSubmit={(event) => {
        event.preventDefault();
        go(changedQuery(query, { text: text.trim() ? [text.trim()] : [] }));
      }}
    >
      <label class="value">
        <span>Title or provider</span>
        <input
          class="usa-input"
          type="search"
          maxLength={200}
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
          onChange={({ currentTarget: { value } }) =>
            go(changedQuery(query, { text: value.trim() ? [value.trim()] : [] }))
          }
        />
      </label>
      <div class="filters__days">
        {(["since", "until"] as const).map((name) => (
          <label key={name} class="value">
            <span>{name === "since" ? "Completed from" : "Completed until"}</span>
            <input
              class="usa-input"
              type="date"
              value={query[name] ?? ""}
              onChange={({ currentTarget: { value, validity } }) =>
                validity.valid && go(changedQuery(query, { [name]: value }))
              }
            />
          </label>
        ))}
      </div>
      {LABELS.filter(([, of]) => choices[of].length > 0).map(([name, of, label]) => (
        <details key={name} class="filters__group" open={name === "status" || Boolean(query[name]?.length)}>
          <summary>{label}</summary>
          <fieldset>
            <legend class="usa-sr-only">{label}</legend>
            <ul class="filters__values">
              {choices[of].map((choice) => (
                <li key={choice.value}>
                  <label class="check">
                    <input
                      type="checkbox"
                      checked={(query[name] as readonly string[] | undefined)?.includes(choice.value) ?? false}
                      onChange={() => go(toggledQuery(query, name, choice.value))}
                    />
                    <span>{choice.name}</span>
                    <span class="check__count">{choice.count.toLocaleString()}</span>
                  </label>
                </li>
              ))}
            </ul>
          </fieldset>
        </details>
      ))}
    </form>
  );
}
