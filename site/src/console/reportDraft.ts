/** One learner's completion as the form has it, and as the API takes it. */

import type { Activity } from "./activityCalls";
import type { Issue } from "./calls";
import type { LearnerInput, LineInput, MissingCredit, RecordInput } from "./learnerCalls";

export interface BoardDraft {
  learner_id: string;
  /** By credit type. */
  amounts: Readonly<Record<string, string>>;
  /** By credit type. */
  credit_ids: Readonly<Record<string, string>>;
}

/** The fields that are one text each: those of a record that the form has, which the compiler holds to be all. */
type Texts = Record<Exclude<keyof RecordInput, "action" | "activity_id" | "credit_lines" | LeftOut>, string>;
/** What only reports of other kinds have, and files bring. */
type LeftOut = "board_total" | "participant" | "regulation_label" | "regulation_url";

export interface ReportDraft extends Texts {
  /** By the registrations' boards. */
  boards: Readonly<Record<string, BoardDraft>>;
  /** A state, or NPI, to whose licensees the CME credit is reported. */
  authority: string;
  cme: BoardDraft;
}

export const CME = "AMA PRA Category 1";
export const NPI = "NPI";
const BLANK_TEXTS: Readonly<Texts> = {
  completion_date: "",
  given_name: "",
  family_name: "",
  birth_month_day: "",
  permission_to_share: "",
};
const BLANK_BOARD: BoardDraft = { learner_id: "", amounts: {}, credit_ids: {} };

/** Return what the form begins with, filled in from a physician's request if there is one. */
export function startOf(activity: Activity, request: MissingCredit | null): ReportDraft {
  const ids = new Map((request?.ids ?? []).map(({ board, id }) => [board, id]));
  const boards = activity.registrations.map(({ board }) => board);
  // Of several licences nobody can tell which one is meant, unless the credit goes to boards anyhow.
  const others = [...ids].filter(([board]) => !boards.includes(board));
  const [authority = "", licence = ""] = boards.length === 0 && others.length === 1 ? others[0]! : [];
  return {
    ...BLANK_TEXTS,
    completion_date: request?.completed_on ?? "",
    given_name: request?.given_name ?? "",
    family_name: request?.family_name ?? "",
    boards: Object.fromEntries(
      boards.map((board) => [board, { ...BLANK_BOARD, learner_id: ids.get(board) ?? "" }] as const),
    ),
    authority,
    cme: { ...BLANK_BOARD, learner_id: licence },
  };
}

/** A credit line, and where the form has its fields. */
interface PlacedLine {
  line: LineInput;
  board: string;
}

function linesOf({ boards, authority, cme }: ReportDraft): PlacedLine[] {
  const drafts = [...Object.entries(boards), ...(authority ? [[authority, cme] as const] : [])];
  return drafts.flatMap(([board, { learner_id, amounts, credit_ids }]) =>
    Object.entries(amounts)
      .filter(([, amount]) => amount.trim())
      .map(([credit_type, amount]) => {
        const told = given({ learner_id, credit_id: credit_ids[credit_type] ?? "" });
        return { board, line: { board, credit_type, amount: amount.trim(), ...told } };
      }),
  );
}

export function recordOf(draft: ReportDraft, activity_id: string): RecordInput {
  const { boards: _boards, authority: _authority, cme: _cme, ...texts } = draft;
  return { action: "add", activity_id, ...given(texts), credit_lines: linesOf(draft).map(({ line }) => line) };
}

/** Return whom to look up, once enough is typed to know anybody by: the names, the birth day, and one ID. */
export function learnerOf(draft: ReportDraft): LearnerInput | null {
  const { given_name, family_name, birth_month_day, boards, authority, cme } = draft;
  if (!given_name.trim() || !family_name.trim() || !/^\d{1,2}\D\d{1,2}$/.test(birth_month_day.trim())) return null;
  const known = given({ given_name, family_name, birth_month_day });
  const [board, { learner_id: board_id } = BLANK_BOARD] =
    Object.entries(boards).find(([, { learner_id }]) => learner_id.trim()) ?? [];
  if (board) return { ...known, board, board_id: board_id.trim() };
  if (!authority || !cme.learner_id.trim()) return null;
  return { ...known, ...(authority !== NPI && { state: authority }), licence: cme.learner_id.trim() };
}

/** Return the name that a field of the form has, as the API calls it. */
export function pathOf(board: string, field: keyof LineInput, credit_type = ""): string {
  return field === "learner_id" ? `${board}.learner_id` : `${board}.${credit_type}.${field}`;
}

/** Return the same issues, each at the field of the form that it is about. */
export function placed(issues: readonly Issue[], draft: ReportDraft): Issue[] {
  const lines = linesOf(draft);
  return issues.map((issue) => {
    const [, at, field] = /^credit_lines\[(\d+)\]\.(\w+)$/.exec(issue.field ?? "") ?? [];
    const found = at === undefined ? undefined : lines[Number(at)];
    if (!found) return issue;
    const shown = field === "board" || field === "credit_type" ? "amount" : field;
    const path = pathOf(found.board, shown as keyof LineInput, found.line.credit_type ?? "");
    const [message, fix] = [issue.message, issue.fix].map((text) => text.replaceAll(issue.field!, path));
    return { ...issue, field: path, message: message!, fix: fix! };
  });
}

/** Tell whether an issue that was placed stands at a field of the form. */
export function isAtField({ field }: Issue, draft: ReportDraft): boolean {
  const fields: readonly (keyof LineInput)[] = ["learner_id", "amount", "credit_id"];
  const paths = linesOf(draft).flatMap(({ board, line }) =>
    fields.map((name) => pathOf(board, name, line.credit_type ?? "")),
  );
  return field != null && (field in BLANK_TEXTS || paths.includes(field));
}

/** What is left empty isn't sent. */
function given<Texts extends Readonly<Record<string, string>>>(texts: Texts): { [Name in keyof Texts]?: string } {
  const kept = Object.entries(texts).filter(([, text]) => text.trim());
  return Object.fromEntries(kept.map(([name, text]) => [name, text.trim()])) as { [Name in keyof Texts]?: string };
}
