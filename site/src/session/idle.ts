/** Sessions end after 30 idle minutes. Somebody who is still there is asked before. */

import { useEffect, useState } from "preact/hooks";

export const IDLE_MS = 30 * 60_000;
export const WARNING_MS = 2 * 60_000;
const LOOK_MS = 5_000;
const ACTIVE = "passport.active";
const SIGNS_OF_LIFE = ["pointerdown", "keydown"] as const;

export function noteActivity(now = Date.now()): void {
  sessionStorage.setItem(ACTIVE, String(now));
}

/** Return for how long nobody has done anything in this tab; a tab that is new or was never used is not idle. */
export function idleFor(now = Date.now()): number {
  return now - Number(sessionStorage.getItem(ACTIVE) ?? now);
}

/** Watch a session that is there, and end it when it has been idle too long; true while that is about to happen. */
export function useIdleEnd(end: () => void): boolean {
  const [isEnding, setEnding] = useState(false);
  useEffect(() => {
    function look() {
      const idle = idleFor();
      if (idle >= IDLE_MS) end();
      else setEnding(idle >= IDLE_MS - WARNING_MS);
    }
    function live() {
      // A machine that slept wakes to its user's first key: by then the session may be over.
      if (idleFor() < IDLE_MS) noteActivity();
      look();
    }
    live();
    SIGNS_OF_LIFE.forEach((sign) => addEventListener(sign, live));
    document.addEventListener("visibilitychange", look);
    const timer = setInterval(look, LOOK_MS);
    return () => {
      SIGNS_OF_LIFE.forEach((sign) => removeEventListener(sign, live));
      document.removeEventListener("visibilitychange", look);
      clearInterval(timer);
    };
  }, [end]);
  return isEnding;
}
