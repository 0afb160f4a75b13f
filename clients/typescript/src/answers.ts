import type { components } from "./api.js";
import type { Hub } from "./hub.js";

export type Issue = components["schemas"]["Issue"];
type Problem = components["schemas"]["ProblemDocument"];

/** What a call of the client gives. */
export interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** A call wasn't answered as asked. */
export class HubProblem extends Error {
  /** Stays as it is; `GET /v1/codes/{code}` tells what it means. `HTTP_<status>` if the hub's gateway answered. */
  readonly code: string;
  readonly status: number;
  readonly title: string;
  /** How to mend it. */
  readonly detail: string;
  /** What is wrong with each record, if that is the problem. */
  readonly issues: Issue[];
  /** What to quote when asking about the call. */
  readonly requestId: string;

  constructor(response: Response, told: unknown) {
    const problem: Partial<Problem> = typeof told === "object" && told !== null ? told : { detail: String(told ?? "") };
    const code = problem.code ?? `HTTP_${response.status}`;
    const title = problem.title ?? response.statusText;
    const requestId = problem.instance ?? response.headers.get("X-Request-Id") ?? "";
    super(`${code} (${response.status}, request ${requestId}): ${title} ${problem.detail ?? ""}`.trimEnd());
    this.name = "HubProblem";
    this.code = code;
    this.status = response.status;
    this.title = title;
    this.detail = problem.detail ?? "";
    this.issues = problem.issues ?? [];
    this.requestId = requestId;
  }
}

/** What a call was answered; throws a `HubProblem` if that isn't what was asked for. */
export async function answered<T>(call: Promise<Answer<T>>): Promise<T> {
  return data(await call);
}

/** The pages of a list, of which `first` asks for the first; the others are fetched when they are needed. */
export async function* pages<T>(hub: Hub, first: Promise<Answer<T>>): AsyncGenerator<T> {
  let answer = await first;
  yield data(answer);
  for (let next = following(answer.response); next; next = following(answer.response)) {
    // An address that the hub told, which the types know nothing of.
    const call = hub.GET((next.pathname + next.search) as never, { baseUrl: next.origin } as never);
    answer = (await call) as unknown as Answer<T>;
    yield data(answer);
  }
}

function data<T>({ data, error, response }: Answer<T>): T {
  if (!response.ok) throw new HubProblem(response, error);
  return data as T;
}

function following(response: Response): URL | undefined {
  const next = /<([^>]*)>; rel="next"/.exec(response.headers.get("Link") ?? "")?.[1];
  return next === undefined ? undefined : new URL(next, response.url);
}
