/** What the console asks of the API about the provider's years. */

import { answer } from "../api";
import type { components } from "../hub-api";
import { client, page, type Page } from "./calls";
import { done } from "../doing";

export type YearSummary = components["schemas"]["YearSummary"];
export type Year = components["schemas"]["YearView"];
export type YearActivity = components["schemas"]["YearActivity"];
export type Step = components["schemas"]["Step"];
export type ClosingResult = components["schemas"]["ClosingResult"];
export type SummaryInput = components["schemas"]["SummaryInput"];

const PAGE = 50;

export async function years(signal: AbortSignal): Promise<readonly YearSummary[]> {
  const told = await answer((within) => client.GET("/v1/years", { signal: within }), signal);
  return told.years;
}

export function year(name: string, signal: AbortSignal): Promise<Year> {
  const params = { path: { year: name } };
  return answer((within) => client.GET("/v1/years/{year}", { params, signal: within }), signal);
}

/** Return a page of what ends in a year, or of the enduring materials that go on. */
export function yearActivities(
  year: number,
  asked: { counted: boolean; lacking: boolean; without?: "outcomes" | "commendation_tags"; cursor: string | null },
  signal: AbortSignal,
): Promise<Page<YearActivity>> {
  const { counted, lacking, without, cursor } = asked;
  const query = { counted, lacking, limit: PAGE, ...(without && { without }), ...(cursor && { cursor }) };
  const params = { path: { year: String(year) }, query };
  return page(
    (within) => client.GET("/v1/years/{year}/activities", { params, signal: within }),
    (told) => told.activities,
    "cursor",
    signal,
  );
}

export function signAgreement(year: number, version: string, name: string): Promise<Year> {
  return done(client.POST("/v1/years/{year}/signatures", { ...at(year), body: { version, name } }));
}

export function confirmContacts(year: number): Promise<Year> {
  return done(client.POST("/v1/years/{year}/confirmations", at(year)));
}

export function saveSummary(year: number, body: SummaryInput): Promise<Year> {
  return done(client.PUT("/v1/years/{year}/summary", { ...at(year), body }));
}

export function countLearners(
  year: number,
  activity_id: string,
  body: { physicians: number; other_learners: number },
): Promise<YearActivity> {
  const params = { path: { year: String(year), activity_id } };
  return done(client.PUT("/v1/years/{year}/learners/{activity_id}", { params, body }));
}

export async function closeActivities(year: number, activities: string[]): Promise<readonly ClosingResult[]> {
  const told = await done(client.POST("/v1/years/{year}/closings", { ...at(year), body: { activities } }));
  return told.activities;
}

export function reopenActivity(year: number, activity_id: string, reason: string): Promise<unknown> {
  return done(client.POST("/v1/years/{year}/reopenings", { ...at(year), body: { activity_id, reason } }));
}

export function sendYear(year: number): Promise<unknown> {
  return done(client.POST("/v1/years/{year}/versions", at(year)));
}

/** Return where a file of what was sent is fetched. */
export async function sentFile(year: number, version: number, kind: "pdf" | "csv" | "json"): Promise<string> {
  const params = { path: { year: String(year), version: String(version) } };
  const files = await done(client.GET("/v1/years/{year}/versions/{version}", { params }));
  return files[`${kind}_url`];
}

function at(year: number) {
  return { params: { path: { year: String(year) } } };
}
