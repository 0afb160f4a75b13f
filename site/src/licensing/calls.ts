/** What the officers' pages ask of the API. */

import { answer } from "../api";
import { nextOf } from "../console/calls";
import { done } from "../doing";
import type { Page } from "../console/calls";
import type { Told } from "../forms/Form";
import type { components, paths } from "../hub-api";
import { signedInClient } from "../session/client";

export type Officer = components["schemas"]["SignedInContact"];
export type OfficersState = components["schemas"]["OfficersState"];
export type StateView = components["schemas"]["StateView"];
export type Sought = components["schemas"]["Sought"];
export type FoundLicensees = components["schemas"]["FoundLicensees"];
export type LicenseePage = components["schemas"]["LicenseePage"];
export type Asked = LicenseePage["duties"][number];
export type ReadingInput = components["schemas"]["ReadingInput"];
export type CheckInput = components["schemas"]["CheckInput"];
export type CheckView = components["schemas"]["CheckView"];
export type Audit = components["schemas"]["AuditView"];
export type AuditInput = components["schemas"]["AuditInput"];
export type Audited = components["schemas"]["AuditedLicenseeList"];
export type Look = components["schemas"]["LookView"];

const client = signedInClient<paths>();

export function officer(signal: AbortSignal): Promise<Officer> {
  return answer((within) => client.GET("/v1/contact", { signal: within }), signal);
}

export function stateView(state: string, signal: AbortSignal): Promise<StateView> {
  const params = { path: { state } };
  return answer((within) => client.GET("/v1/licensing/{state}", { params, signal: within }), signal);
}

export function lookUp(state: string, body: Sought): Promise<Told<FoundLicensees>> {
  return client.POST("/v1/licensing/{state}/lookups", { params: { path: { state } }, body });
}

/** Return a licensee's page. It is asked for once: each reading is written down, and the physician sees it. */
export function licenseePage(state: string, body: ReadingInput): Promise<LicenseePage> {
  return done(client.POST("/v1/licensing/{state}/pages", { params: { path: { state } }, body }));
}

export function printedPage(state: string, body: ReadingInput): Promise<Blob> {
  const params = { path: { state } };
  return done<Blob>(client.POST("/v1/licensing/{state}/prints", { params, body, parseAs: "blob" }));
}

export async function looks(state: string, cursor: string | null, signal: AbortSignal): Promise<Page<Look>> {
  let next: string | null = null;
  const params = { path: { state }, query: cursor ? { cursor } : {} };
  const told = await answer(async (within) => {
    const answered = await client.GET("/v1/licensing/{state}/log", { params, signal: within });
    next = nextOf(answered.response.headers.get("Link"), "cursor");
    return answered;
  }, signal);
  return { rows: told.looks, next };
}

export function savedLooks(state: string): Promise<Blob> {
  const params = { path: { state } };
  return done<Blob>(client.GET("/v1/licensing/{state}/log.csv", { params, parseAs: "blob" }));
}

export function checkLicensees(state: string, body: CheckInput): Promise<Told<CheckView>> {
  return client.POST("/v1/licensing/{state}/checks", { params: { path: { state } }, body });
}

export async function checks(state: string, cursor: string | null, signal: AbortSignal): Promise<Page<CheckView>> {
  let next: string | null = null;
  const params = { path: { state }, query: cursor ? { cursor } : {} };
  const told = await answer(async (within) => {
    const answered = await client.GET("/v1/licensing/{state}/checks", { params, signal: within });
    next = nextOf(answered.response.headers.get("Link"), "cursor");
    return answered;
  }, signal);
  return { rows: told.checks, next };
}

export function check(state: string, check_id: string, signal: AbortSignal): Promise<CheckView> {
  const params = { path: { state, check_id } };
  return answer((within) => client.GET("/v1/licensing/{state}/checks/{check_id}", { params, signal: within }), signal);
}

/** Have those told who were drawn in a sample; asked again, nobody is told twice. */
export function tellDrawn(state: string, check_id: string, body: AuditInput): Promise<Told<Audit>> {
  const params = { path: { state, check_id } };
  return client.PUT("/v1/licensing/{state}/checks/{check_id}/audit", { params, body });
}

/** Return a part of those drawn, with their answers. Each reading is written down, and the physicians see it. */
export async function audited(
  state: string,
  check_id: string,
  query: { cursor?: string; limit?: number },
  signal: AbortSignal,
): Promise<Audited & { next: string | null }> {
  let next: string | null = null;
  const params = { path: { state, check_id }, query };
  const told = await answer(async (within) => {
    const answered = await client.GET("/v1/licensing/{state}/checks/{check_id}/audit/licensees", {
      params,
      signal: within,
    });
    next = nextOf(answered.response.headers.get("Link"), "cursor");
    return answered;
  }, signal);
  return { ...told, next };
}
