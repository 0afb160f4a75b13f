/** What the officers' pages ask of the API about rosters that they send. */

import { ApiProblem, answer } from "../api";
import { digestsOf } from "../console/digests";
import { putSurely } from "../console/putting";
import { done } from "../doing";
import type { components, paths } from "../hub-api";
import { signedInClient } from "../session/client";

export type SentRoster = components["schemas"]["SentRosterView"];

const client = signedInClient<paths>();

export async function sentRosters(state: string, signal: AbortSignal): Promise<readonly SentRoster[]> {
  const params = { path: { state } };
  const told = await answer(
    (within) => client.GET("/v1/licensing/{state}/rosters", { params, signal: within }),
    signal,
  );
  return told.rosters;
}

export function sentRoster(state: string, roster_id: string, signal: AbortSignal): Promise<SentRoster> {
  const params = { path: { state, roster_id } };
  return answer(
    (within) => client.GET("/v1/licensing/{state}/rosters/{roster_id}", { params, signal: within }),
    signal,
  );
}

/** Send a roster's file and have it looked through; tell meanwhile how much of it is put. */
export async function sendRoster(
  state: string,
  file: File,
  delta: boolean,
  tell: (share: number) => void,
): Promise<SentRoster> {
  const { whole } = await digestsOf(file, () => undefined);
  const body = { name: file.name, size: file.size, sha256: whole, delta };
  const sent = await done(client.POST("/v1/licensing/{state}/rosters", { params: { path: { state } }, body }));
  if (!sent.place) throw new ApiProblem("offline");
  const status = await putSurely(sent.place, file, (loaded) => tell(loaded / file.size));
  if (status >= 300) throw new ApiProblem("offline");
  return lookThrough(state, sent.roster_id);
}

/** Have a roster looked through whose file is put. */
export function lookThrough(state: string, roster_id: string): Promise<SentRoster> {
  return changed(state, roster_id, { status: "checking" });
}

/** Have a roster loaded that takes out so many licensees. */
export function loadRoster(state: string, roster_id: string, removed: number): Promise<SentRoster> {
  return changed(state, roster_id, { status: "loading", removed });
}

function changed(
  state: string,
  roster_id: string,
  body: components["schemas"]["RosterStepInput"],
): Promise<SentRoster> {
  const params = { path: { state, roster_id } };
  return done(client.PATCH("/v1/licensing/{state}/rosters/{roster_id}", { params, body }));
}
