/** What a page calls that shows what was shared. */

import createClient from "openapi-fetch";
import type { components, paths } from "../passport-api";

export type Shared = components["schemas"]["SharedTranscript"];
export type Format = components["schemas"]["FileInput"]["format"];
export type Refusal = Pick<components["schemas"]["ProblemDocument"], "code" | "title" | "detail">;

/** By what somebody may read: a ticket and a passcode live as long as the page is open. */
export interface Proof {
  token: string;
  passcode?: string;
  ticket?: string;
}

export const client = createClient<paths>({ baseUrl: "/" });
