/** What counts for whoever looks: by the account that this tab is signed in to, else by the choice on this device. */

import { IDLE_MS, idleFor } from "./session/idle";
import { mine, type Mine } from "./device";

export interface Visitor extends Mine {
  /** Whether the boards are those of an account. */
  isSignedIn: boolean;
}

/** Codes of boards and nothing else, since the public pages read it. It goes with the tab, as the sign-in does. */
const BOARDS = "passport.boards";

export function visitor(): Visitor {
  const kept = idleFor() < IDLE_MS ? sessionStorage.getItem(BOARDS) : null;
  const boards = kept ? kept.split(",") : [];
  return boards.length ? { ...mine(), boards, isSignedIn: true } : { ...mine(), isSignedIn: false };
}

export function keepAccountBoards(boards: readonly string[]): void {
  sessionStorage.setItem(BOARDS, boards.join(","));
}

export function forgetAccountBoards(): void {
  sessionStorage.removeItem(BOARDS);
}
