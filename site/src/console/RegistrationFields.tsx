import { BOARDS } from "../boards";
import choices from "./activityChoices.json";
import type { RegistrationDraft } from "./activityDraft";
import { Choice, ChoiceList, faultAt, Text } from "./activityFields";
import type { Issue } from "./calls";

interface Props {
  place: number;
  registration: RegistrationDraft;
  issues: readonly Issue[];
  change: (changed: RegistrationDraft) => void;
  remove: () => void;
}

const CREDIT_TYPES: Readonly<Record<string, readonly string[]>> = choices.credit_types;

/** One board that an activity is registered for, with what this board gives credit for. */
export function RegistrationFields({ place, registration, issues, change, remove }: Props) {
  const { board, credit_types } = registration;
  const pathOf = (name: string) => `registrations[${place}].${name}`;
  const field = (name: Exclude<keyof RegistrationDraft, "credit_types">, label: string) => ({
    path: pathOf(name),
    label,
    value: registration[name],
    fault: faultAt(issues, pathOf(name), label),
    change: (value: string) => change({ ...registration, [name]: value }),
  });
  return (
    <fieldset class="console__registration">
      <legend>{board || `Board ${place + 1}`}</legend>
      <Choice
        {...field("board", "Board")}
        required
        options={BOARDS.map(({ code }) => code)}
        change={(chosen) => change({ ...registration, board: chosen, credit_types: [] })}
      />
      {board && (
        <ChoiceList
          path={pathOf("credit_types")}
          label="Credit types"
          options={CREDIT_TYPES[board] ?? []}
          chosen={credit_types}
          fault={faultAt(issues, pathOf("credit_types"), "Credit types")}
          change={(chosen) => change({ ...registration, credit_types: chosen })}
        />
      )}
      <Text {...field("points", "Most points, in steps of 0.25")} inputMode="decimal" />
      <Text {...field("claim_date", "Last day to claim the credit")} type="date" />
      <Text {...field("evaluation", "How each learner is evaluated")} />
      <Text {...field("threshold", "Least share to earn the credit, in percent")} />
      <Text {...field("feedback", "How learners hear what they got right, and why")} />
      <button type="button" class="usa-button usa-button--unstyled" onClick={remove}>
        Remove<span class="usa-sr-only"> the registration for {board || `board ${place + 1}`}</span>
      </button>
    </fieldset>
  );
}
