import type { RegistrationDraft } from "./activityDraft";
import { Choice, ChoiceList, faultAt, lockedAt, Text, type Locks } from "./activityFields";
import type { BoardRules, BoardsDocument, RegistrationField } from "./boardCalls";
import { optionsOf, refusalOn, rulesOn } from "./boardRules";
import type { Issue } from "./calls";

interface Props {
  boards: BoardsDocument;
  /** The activity's first and last day; empty while they aren't chosen. */
  starts: string;
  ends: string;
  place: number;
  registration: RegistrationDraft;
  issues: readonly Issue[];
  locks: Locks;
  change: (changed: RegistrationDraft) => void;
  remove: () => void;
}

/** One board that an activity is registered for, with the fields that this board's rules have. */
export function RegistrationFields({
  boards,
  starts,
  ends,
  place,
  registration,
  issues,
  locks,
  change,
  remove,
}: Props) {
  const { board, texts, chosen } = registration;
  const rules = rulesOn(boards, board, starts);
  const refusal = refusalOn(rules, board, starts);
  const pathOf = (name: string) => `registrations[${place}].${name}`;
  const shown = ({ name, label, hint }: RegistrationField) => ({
    path: pathOf(name),
    label,
    ...lockedAt(locks, pathOf(name), hint),
    fault: faultAt(issues, pathOf(name), label),
  });
  const ofBoard = lockedAt(locks, pathOf("board"));
  return (
    <fieldset class="console__registration">
      <legend>{board || `Board ${place + 1}`}</legend>
      <Choice
        path={pathOf("board")}
        label="Board"
        value={board}
        {...ofBoard}
        fault={faultAt(issues, pathOf("board"), "Board")}
        required
        options={boards.boards.map((view) => view.board)}
        names={Object.fromEntries(boards.boards.map((view) => [view.board, `${view.board}, ${view.name}`]))}
        change={(other) => change({ ...registration, board: other, chosen: {} })}
      />
      {refusal && <p class="notice notice--alarm">{refusal}</p>}
      {rules?.fields.map((field) =>
        field.kind === "choices" ? (
          <ChoiceList
            key={field.name}
            {...shown(field)}
            options={optionsOf(field, starts, ends, chosen[field.name] ?? [])}
            chosen={chosen[field.name] ?? []}
            change={(names) => change({ ...registration, chosen: { ...chosen, [field.name]: names } })}
          />
        ) : (
          <Text
            key={field.name}
            {...shown(field)}
            {...typed(field)}
            value={texts[field.name] ?? ""}
            required={field.needed_to === "save"}
            change={(text) => change({ ...registration, texts: { ...texts, [field.name]: text } })}
          />
        ),
      )}
      {rules && <WhatIsAsked board={board} rules={rules} />}
      {!ofBoard.disabled && (
        <button type="button" class="usa-button usa-button--unstyled" onClick={remove}>
          Remove<span class="usa-sr-only"> the registration for {board || `board ${place + 1}`}</span>
        </button>
      )}
    </fieldset>
  );
}

function typed({ kind, longest }: RegistrationField) {
  if (kind === "date") return { type: "date" };
  if (kind === "number") return { inputMode: "decimal" as const };
  return longest ? { maxLength: longest } : {};
}

function WhatIsAsked({ board, rules }: { board: string; rules: BoardRules }) {
  return (
    <details class="console__rules">
      <summary>What {board} asks, and what you attest to</summary>
      <dl>
        {rules.rules.map(({ topic, sentence }) => (
          <div key={sentence}>
            <dt>{topic}</dt>
            <dd>{sentence}</dd>
          </div>
        ))}
      </dl>
      <p>Sending the registration attests to this:</p>
      <ul>
        {rules.attestation.statements.map((statement) => (
          <li key={statement}>{statement}</li>
        ))}
      </ul>
    </details>
  );
}
