/**
 * Checking a credential in the browser: its signature, its dates, and whether it was revoked.
 *
 * The credential is sent nowhere. Asked for are the hub's public keys and its status lists, which are the same for all.
 */

import { base64url, compactVerify, decodeProtectedHeader, importJWK, type JWK } from "jose";
import { issuerOf, readCredential, type Credential } from "./credential";
import { isObject } from "./given";
import { bitsOf, isSet } from "./statusLists";

/** What came of it. `at` is when the status list was made that was looked at. */
export type Checked =
  | { state: "good" | "superseded" | "revoked"; credential: Credential; at: Date }
  | { state: "expired" | "early" | "unknown"; credential: Credential }
  | { state: "foreign"; issuer: string }
  | { state: "forged" | "tampered" | "unreadable" | "offline" };

export interface Surroundings {
  /** The address of the site, which is the issuer's name. */
  origin: string;
  now: Date;
  /** Return what an address answers; throw if it can't be had. */
  fetchText: (address: string) => Promise<string>;
}

const ALGORITHM = "ES256";
const KEYS = "/.well-known/jwks.json";
const LISTS = "/v1/status-lists/";
const SKEW_MS = 5 * 60_000;
const WORD_FOR = { revocation: "revoked", refresh: "superseded" } as const;

/** Check a token, whatever it is: each kind of fault is a state of its own, and nothing is thrown. */
export async function check(token: string, around: Surroundings): Promise<Checked> {
  let payload: unknown;
  let header: ReturnType<typeof decodeProtectedHeader>;
  try {
    header = decodeProtectedHeader(token);
    payload = unsigned(token);
  } catch {
    return { state: "unreadable" };
  }
  const issuer = issuerOf(payload);
  if (issuer === "") return { state: "unreadable" };
  if (issuer !== around.origin) return { state: "foreign", issuer };
  const keys = await publicKeys(around);
  if (keys === null) return { state: "offline" };
  const key = header.alg === ALGORITHM ? keyOf(keys, header.kid, around.origin) : undefined;
  if (key === undefined) return { state: "forged" };
  if (!(await isSignedBy(token, key))) return { state: "tampered" };
  const credential = readCredential(payload);
  if (credential === null) return { state: "unreadable" };
  if (around.now.getTime() < credential.validFrom.getTime() - SKEW_MS) return { state: "early", credential };
  const found = await statusOf(credential, keys, around);
  // What was taken back is told even if it has expired as well.
  if (found?.state === "revoked") return { ...found, credential };
  if (around.now >= credential.validUntil) return { state: "expired", credential };
  return found ? { ...found, credential } : { state: "unknown", credential };
}

async function publicKeys({ origin, fetchText }: Surroundings): Promise<JWK[] | null> {
  try {
    const { keys } = JSON.parse(await fetchText(origin + KEYS)) as { keys: JWK[] };
    return Array.isArray(keys) ? keys : null;
  } catch {
    return null;
  }
}

/** Return the key of a token; Open Badges name it by an address, whose end is what others name it by. */
function keyOf(keys: JWK[], named: unknown, origin: string): JWK | undefined {
  const prefix = `${origin}${KEYS}#`;
  const known = typeof named === "string" && named.startsWith(prefix) ? named.slice(prefix.length) : named;
  return typeof known === "string"
    ? keys.find(({ kid, kty, crv }) => kid === known && kty === "EC" && crv === "P-256")
    : undefined;
}

async function isSignedBy(token: string, key: JWK): Promise<boolean> {
  try {
    await compactVerify(token, await importJWK(key, ALGORITHM), { algorithms: [ALGORITHM] });
    return true;
  } catch {
    return false;
  }
}

/** Look into each list that a credential names; null if one of them can't be had or believed. */
async function statusOf(
  credential: Credential,
  keys: JWK[],
  around: Surroundings,
): Promise<{ state: "good" | "superseded" | "revoked"; at: Date } | null> {
  try {
    const found = await Promise.all(credential.statuses.map((status) => bitOf(status, keys, around)));
    const at = new Date(Math.min(...found.map((one) => one.at.getTime())));
    const set = found.filter((one) => one.isSet).map((one) => one.word);
    const hasRevocation = found.some((one) => one.word === "revoked");
    if (!hasRevocation) return null;
    return { state: set.includes("revoked") ? "revoked" : set.includes("superseded") ? "superseded" : "good", at };
  } catch {
    return null;
  }
}

async function bitOf({ purpose, list, index }: Credential["statuses"][number], keys: JWK[], around: Surroundings) {
  const word = WORD_FOR[purpose as keyof typeof WORD_FOR];
  if (!word || !list.startsWith(around.origin + LISTS)) throw new Error("another list");
  const token = (await around.fetchText(list)).trim();
  const header = decodeProtectedHeader(token);
  const key = header.alg === ALGORITHM ? keyOf(keys, header.kid, around.origin) : undefined;
  if (!key || !(await isSignedBy(token, key))) throw new Error("the list isn't the hub's");
  const payload = unsigned(token);
  if (!isObject(payload) || !isObject(payload.credentialSubject)) throw new Error("no list");
  const { encodedList, statusPurpose } = payload.credentialSubject;
  const [from, until] = [new Date(String(payload.validFrom)), new Date(String(payload.validUntil))];
  const isFresh = from.getTime() - SKEW_MS <= around.now.getTime() && around.now.getTime() < until.getTime() + SKEW_MS;
  if (payload.id !== list || issuerOf(payload) !== around.origin || statusPurpose !== purpose || !isFresh) {
    throw new Error("another list, or an old one");
  }
  return { word, isSet: isSet(await bitsOf(String(encodedList)), index), at: from };
}

function unsigned(token: string): unknown {
  return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(base64url.decode(token.split(".")[1]!)));
}
