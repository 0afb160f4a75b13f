/** Looking up how a document stands whose code somebody has, and comparing a file with it. */

import type { components } from "../passport-api";
import { check, type Checked, type Surroundings } from "./checking";
import { digestOf, given } from "./given";

export type KnownDocument = components["schemas"]["Verification"];

/** What the page tells: of a credential, of a file that has a code, or of a code alone. */
export type Verdict =
  | Checked
  | { state: "listed" | "same"; document: KnownDocument }
  | { state: "edited" | "codeless" | "unheard" | "miswritten" | "empty" | "large" };

const TIMEOUT = 15_000;

/** Where the page is, and how it asks its own host. */
export function surroundings(): Surroundings {
  return { origin: location.origin, now: new Date(), fetchText };
}

/** Tell how the document of a code stands; null stands for a code that nobody can have. */
export async function look(code: string | null): Promise<Verdict> {
  if (code === null) return { state: "miswritten" };
  try {
    const answer = await fetch(`/v1/verifications/${code}`, asked());
    if (answer.status === 404) return { state: "unheard" };
    if (!answer.ok) return { state: "offline" };
    return { state: "listed", document: (await answer.json()) as KnownDocument };
  } catch {
    return { state: "offline" };
  }
}

/** Verify a file, or what was pasted; `code` is that of the document, if one was given. */
export async function verify(bytes: Uint8Array, code: string | null, around: Surroundings): Promise<Verdict> {
  const found = given(bytes);
  if (found.kind === "token") return check(found.token, around);
  if (found.kind !== "file") return { state: found.kind };
  if (code === null) return { state: "codeless" };
  const looked = await look(code);
  if (looked.state !== "listed") return looked;
  const { document } = looked as { document: KnownDocument };
  return (await digestOf(found.bytes)) === document.digest ? { state: "same", document } : { state: "edited" };
}

async function fetchText(address: string): Promise<string> {
  const answer = await fetch(address, asked());
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.text();
}

function asked(): RequestInit {
  // What the browser remembers of a minute ago may be out of date by now.
  return { credentials: "omit", cache: "no-store", signal: AbortSignal.timeout(TIMEOUT) };
}
