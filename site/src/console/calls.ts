/** What the console asks of the API: nothing that a provider's own system couldn't ask. */

import { answer, type Answered } from "../api";
import type { components, operations, paths } from "../hub-api";
import { signedInClient } from "../session/client";
import { providerOf } from "./address";
import { done } from "../doing";

export type SubmissionState = components["schemas"]["SubmissionState"];
export type SubmissionSummary = components["schemas"]["SubmissionSummary"];
export type Counts = components["schemas"]["Counts"];
export type Issue = components["schemas"]["Issue"];
export type SentRow = components["schemas"]["SentRow"];
export type CellProblem = components["schemas"]["CellProblem"];
export type MendedBy = components["schemas"]["MendedBy"];
export type CorrectionView = components["schemas"]["CorrectionView"];
export type CheckedRow = components["schemas"]["CheckedRow"];
export type SentRows = components["schemas"]["SentRows"];
export type RowRecord = components["schemas"]["RowRecord"];
export type PartPlaces = components["schemas"]["PartPlaces"];
export type Scope = components["schemas"]["Scope"];
export type Contact = components["schemas"]["SignedInContact"];
export type ContactProvider = components["schemas"]["ContactsProvider"];
export type SubmissionQuery = NonNullable<operations["listFiles"]["parameters"]["query"]>;

/** A page of a list, and what asks for the next one. */
export interface Page<Row> {
  rows: readonly Row[];
  next: string | null;
}

const MOST_ROWS = 1000;
/** As many as the API lists at once of what isn't a row. */
export const MOST_LISTED = 100;
const MOST_SENT = 500;

export const client = signedInClient<paths>();

// Whose calls they are: a contact may have several providers, and the page's address names one.
client.use({
  onRequest({ request }) {
    const provider = providerOf(location.search);
    if (provider) request.headers.set("ProviderID", provider);
    return request;
  },
});

export function contact(signal: AbortSignal): Promise<Contact> {
  return answer((within) => client.GET("/v1/contact", { signal: within }), signal);
}

/** End every sign-in of the contact, on all devices. */
export async function signOutEverywhere(): Promise<void> {
  await done(client.POST("/v1/contact/sign-out"));
}

export function submissions(query: SubmissionQuery, signal: AbortSignal): Promise<Page<SubmissionSummary>> {
  return page(
    (within) => client.GET("/v1/submissions", { params: { query }, signal: within }),
    (told) => told.submissions,
    "cursor",
    signal,
  );
}

export function submission(submission_id: string, signal: AbortSignal): Promise<SubmissionState> {
  const params = { path: { submission_id } };
  return answer((within) => client.GET("/v1/submissions/{submission_id}", { params, signal: within }), signal);
}

/** Return issues page by page: those of the file first, then those of the rows that follow one. */
export function issues(submission_id: string, after: number, signal: AbortSignal): Promise<Page<Issue>> {
  const params = { path: { submission_id }, query: { after, limit: MOST_ROWS } };
  return page(
    (within) => client.GET("/v1/submissions/{submission_id}/issues", { params, signal: within }),
    (told) => told.issues,
    "after",
    signal,
  );
}

/** Return what became of the rows that follow one, so many at most. */
export function records(
  submission_id: string,
  after: number,
  signal: AbortSignal,
  limit = MOST_ROWS,
): Promise<Page<RowRecord>> {
  const params = { path: { submission_id }, query: { after, limit } };
  return page(
    (within) => client.GET("/v1/submissions/{submission_id}/report", { params, signal: within }),
    (told) => told.records,
    "after",
    signal,
  );
}

/** Return rows as they were sent that follow one: those to mend, so many at most. */
export async function rowsToMend(
  submission_id: string,
  after: number,
  limit: number,
  signal: AbortSignal,
  cell: { heading?: string; value?: string } = {},
): Promise<{ sent: SentRows; next: string | null }> {
  const params = { path: { submission_id }, query: { faulty: true, after, limit, ...cell } };
  let next: string | null = null;
  const sent = await answer(async (within) => {
    const answered = await client.GET("/v1/submissions/{submission_id}/rows", { params, signal: within });
    next = nextOf(answered.response.headers.get("Link"), "after");
    return answered;
  }, signal);
  return { sent, next };
}

/** Return rows to mend that follow one and have a value under a heading. */
export function rowsAlike(
  submission_id: string,
  after: number,
  heading: string,
  value: string,
): Promise<{ sent: SentRows; next: string | null }> {
  return rowsToMend(submission_id, after, MOST_SENT, new AbortController().signal, { heading, value });
}

/** Send rows once more with other values, by row and heading, as a submission of its own. */
export function sendCorrections(
  submission_id: string,
  rows: Readonly<Record<string, Readonly<Record<string, string>>>>,
  dry_run: boolean,
): Promise<CorrectionView> {
  const params = { path: { submission_id }, query: { dry_run } };
  return done(client.POST("/v1/submissions/{submission_id}/corrections", { params, body: { rows } }));
}

/** Return what the hub would say to rows with other values if they were sent. */
export async function checkRows(
  submission_id: string,
  rows: Readonly<Record<string, Readonly<Record<string, string>>>>,
): Promise<readonly CheckedRow[]> {
  const params = { path: { submission_id } };
  const told = await done(client.POST("/v1/submissions/{submission_id}/checks", { params, body: { rows } }));
  return told.rows;
}

/** Return what can be done about each reason that boards give, in words. */
export async function fixes(signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
  const codes = await answer((within) => client.GET("/v1/codes", { signal: within }), signal);
  // What is told in each case stands in braces here.
  return new Map(codes.filter(({ fix }) => !fix.includes("{")).map(({ code, fix }) => [code, fix]));
}

/** Ask for a page of a list, whose next one is named in the answer's header. */
export async function page<Told, Row>(
  ask: (signal: AbortSignal) => Promise<Answered<Told>>,
  rowsOf: (told: Told) => readonly Row[],
  place: string,
  signal: AbortSignal,
): Promise<Page<Row>> {
  let next: string | null = null;
  const told = await answer(async (within) => {
    const answered = await ask(within);
    next = nextOf(answered.response.headers.get("Link"), place);
    return answered;
  }, signal);
  return { rows: rowsOf(told), next };
}

/** Return all rows of a list, and tell how many of them are read. */
export async function allRows<Row>(
  ask: (cursor: string | null) => Promise<Page<Row>>,
  tell: (rows: number) => void,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let cursor: string | null = null;
  do {
    const asked: Page<Row> = await ask(cursor);
    rows.push(...asked.rows);
    cursor = asked.next;
    tell(rows.length);
  } while (cursor !== null);
  return rows;
}

/** Return where the next page begins, as a link to it says in a parameter. */
export function nextOf(link: string | null, place: string): string | null {
  const [, query] = /<[^>]*\?([^>]*)>/.exec(link ?? "") ?? [];
  return new URLSearchParams(query).get(place);
}
