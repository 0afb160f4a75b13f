/** What the console asks of the API about learners, and about credits that physicians miss. */

import { answer } from "../api";
import type { components } from "../hub-api";
import { client, page, type Page } from "./calls";
import { done } from "./doing";

export type LearnerRecord = components["schemas"]["RecordView"];
export type RecordWithHistory = components["schemas"]["RecordWithHistory"];
export type RecordEvent = components["schemas"]["RecordEvent"];
export type SavedRecord = components["schemas"]["SavedRecord"];
export type MissingCredit = components["schemas"]["MissingCreditView"];
export type AnswerKind = components["schemas"]["AnswerKind"];

const ROWS_A_PAGE = 50;

/** By what records are looked up: one of the two. */
export type Wanted = { activity_id: string } | { credit_id: string };

export function learnerRecords(
  wanted: Wanted,
  cursor: string | null,
  signal: AbortSignal,
): Promise<Page<LearnerRecord>> {
  const query = { ...wanted, limit: ROWS_A_PAGE, ...(cursor && { cursor }) };
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

/** Have a record deleted, as far as its boards agree. */
export async function deleteRecord(name: string): Promise<void> {
  await done(client.DELETE("/v1/learner-records/{name}", { params: { path: { name } } }));
}

export function missingCredits(signal: AbortSignal): Promise<Page<MissingCredit>> {
  return page(
    (within) => client.GET("/v1/missing-credits", { signal: within }),
    (told) => told.missing_credits,
    "cursor",
    signal,
  );
}

export async function answerMissing(missing_credit: string, kind: AnswerKind, words: string): Promise<void> {
  const params = { path: { missing_credit } };
  await done(client.POST("/v1/missing-credits/{missing_credit}/answers", { params, body: { kind, words } }));
}
