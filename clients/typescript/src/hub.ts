import createClient, { type Client } from "openapi-fetch";
import type { paths } from "./api.js";

/** The version of the API that the types describe. */
const API_VERSION = "2026-11-26";
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 20_000;
/** In milliseconds: the limit of a minute is waited for, that of a day isn't. */
const LONGEST_RETRY_AFTER = 90_000;
const BUSY = [429, 502, 503, 504];
const REPEATABLE = ["GET", "PUT", "PATCH", "DELETE"];
/** Calls that happen once, however often they are made with the same `Idempotency-Key`. */
const HAPPEN_ONCE = ["/v1/activities", "/v1/learner-records"];

export type Hub = Client<paths>;

export interface HubOptions {
  /** The API's address, without `/v1`. */
  url: string;
  /** A provider's key, or an access token of OAuth 2. */
  key: string;
  /** How often a call is made at most if there is no connection, the hub is busy or too much is asked of it. */
  tries?: number;
  /** What waits so many milliseconds, in place of a timer. */
  pause?: (milliseconds: number) => Promise<void>;
}

/** A client of a hub, with a method for each HTTP method and types for each path. */
export function cmeHub({ url, key, tries = 5, pause = timer }: HubOptions): Hub {
  const hub = createClient<paths>({
    baseUrl: url.replace(/\/+$/, ""),
    headers: { Authorization: `Bearer ${key}`, "CME-Hub-Version": API_VERSION },
    fetch: (request) => tried(request, tries, pause),
  });
  hub.use({
    onRequest({ request, schemaPath }) {
      const isOnce = request.method !== "GET" && HAPPEN_ONCE.some((path) => schemaPath.startsWith(path));
      if (isOnce && !request.headers.has("Idempotency-Key"))
        request.headers.set("Idempotency-Key", crypto.randomUUID());
    },
  });
  return hub;
}

async function tried(request: Request, tries: number, pause: (milliseconds: number) => Promise<void>) {
  const mayBeRepeated = REPEATABLE.includes(request.method) || request.headers.has("Idempotency-Key");
  for (let made = 1; ; made++) {
    let wait = (0.5 + Math.random() / 2) * Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (made - 1));
    try {
      const answer = await fetch(request.clone());
      const isToBeRepeated = answer.status === 429 || (mayBeRepeated && BUSY.includes(answer.status));
      wait = Math.max(wait, 1000 * Number(answer.headers.get("Retry-After") ?? 0) || 0);
      if (!isToBeRepeated || made >= tries || wait > LONGEST_RETRY_AFTER) return answer;
    } catch (error) {
      if (!mayBeRepeated || made >= tries) throw error;
    }
    await pause(wait);
  }
}

function timer(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
