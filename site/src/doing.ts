/** Calls that do something, and are made once: whether to make them again is for whoever made them. */

import { ApiProblem, refusalOf, type Answered } from "./api";

/** Return what a call is answered; no answer at all is a problem of the connection. */
export function reached<Answer>(call: Promise<Answer>): Promise<Answer> {
  return call.catch((error: unknown) => {
    throw error instanceof ApiProblem ? error : new ApiProblem("offline");
  });
}

/** Return the document that a call is answered with, or throw why it did nothing. */
export async function done<Data>(call: Promise<Answered<Data>>): Promise<Data> {
  const { data, error, response } = await reached(call);
  if (!response.ok) throw refusalOf({ ...(error && { error }), response });
  return data as Data; // an answer without a document has none to be missed
}
