/** The search API, by the types that are generated from its description. */

import createClient, { type FetchResponse } from "openapi-fetch";
import type { operations, paths } from "./search-api";

type Told<Path extends keyof paths> = NonNullable<
  FetchResponse<paths[Path]["get"], object, "application/json">["data"]
>;
export type SearchPage = Told<"/search/activities">;
export type Suggestions = Told<"/search/suggest">;
/** An activity as its page is served with it; what search engines are told of it is in the page's head. */
export type ActivityView = Omit<Told<"/activities/{activity_id}">, "jsonld">;
export type Card = SearchPage["activities"][number];
export type Registration = Card["registrations"][number];
export type FacetValue = Suggestions["areas"][number];
export type SearchQuery = NonNullable<operations["search_search_activities_get"]["parameters"]["query"]>;

const TIMEOUT = 15_000;
const MOST_REMEMBERED = 60;

const client = createClient<paths>({ baseUrl: "/api" });
const remembered = new Map<string, SearchPage>();

export type ProblemKind = "offline" | "slow" | "invalid" | "missing" | "refused" | "fault";

/** Why the API gave no answer, in a word that a page can turn into what to do. */
export class ApiProblem extends Error {
  constructor(
    readonly kind: ProblemKind,
    readonly detail = "",
    /** What the API calls it, of what it refuses. */
    readonly title = "",
  ) {
    super(kind);
  }
}

/** Return one page of results; the same page again is answered from memory. */
export async function searchPage(query: SearchQuery, signal: AbortSignal): Promise<SearchPage> {
  const key = JSON.stringify(query);
  const known = remembered.get(key);
  if (known) return known;
  const page = await answer(
    (within) => client.GET("/search/activities", { params: { query }, signal: within }),
    signal,
  );
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(key, page);
  return page;
}

export function suggestions(q: string, signal: AbortSignal): Promise<Suggestions> {
  return answer((within) => client.GET("/search/suggest", { params: { query: { q } }, signal: within }), signal);
}

export interface Answered<Data> {
  data?: Data;
  error?: { title?: string; detail?: string; code?: string };
  response: Response;
}

/** Ask, and return the answer's document, or throw why there is none. */
export async function answer<Data>(
  ask: (signal: AbortSignal) => Promise<Answered<Data>>,
  signal: AbortSignal,
): Promise<Data> {
  let answered: Answered<Data>;
  try {
    answered = await ask(AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT)]));
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ApiProblem) throw error;
    throw new ApiProblem(error instanceof DOMException && error.name === "TimeoutError" ? "slow" : failedKind(error));
  }
  if (answered.data !== undefined) return answered.data;
  throw refusalOf(answered);
}

const KINDS: Readonly<Record<number, ProblemKind>> = {
  403: "refused",
  404: "missing",
  409: "refused",
  422: "invalid",
  429: "refused",
};

/** Return why an answer has no document. */
export function refusalOf({ error, response }: Omit<Answered<unknown>, "data">): ApiProblem {
  // A contact is told 404 where a key is told 403; the code says which of them it is.
  const isRefused = response.status === 404 && error?.code !== undefined && error.code !== "NOT_FOUND";
  const kind = isRefused ? "refused" : (KINDS[response.status] ?? "fault");
  return new ApiProblem(kind, error?.detail, error?.title);
}

/** An answer that isn't JSON is a fault on the way; no answer at all is a connection that is gone. */
function failedKind(error: unknown): ProblemKind {
  return error instanceof SyntaxError ? "fault" : "offline";
}
