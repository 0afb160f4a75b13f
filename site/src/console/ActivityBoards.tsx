import { BLANK_REGISTRATION, type ActivityDraft } from "./activityDraft";
import { ChoiceList, faultAt, Lines, type Locks } from "./activityFields";
import type { BoardsDocument } from "./boardCalls";
import { areasOf, rulesOn } from "./boardRules";
import type { Issue } from "./calls";
import { RegistrationFields } from "./RegistrationFields";

interface Props {
  boards: BoardsDocument;
  draft: ActivityDraft;
  issues: readonly Issue[];
  locks: Locks;
  change: (changed: Partial<ActivityDraft>) => void;
}

/** The part of the form about boards: registrations, and what of the activity the boards want to know besides. */
export function ActivityBoards({ boards, draft, issues, locks, change }: Props) {
  const { registrations, start_date, end_date, specialties } = draft;
  const rules = registrations.flatMap(({ board }) => rulesOn(boards, board, start_date) ?? []);
  const areas = areasOf(rules);
  const outlines = registrations.flatMap(({ board }) => {
    const outline = rulesOn(boards, board, start_date)?.content_outline;
    return outline
      ? `${board} asks for ${outline.least} to ${outline.most} areas; their source ends with ${outline.tag}. `
      : [];
  });
  return (
    <fieldset>
      <legend>Boards</legend>
      <p>A registration for each board that takes it. Sending it says that you keep the board’s requirements.</p>
      {registrations.map((registration, place) => (
        <RegistrationFields
          key={place}
          boards={boards}
          starts={start_date}
          ends={end_date}
          place={place}
          registration={registration}
          issues={issues}
          locks={locks}
          change={(changed) =>
            change({ registrations: registrations.map((other, at) => (at === place ? changed : other)) })
          }
          remove={() => change({ registrations: registrations.filter((_, at) => at !== place) })}
        />
      ))}
      <p>
        <button
          type="button"
          class="usa-button usa-button--outline"
          onClick={() => change({ registrations: [...registrations, BLANK_REGISTRATION] })}
        >
          Add a board
        </button>
      </p>
      {(areas.length > 0 || specialties.length > 0) && (
        <ChoiceList
          path="specialties"
          label="Practice areas"
          options={[...areas, ...specialties.filter((name) => !areas.includes(name))]}
          chosen={specialties}
          fault={faultAt(issues, "specialties", "Practice areas")}
          change={(chosen) => change({ specialties: chosen })}
        />
      )}
      <Lines
        path="further_specialties"
        label="Other practice areas, one a line"
        value={draft.further_specialties}
        fault={undefined}
        change={(further_specialties) => change({ further_specialties })}
      />
      <Lines
        path="content_keywords"
        label="Codes of content outlines, one a line: source | kind | value"
        hint={outlines.join("")}
        value={draft.content_keywords}
        fault={faultAt(issues, "content_keywords", "Codes of content outlines")}
        change={(content_keywords) => change({ content_keywords })}
      />
    </fieldset>
  );
}
