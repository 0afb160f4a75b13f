/** What the console asks of the API about reviews of activities. */

import { answer, refusalOf } from "../api";
import type { components } from "../hub-api";
import { client, page, type Page } from "./calls";
import { done, reached } from "../doing";
import type { SignedPlace } from "./putting";

export type Review = components["schemas"]["ReviewView"];
export type WaitingReview = components["schemas"]["WaitingReview"];
export type AnswerInput = components["schemas"]["AnswerInput"];

/** Names a review: its own name is one among those of its activity. */
export interface ReviewName {
  activity_id: string;
  review_id: string;
}

export async function reviews(activity_id: string, signal: AbortSignal): Promise<readonly Review[]> {
  const params = { path: { activity_id } };
  const told = await answer(
    (within) => client.GET("/v1/activities/{activity_id}/reviews", { params, signal: within }),
    signal,
  );
  return told.reviews;
}

/** Return so many reviews that wait for an answer, the first due first. */
export function waitingReviews(limit: number, signal: AbortSignal): Promise<Page<WaitingReview>> {
  return page(
    (within) => client.GET("/v1/reviews", { params: { query: { limit } }, signal: within }),
    (told) => told.reviews,
    "cursor",
    signal,
  );
}

export function documentPlace(name: ReviewName, size: number, sha256: string): Promise<SignedPlace> {
  const params = { path: { ...name } };
  const path = "/v1/activities/{activity_id}/reviews/{review_id}/documents";
  return done(client.POST(path, { params, body: { size, sha256 } }));
}

/** Answer a review; return it as it is then, or what is wrong with the answer. */
export async function answerReview(name: ReviewName, body: AnswerInput): Promise<Review | { detail: string }> {
  const params = { path: { ...name } };
  const path = "/v1/activities/{activity_id}/reviews/{review_id}/answers";
  const { data, error, response } = await reached(client.POST(path, { params, body }));
  if (data) return data;
  if (error && response.status === 422) return { detail: error.detail };
  throw refusalOf({ ...(error && { error }), response });
}
