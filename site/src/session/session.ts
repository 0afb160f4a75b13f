/** Signing in and out: the tokens are in this tab's session storage, and go with the tab. */

import type { User, UserManager } from "oidc-client-ts";
import { forgetAccount } from "../visitor";
import { config } from "./config";
import { noteActivity } from "./idle";

/** A part of the site that people sign in to. */
export interface Entry {
  /** The address below which its pages are. */
  home: string;
  signIn: "sign_in_url" | "staff_sign_in_url";
  client: "client_id" | "staff_client_id";
}

const SCOPE = "cme-hub/account";
const ENDED = "passport.ended.";
const TOKENS = "oidc.";

export type Ended = "idle" | "over" | "everywhere";

let entry: Entry;
let made: Promise<UserManager> | undefined;

/** Return what signs in and out, made once a page; what failed is tried again by whoever needs it next. */
function manager(): Promise<UserManager> {
  made ??= makeManager();
  made.catch(() => (made = undefined));
  return made;
}

/** Return whether somebody is signed in, after finishing a sign-in if this page was come back to from one. */
export async function resume(entered: Entry): Promise<boolean> {
  entry = entered;
  // It comes while the page is drawn, for which it isn't needed where nobody is signed in.
  const coming = manager();
  const asked = new URLSearchParams(location.search);
  if (asked.has("state") && (asked.has("code") || asked.has("error"))) {
    // An address with a code is of use to nobody, least of all to somebody who reads it over a shoulder.
    const address = location.href;
    history.replaceState(null, "", entry.home);
    const { state } = await (await coming).signinRedirectCallback(address);
    if (isOurs(state)) history.replaceState(null, "", state);
    forgetEnd();
    noteActivity();
  }
  return hasTokens() && isGood(await (await coming).getUser());
}

/**
 * Go to the sign-in, and come back to where this page is now; what was typed here is kept by `drafts`. An address that
 * is given is filled in there.
 */
export async function signIn(email?: string): Promise<void> {
  await (
    await manager()
  ).signinRedirect({ state: location.pathname + location.search, ...(email && { login_hint: email }) });
}

/** Return the token that calls are sent with, a new one if the last is about to end; none if nobody is signed in. */
export async function accessToken(): Promise<string | null> {
  const users = await manager();
  const user = await users.getUser();
  if (!user) return null;
  if (!user.expired && (user.expires_in ?? 0) > 30) return user.access_token;
  const renewed = user.refresh_token ? await users.signinSilent().catch(() => null) : null;
  return renewed?.access_token ?? null;
}

/** End the session here and at the sign-in, and say why on the page that it leads to. */
export async function signOut(why?: Ended): Promise<void> {
  noteEnd(why);
  forgetAccount();
  const users = await manager();
  await users.revokeTokens(["refresh_token"]).catch(() => undefined);
  await users.signoutRedirect({
    extraQueryParams: { client_id: users.settings.client_id, logout_uri: `${location.origin}${entry.home}` },
  });
}

/** Forget a session that the hub takes no more, and stay here. */
export async function dropSession(): Promise<void> {
  noteEnd("over");
  forgetAccount();
  await (await manager()).removeUser();
}

/** Return why the last session of this tab ended, if not because its holder wanted it. */
export function whyEnded(): Ended | null {
  return sessionStorage.getItem(ENDED + entry.home) as Ended | null;
}

async function makeManager(): Promise<UserManager> {
  const [settings, { UserManager, WebStorageStateStore }] = await Promise.all([config(), import("oidc-client-ts")]);
  const sign_in_url = settings[entry.signIn];
  const store = new WebStorageStateStore({ prefix: TOKENS, store: sessionStorage });
  return new UserManager({
    authority: sign_in_url,
    client_id: settings[entry.client],
    redirect_uri: `${location.origin}${entry.home}`,
    scope: SCOPE,
    userStore: store,
    stateStore: store,
    automaticSilentRenew: false,
    requestTimeoutInSeconds: 10,
    // What the sign-in says of itself is at a third host, which these pages may not ask.
    metadata: {
      issuer: sign_in_url,
      authorization_endpoint: `${sign_in_url}/oauth2/authorize`,
      token_endpoint: `${sign_in_url}/oauth2/token`,
      revocation_endpoint: `${sign_in_url}/oauth2/revoke`,
      end_session_endpoint: `${sign_in_url}/logout`,
    },
  });
}

function hasTokens(): boolean {
  return Object.keys(sessionStorage).some((name) => name.startsWith(`${TOKENS}user:`));
}

function isGood(user: User | null): boolean {
  return user !== null && (!user.expired || Boolean(user.refresh_token));
}

function isOurs(state: unknown): state is string {
  return typeof state === "string" && state.startsWith(entry.home);
}

function noteEnd(why: Ended | undefined): void {
  if (why) sessionStorage.setItem(ENDED + entry.home, why);
  else forgetEnd();
}

function forgetEnd(): void {
  sessionStorage.removeItem(ENDED + entry.home);
}
