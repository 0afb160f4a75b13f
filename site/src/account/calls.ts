/** What the account's pages ask of the API, by the types that are generated from its description. */

import createClient from "openapi-fetch";
import { answer, ApiProblem } from "../api";
import type { components, paths } from "../passport-api";
import { accessToken, dropSession } from "./session";

export type Me = components["schemas"]["Me"];

/** Nobody is signed in any more. */
export class SignedOutError extends ApiProblem {
  constructor() {
    super("fault");
  }
}

export const client = createClient<paths>({ baseUrl: "/" });
client.use({
  async onRequest({ request }) {
    const token = await accessToken();
    if (!token) await leave();
    request.headers.set("Authorization", `Bearer ${token}`);
    return request;
  },
  async onResponse({ response }) {
    if (response.status === 401) await leave();
  },
});

/** Lead to the sign-in, after which this page is come back to. */
async function leave(): Promise<never> {
  await dropSession();
  location.reload();
  throw new SignedOutError();
}

export function me(signal: AbortSignal): Promise<Me> {
  return answer((within) => client.GET("/v1/me", { signal: within }), signal);
}

/** End every sign-in of the account, on all devices. */
export async function signOutEverywhere(): Promise<void> {
  const { response } = await client.POST("/v1/me/sign-out");
  if (!response.ok) throw new ApiProblem("fault");
}
