/** What the console says to the API about the provider's own headings. */

import { client } from "./calls";
import { done } from "../doing";

/** Let a heading mean another one in every file from now on: nothing isn't read, null is as the hub knows it. */
export function agreeOnHeading(heading: string, meaning: string | null): Promise<unknown> {
  return done(client.PATCH("/v1/headings", { body: { headings: { [heading]: meaning } } }));
}
