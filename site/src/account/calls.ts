/** What the account's pages ask of the API, by the types that are generated from its description. */

import createClient from "openapi-fetch";
import { answer, ApiProblem } from "../api";
import type { components, paths } from "../passport-api";
import { signedInClient } from "../session/client";
import { done } from "../doing";
import type { CreditQuery } from "./creditQuery";
import { saveAs } from "../saving";
import type { TranscriptQuery } from "./transcriptChoice";

export type Me = components["schemas"]["Me"];
export type CreditPage = components["schemas"]["CreditPage"];
export type Credit = components["schemas"]["PhysicianCredit"];
export type Access = components["schemas"]["AccessView"];
export type MissingCredit = components["schemas"]["MyMissingCreditView"];
export type OwnCredit = components["schemas"]["OwnCreditView"];
export type MailPreferences = Required<components["schemas"]["MailPreferences"]>;
export type Needs = components["schemas"]["NeedList"];
export type Need = Needs["needs"][number];
export type BoardCycles = Needs["boards"][number];
export type Archive = components["schemas"]["ArchiveView"];
export type Transcript = components["schemas"]["PhysicianTranscript"];
export type Share = components["schemas"]["ShareView"];
export type NewShare = components["schemas"]["NewShare"];
export type Credential = components["schemas"]["CredentialView"];
export type StateChoice = components["schemas"]["StateChoice"];
export type MyAudit = components["schemas"]["MyAuditView"];
export type StateDuties = components["schemas"]["StateDuties"];
export type History = components["schemas"]["History"];

const openClient = createClient<paths>({ baseUrl: "/" });
export const client = signedInClient<paths>();

export function me(signal: AbortSignal): Promise<Me> {
  return answer((within) => client.GET("/v1/me", { signal: within }), signal);
}

/** Return one page of the credits that are asked for; the first one without a cursor. */
export function creditPage(query: CreditQuery, cursor: string | null, signal: AbortSignal): Promise<CreditPage> {
  const params = { query: cursor ? { ...query, cursor } : query };
  return answer((within) => client.GET("/v1/me/credits", { params, signal: within }), signal);
}

export function creditHistory(record: string, signal: AbortSignal): Promise<History> {
  const params = { path: { record } };
  return answer((within) => client.GET("/v1/me/credits/{record}", { params, signal: within }), signal);
}

export async function accesses(signal: AbortSignal): Promise<readonly Access[]> {
  const told = await answer((within) => client.GET("/v1/me/accesses", { signal: within }), signal);
  return told.accesses;
}

/** Return what was asked for, the newest first. */
export async function missingCredits(signal: AbortSignal): Promise<readonly MissingCredit[]> {
  const told = await answer((within) => client.GET("/v1/me/missing-credits", { signal: within }), signal);
  return told.missing_credits;
}

/** Return the states in which the person is licensed, and whether their boards see the credits. */
export async function stateChoices(signal: AbortSignal): Promise<readonly StateChoice[]> {
  const told = await answer((within) => client.GET("/v1/me/withholdings", { signal: within }), signal);
  return told.states;
}

export async function withholdFromState(state: string): Promise<void> {
  await done(client.PUT("/v1/me/withholdings/{state}", { params: { path: { state } } }));
}

export async function showToState(state: string): Promise<void> {
  await done(client.DELETE("/v1/me/withholdings/{state}", { params: { path: { state } } }));
}

/** Return the audits of licensing boards for which the person was drawn, the latest first. */
export async function myAudits(signal: AbortSignal): Promise<readonly MyAudit[]> {
  const told = await answer((within) => client.GET("/v1/me/audits", { signal: within }), signal);
  return told.audits;
}

export async function mailPreferences(signal: AbortSignal): Promise<MailPreferences> {
  const told = await answer((within) => client.GET("/v1/me/mail-preferences", { signal: within }), signal);
  return told as MailPreferences;
}

/** Store what the account is told by mail, and return what is stored. */
export async function chooseMails(wanted: MailPreferences): Promise<MailPreferences> {
  const { data, error, response } = await client.PUT("/v1/me/mail-preferences", { body: wanted });
  if (!data) throw new ApiProblem(response.status === 422 ? "invalid" : "fault", error?.detail);
  return data as MailPreferences;
}

/** Create an account, or leave the one that there is; which of the two is told to nobody. */
export async function signUp(email: string): Promise<void> {
  const { error, response } = await openClient.POST("/v1/sign-ups", { body: { email } });
  if (!response.ok) throw new ApiProblem(response.status === 422 ? "invalid" : "fault", error?.detail);
}

/** Return what is needed, with its progress, and the boards to choose from. */
export function needs(signal: AbortSignal): Promise<Needs> {
  return answer((within) => client.GET("/v1/me/needs", { signal: within }), signal);
}

/** Return what each state among the needs asks, duty by duty. */
export async function stateDuties(signal: AbortSignal): Promise<readonly StateDuties[]> {
  const told = await answer((within) => client.GET("/v1/me/duties", { signal: within }), signal);
  return told.states;
}

/** Return what a choice of the credits comes to, as every form of it tells. */
export async function transcript(query: TranscriptQuery, signal: AbortSignal): Promise<Transcript> {
  const told = await answer(
    (within) => client.GET("/v1/me/transcripts", { params: { query }, signal: within }),
    signal,
  );
  return told as Transcript; // of the forms that are described, it is JSON where none is asked for
}

/** Have the reader's machine save the same as a file, and return its name. */
export async function saveTranscript(query: TranscriptQuery): Promise<string> {
  const asked = await client.GET("/v1/me/transcripts", { params: { query }, parseAs: "blob" });
  if (!asked.data) throw new ApiProblem(asked.response.status === 422 ? "invalid" : "fault", asked.error?.detail);
  const [, name = "transcript"] =
    /filename="([^"]+)"/.exec(asked.response.headers.get("Content-Disposition") ?? "") ?? [];
  saveAs([asked.data as Blob], name);
  return name;
}

/** Return what is shared with whom, the newest first. */
export async function shares(signal: AbortSignal): Promise<readonly Share[]> {
  const told = await answer((within) => client.GET("/v1/me/shares", { signal: within }), signal);
  return told.shares;
}

/** Have the hub mail the link of a share to its one reader; return why it doesn't, or null. */
export async function mailShare(share: string): Promise<string | null> {
  const { error, response } = await client.POST("/v1/me/shares/{share}/mail", { params: { path: { share } } });
  if (response.ok) return null;
  return error ? `${error.title} ${error.detail}` : "It couldn’t be asked for. Try again in a minute.";
}

/** Return how each document stands that others can verify, the last first. */
export async function credentials(signal: AbortSignal): Promise<readonly Credential[]> {
  const told = await answer((within) => client.GET("/v1/me/credentials", { signal: within }), signal);
  return told.credentials;
}

/** Have the credits of a span signed, or one, and saved as a file; return its name, or why there is none. */
export async function saveCredential(
  wanted: components["schemas"]["CredentialInput"],
): Promise<{ name?: string; refusal?: string }> {
  const { data, error } = await client.POST("/v1/me/credentials", { body: wanted });
  if (!data)
    return { refusal: error ? `${error.title} ${error.detail}` : "It couldn’t be made. Try again in a minute." };
  saveAs([data.token], data.name);
  return { name: data.name };
}

/** Return what the person entered, the newest completion first. */
export async function ownCredits(signal: AbortSignal): Promise<readonly OwnCredit[]> {
  const told = await answer((within) => client.GET("/v1/me/own-credits", { signal: within }), signal);
  return told.own_credits;
}

/** End every sign-in of the account, on all devices. */
export async function signOutEverywhere(): Promise<void> {
  const { response } = await client.POST("/v1/me/sign-out");
  if (!response.ok) throw new ApiProblem("fault");
}

/** Make the archive of the account, or the part of it that a cursor asks for; that takes its time. */
export async function makeArchive(cursor: string | null): Promise<Archive> {
  const { data } = await client.POST("/v1/me/archive", { params: { query: cursor ? { cursor } : {} } });
  if (!data) throw new ApiProblem("fault");
  return data;
}

/** Let the account end, unless it is kept before. */
export async function letAccountEnd(): Promise<void> {
  const { response } = await client.DELETE("/v1/me");
  if (!response.ok) throw new ApiProblem("fault");
}

export async function keepAccount(): Promise<void> {
  const { response } = await client.POST("/v1/me/stay");
  if (!response.ok) throw new ApiProblem("fault");
}
