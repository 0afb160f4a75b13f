/** Calls of the API by somebody who is signed in. */

import createClient, { type Client } from "openapi-fetch";
import { ApiProblem } from "../api";
import { IDLE_MS, idleFor, noteActivity } from "./idle";
import { accessToken, dropSession, resume, signOut, type Entry } from "./session";

/** Nobody is signed in any more. */
export class SignedOutError extends ApiProblem {
  constructor() {
    super("fault");
  }
}

/** Return who is signed in, as a call tells; null if nobody is. */
export async function enter<Who>(entry: Entry, ask: () => Promise<Who>): Promise<Who | null> {
  if (!(await resume(entry))) return null;
  if (idleFor() >= IDLE_MS) {
    noteActivity();
    await signOut("idle");
    return null;
  }
  try {
    return await ask();
  } catch (error) {
    if (error instanceof SignedOutError) return null;
    throw error;
  }
}

/** Return a client whose calls carry the token of who is signed in, and that leads to the sign-in once it isn't good. */
export function signedInClient<Paths extends object>(): Client<Paths> {
  const client = createClient<Paths>({ baseUrl: "/" });
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
  return client;
}

let leaving: Promise<void> | undefined;

/** Lead to the sign-in, after which this page is come back to; once, however many calls are refused together. */
async function leave(): Promise<never> {
  leaving ??= dropSession().then(() => location.reload());
  await leaving;
  throw new SignedOutError();
}
