/** What the console asks of the API about activities. */

import { answer, refusalOf } from "../api";
import type { components, operations } from "../hub-api";
import { client, page, type Issue, type Page } from "./calls";
import { done, reached } from "../doing";

export type ActivityView = components["schemas"]["ActivityView"];
export type Activity = ActivityView["activity"];
export type ActivityInput = components["schemas"]["ActivityInput"];
export type ActivityQuery = NonNullable<operations["listActivities"]["parameters"]["query"]>;

/** An activity, and what names this state of it. */
export interface StoredActivity {
  view: ActivityView;
  tag: string | null;
}

/** What came of saving: the activity, or what is wrong with it. */
export type Saved = { view: ActivityView } | { issues: readonly Issue[]; code: string; title: string; detail: string };

export function activities(query: ActivityQuery, signal: AbortSignal): Promise<Page<ActivityView>> {
  return page(
    (within) => client.GET("/v1/activities", { params: { query }, signal: within }),
    (told) => told.activities,
    "cursor",
    signal,
  );
}

export async function activity(activity_id: string, signal: AbortSignal): Promise<StoredActivity> {
  let tag: string | null = null;
  const view = await answer(async (within) => {
    const params = { path: { activity_id } };
    const answered = await client.GET("/v1/activities/{activity_id}", { params, signal: within });
    tag = answered.response.headers.get("ETag");
    return answered;
  }, signal);
  return { view, tag };
}

/** Add an activity, unless one is there under its own ID, format and first day. */
export async function addActivity(given: ActivityInput): Promise<Saved> {
  const params = { header: { "if-none-match": "*" } };
  const { data, error, response } = await reached(client.POST("/v1/activities", { params, body: given }));
  return data ? { view: data } : refused(error, response);
}

/** Change an activity, unless somebody else did since it was read. */
export async function changeActivity(activity_id: string, tag: string | null, given: ActivityInput): Promise<Saved> {
  const params = { path: { activity_id }, header: tag ? { "if-match": tag } : {} };
  const { data, error, response } = await reached(client.PUT("/v1/activities/{activity_id}", { params, body: given }));
  return data ? { view: data } : refused(error, response);
}

export async function deleteActivity(activity_id: string): Promise<void> {
  await done(client.DELETE("/v1/activities/{activity_id}", { params: { path: { activity_id } } }));
}

function refused(error: components["schemas"]["ProblemDocument"] | undefined, response: Response): Saved {
  if (!error || response.status >= 500) throw refusalOf({ ...(error && { error }), response });
  return { issues: error.issues ?? [], code: error.code, title: error.title, detail: error.detail };
}
