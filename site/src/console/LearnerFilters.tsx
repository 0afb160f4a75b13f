import { addressOf } from "./address";
import { STATUSES, type LearnerChoice } from "./learnerQuery";

interface Props {
  choice: LearnerChoice;
  change: (choice: LearnerChoice) => void;
}

/** Narrow an activity's learners down; the address says how, so that it can be passed on. */
export function LearnerFilters({ choice, change }: Props) {
  function choose(name: keyof LearnerChoice, value: string) {
    const changed = { ...choice, [name]: value };
    history.replaceState(null, "", addressOf("learners", { ...changed }));
    change(changed);
  }

  return (
    <fieldset class="console__filters">
      <legend class="usa-sr-only">Which learners</legend>
      <label class="value">
        <span>Name begins with</span>
        <input
          class="usa-input"
          type="search"
          value={choice.name}
          onChange={(event) => choose("name", event.currentTarget.value.trim())}
        />
      </label>
      <label class="value">
        <span>Credit</span>
        <select
          class="usa-select"
          value={choice.status}
          onChange={(event) => choose("status", event.currentTarget.value)}
        >
          <option value="">Any</option>
          {Object.entries(STATUSES).map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      </label>
      {(["since", "until"] as const).map((name) => (
        <label key={name} class="value">
          <span>{name === "since" ? "Completed since" : "Completed until"}</span>
          <input
            class="usa-input"
            type="date"
            value={choice[name]}
            onChange={(event) => choose(name, event.currentTarget.value)}
          />
        </label>
      ))}
    </fieldset>
  );
}
