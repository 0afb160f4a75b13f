/** What the console asks of the API about learners, and about credits that physicians miss. */

import { answer, refusalOf } from "../api";
import type { components, operations } from "../hub-api";
import { client, page, type Issue, type Page } from "./calls";
import { done, reached } from "../doing";

export type LearnerRecord = components["schemas"]["RecordView"];
export type RecordWithHistory = components["schemas"]["RecordWithHistory"];
export type RecordEvent = components["schemas"]["RecordEvent"];
export type SavedRecord = components["schemas"]["SavedRecord"];
export type RecordInput = components["schemas"]["RecordInput"];
export type LineInput = components["schemas"]["LineInput"];
export type LearnerInput = components["schemas"]["LearnerInput"];
export type MatchView = components["schemas"]["MatchView"];
export type MissingCredit = components["schemas"]["MissingCreditView"];
export type AnswerKind = components["schemas"]["AnswerKind"];

/** Why a record wasn't taken. */
export interface RefusedRecord {
  issues: readonly Issue[];
  title: string;
  detail: string;
}

const ABOUT_THE_RECORD: readonly number[] = [404, 409, 422];
const ROWS_A_PAGE = 50;

/** By what records are looked up: an activity, a learner or a credit. */
export type Wanted = Omit<NonNullable<operations["listLearnerRecords"]["parameters"]["query"]>, "cursor" | "limit">;

export function learnerRecords(
  wanted: Wanted,
  cursor: string | null,
  signal: AbortSignal,
  limit = ROWS_A_PAGE,
): Promise<Page<LearnerRecord>> {
  const query = { ...wanted, limit, ...(cursor && { cursor }) };
  return page(
    (within) => client.GET("/v1/learner-records", { params: { query }, signal: within }),
    (told) => told.records,
    "cursor",
    signal,
  );
}

export function learnerRecord(name: string, signal: AbortSignal): Promise<RecordWithHistory> {
  const params = { path: { name } };
  return answer((within) => client.GET("/v1/learner-records/{name}", { params, signal: within }), signal);
}

/**
 * Have a record deleted, as far as its boards agree, and return why it isn't taken; null if it is.
 *
 * Asked again in the same attempt, it is answered as it was. Throws what isn't about this record.
 */
export async function deleteRecord(name: string, attempt: string): Promise<string | null> {
  const params = { path: { name }, header: { "idempotency-key": `${attempt}-${name}` } };
  const { error, response } = await reached(client.DELETE("/v1/learner-records/{name}", { params }));
  if (response.ok) return null;
  if (!error || !ABOUT_THE_RECORD.includes(response.status)) throw refusalOf({ ...(error && { error }), response });
  return error.issues?.map(({ message, fix }) => `${message} ${fix}`).join(" ") || `${error.title} ${error.detail}`;
}

/** Report one record; what is wrong with it is returned. */
export async function saveRecord(record: RecordInput): Promise<SavedRecord | RefusedRecord> {
  const { data, error, response } = await reached(client.POST("/v1/learner-records", { body: { records: [record] } }));
  if (data) return data.records[0]!;
  if (!error || response.status >= 500) throw refusalOf({ ...(error && { error }), response });
  return { issues: error.issues ?? [], title: error.title, detail: error.detail };
}

/** Look one learner up: that counts, if it is in vain. */
export async function match(learner: LearnerInput): Promise<MatchView> {
  const { matches } = await done(client.POST("/v1/matches", { body: { learners: [learner] } }));
  return matches[0]!;
}

/** Return open requests, or those that have ended. */
export function missingCredits(
  cursor: string | null,
  signal: AbortSignal,
  ended = false,
): Promise<Page<MissingCredit>> {
  const query = { ended, ...(cursor && { cursor }) };
  return page(
    (within) => client.GET("/v1/missing-credits", { params: { query }, signal: within }),
    (told) => told.missing_credits,
    "cursor",
    signal,
  );
}

export async function answerMissing(missing_credit: string, kind: AnswerKind, words: string): Promise<void> {
  const params = { path: { missing_credit } };
  await done(client.POST("/v1/missing-credits/{missing_credit}/answers", { params, body: { kind, words } }));
}
