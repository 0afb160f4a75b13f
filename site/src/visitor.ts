/** What counts for whoever looks: by the account that this tab is signed in to, else by the choice on this device. */

import { IDLE_MS, idleFor } from "./session/idle";
import { mine, type Mine } from "./device";

export interface Visitor extends Mine {
  /** Whether the boards are those of an account. */
  isSignedIn: boolean;
  /** What states ask of the account's holder and isn't met. */
  duties: readonly OpenDuty[];
}

export interface OpenDuty {
  state: string;
  topics: readonly string[];
  /** The last day on which something counts for it. */
  ends: string;
  /** Whether it concerns some licensees alone. */
  isForSome: boolean;
}

/** Codes of boards and nothing else, since the public pages read it. It goes with the tab, as the sign-in does. */
const BOARDS = "passport.boards";
/** States with topics and days, and nothing else. */
const DUTIES = "passport.duties";

export function visitor(): Visitor {
  const isHere = idleFor() < IDLE_MS;
  const kept = isHere ? sessionStorage.getItem(BOARDS) : null;
  const boards = kept ? kept.split(",") : [];
  const duties = isHere ? (keptDuties() ?? []) : [];
  return boards.length ? { ...mine(), boards, duties, isSignedIn: true } : { ...mine(), duties, isSignedIn: false };
}

export function keepAccountBoards(boards: readonly string[]): void {
  sessionStorage.setItem(BOARDS, boards.join(","));
}

/** Return what was kept of the account's open duties; null if nothing was. */
export function keptDuties(): readonly OpenDuty[] | null {
  const kept = sessionStorage.getItem(DUTIES);
  return kept ? (JSON.parse(kept) as OpenDuty[]) : null;
}

/** Keep the open duties, unless the session has ended meanwhile: a late answer brings nothing back. */
export function keepAccountDuties(duties: readonly OpenDuty[]): void {
  if (sessionStorage.getItem(BOARDS) !== null) sessionStorage.setItem(DUTIES, JSON.stringify(duties));
}

export function forgetAccount(): void {
  sessionStorage.removeItem(BOARDS);
  sessionStorage.removeItem(DUTIES);
}
