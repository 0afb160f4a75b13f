import { useEffect, useRef, useState } from "preact/hooks";
import { boardName } from "../boards";
import { useDraft } from "../forms/drafts";
import { Problem } from "../Problem";
import states from "../states.json";
import { amountText } from "../wording";
import type { Activity } from "./activityCalls";
import { Choice, faultAt, Text } from "./activityFields";
import { saveRecord, type MissingCredit, type RefusedRecord, type SavedRecord } from "./learnerCalls";
import { MatchHint } from "./MatchHint";
import {
  CME,
  isAtField,
  learnerOf,
  NPI,
  pathOf,
  placed,
  recordOf,
  startOf,
  type BoardDraft,
  type ReportDraft,
} from "./reportDraft";

interface Props {
  provider: string;
  activity: Activity;
  request: MissingCredit | null;
  done: (saved: SavedRecord) => void;
}

/** A form to report one learner's completion of an activity. */
export function ReportForm({ provider, activity, request, done }: Props) {
  const { activity_id } = activity;
  const name = `report.${activity_id}.${request?.missing_credit ?? ""}`;
  const [draft, change, forget] = useDraft(provider, name, startOf(activity, request));
  const [isSending, setSending] = useState(false);
  const [refusal, setRefusal] = useState<RefusedRecord | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => summary.current?.focus(), [refusal]);
  const issues = refusal?.issues ?? [];
  const unplaced = issues.filter((issue) => !isAtField(issue, draft));

  async function save() {
    setSending(true);
    setProblem(null);
    setRefusal(null);
    try {
      const saved = await saveRecord(recordOf(draft, activity_id));
      if ("title" in saved) setRefusal({ ...saved, issues: placed(saved.issues, draft) });
      else {
        forget();
        done(saved);
      }
    } catch (failure) {
      setProblem(failure);
    }
    setSending(false);
  }

  const field = (path: "completion_date" | "given_name" | "family_name" | "birth_month_day", label: string) => ({
    path,
    label,
    value: draft[path],
    fault: faultAt(issues, path, label),
    change: (value: string) => change({ ...draft, [path]: value }),
  });
  const ofBoard = (board: string, types: readonly string[], label: string) => ({
    board,
    types,
    label,
    issues,
    draft: draft.boards[board] ?? { learner_id: "", amounts: {}, credit_ids: {} },
    change: (changed: BoardDraft) => change({ ...draft, boards: { ...draft.boards, [board]: changed } }),
  });

  return (
    <form
      class="console__form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {refusal && (
        <div ref={summary} class="notice notice--alarm" role="alert" tabIndex={-1}>
          <p>
            <strong>{refusal.title}</strong>{" "}
            {issues.length > unplaced.length ? "Mend what is marked." : unplaced.length === 0 && refusal.detail}
          </p>
          <ul>
            {unplaced.map((issue) => (
              <li key={`${issue.field} ${issue.message}`}>
                {issue.message} {issue.fix}
              </li>
            ))}
          </ul>
        </div>
      )}
      <fieldset>
        <legend>Who completed it, and when</legend>
        <Text {...field("given_name", "First name")} />
        <Text {...field("family_name", "Last name")} />
        <Text {...field("birth_month_day", "Birth month and day, such as 02-29")} inputMode="numeric" />
        <Text {...field("completion_date", "Completed on")} type="date" />
        <Choice
          path="permission_to_share"
          label="The learner permits to pass it on (empty: as the activity says)"
          value={draft.permission_to_share}
          fault={faultAt(issues, "permission_to_share", "The learner permits")}
          options={["Yes", "No"]}
          change={(permission_to_share) => change({ ...draft, permission_to_share })}
        />
      </fieldset>
      {activity.registrations.map(({ board, points, credit_types }) => (
        <BoardFields
          key={board}
          {...ofBoard(board, credit_types, `${board} ID of the learner`)}
          title={boardName(board)}
          hint={points == null ? "" : `Up to ${amountText(points)} points.`}
        />
      ))}
      <CmeFields draft={draft} issues={issues} change={change} isBesideBoards={activity.registrations.length > 0} />
      <MatchHint learner={learnerOf(draft)} />
      {problem !== null && <Problem problem={problem} subject="The hub" />}
      <p>
        <button type="submit" class="usa-button" disabled={isSending}>
          {request ? "Report it, and answer the request" : "Report the learner"}
        </button>
      </p>
    </form>
  );
}

interface BoardProps {
  board: string;
  types: readonly string[];
  title: string;
  hint: string;
  /** Of the field for the learner's ID. */
  label: string;
  issues: RefusedRecord["issues"];
  draft: BoardDraft;
  change: (changed: BoardDraft) => void;
}

function BoardFields({ title, hint, ...given }: BoardProps) {
  return (
    <fieldset class="console__registration">
      <legend>{title}</legend>
      {hint && <p class="console__hint">{hint} Leave empty what isn’t reported.</p>}
      <LineFields {...given} />
    </fieldset>
  );
}

function LineFields({ board, types, label, issues, draft, change }: Omit<BoardProps, "title" | "hint">) {
  const { learner_id, amounts, credit_ids } = draft;
  const id = pathOf(board, "learner_id");
  return (
    <>
      <Text
        path={id}
        label={label}
        value={learner_id}
        fault={faultAt(issues, id, label)}
        change={(value) => change({ ...draft, learner_id: value })}
      />
      {types.map((type) => {
        const [amount, credit_id] = [pathOf(board, "amount", type), pathOf(board, "credit_id", type)];
        const credit = `${type}, in steps of 0.25`;
        const own = `Your ID of this credit (optional), such as ccid:cme.example.org:12`;
        return (
          <div key={type} class="console__pair">
            <Text
              path={amount}
              label={credit}
              inputMode="decimal"
              value={amounts[type] ?? ""}
              fault={faultAt(issues, amount, credit)}
              change={(value) => change({ ...draft, amounts: { ...amounts, [type]: value } })}
            />
            {amounts[type]?.trim() && (
              <Text
                path={credit_id}
                label={own}
                value={credit_ids[type] ?? ""}
                fault={faultAt(issues, credit_id, own)}
                change={(value) => change({ ...draft, credit_ids: { ...credit_ids, [type]: value } })}
              />
            )}
          </div>
        );
      })}
    </>
  );
}

interface CmeProps {
  draft: ReportDraft;
  issues: RefusedRecord["issues"];
  change: (changed: ReportDraft) => void;
  isBesideBoards: boolean;
}

function CmeFields({ draft, issues, change, isBesideBoards }: CmeProps) {
  return (
    <fieldset class="console__registration">
      <legend>CME credit for a licence</legend>
      {isBesideBoards && (
        <p class="console__hint">Credit that a board takes is CME credit by itself. Fill this in for what is more.</p>
      )}
      <Choice
        path="authority"
        label="State of the licence, or NPI"
        value={draft.authority}
        fault={undefined}
        options={[NPI, ...states.map(({ code }) => code)]}
        change={(authority) => change({ ...draft, authority })}
      />
      {draft.authority && (
        <LineFields
          board={draft.authority}
          types={[CME]}
          label={draft.authority === NPI ? "NPI, 10 digits" : "Licence number"}
          issues={issues}
          draft={draft.cme}
          change={(cme) => change({ ...draft, cme })}
        />
      )}
    </fieldset>
  );
}
