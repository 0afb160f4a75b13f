/** What somebody gives to be verified: a credential, or another file that is compared by its digest. */

/** Bytes; a credential with 10,000 credits has less, and nothing larger is read. */
export const MOST_TOKEN = 10_000_000;
export const MOST_FILE = 50_000_000;

export type Given =
  { kind: "token"; token: string } | { kind: "file"; bytes: Uint8Array } | { kind: "empty" } | { kind: "large" };

const TOKEN = /^[\w-]+\.[\w-]*\.[\w-]*$/;
const CODE_LENGTH = 20;
const NO_LETTERS = /[\s-]+/g;

/** Tell what a file is by its content; its name and type say nothing. */
export function given(bytes: Uint8Array): Given {
  if (bytes.length > MOST_FILE) return { kind: "large" };
  if (bytes.length > MOST_TOKEN) return startsLikeToken(bytes) ? { kind: "large" } : { kind: "file", bytes };
  const text = decoded(bytes)?.trim();
  if (text === "") return { kind: "empty" };
  const token = text === undefined ? null : tokenIn(text);
  return token === null ? { kind: "file", bytes } : { kind: "token", token };
}

/** Return the token that a text is, in quotation marks too, or that stands in a JSON document as `token`. */
function tokenIn(text: string): string | null {
  if (TOKEN.test(text)) return text;
  try {
    const document: unknown = JSON.parse(text);
    const token = isObject(document) ? document.token : document;
    return typeof token === "string" && TOKEN.test(token.trim()) ? token.trim() : null;
  } catch {
    return null;
  }
}

function startsLikeToken(bytes: Uint8Array): boolean {
  return (
    decoded(bytes.subarray(0, 1000).map((byte) => (byte < 0x80 ? byte : 0x20)))
      ?.trimStart()
      .startsWith("eyJ") ?? false
  );
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Return a code as it is written, whatever was typed for it; null if it can be none. */
export function readCode(typed: string): string | null {
  const letters = typed.toUpperCase().replace(NO_LETTERS, "").replace(/O/g, "0").replace(/[IL]/g, "1");
  if (letters.length !== CODE_LENGTH || !/^[0-9A-HJKMNP-TV-Z]+$/.test(letters)) return null;
  return letters.match(/.{5}/g)!.join("-");
}

/** Return the SHA-256 of bytes, in hexadecimal. */
export async function digestOf(bytes: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes as BufferSource));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
