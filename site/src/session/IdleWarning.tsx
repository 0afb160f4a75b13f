import { useCallback } from "preact/hooks";
import { useIdleEnd } from "./idle";
import { signOut } from "./session";

/** Ends a session that is idle too long, and says so before; any key or click keeps it. */
export function IdleWarning() {
  const end = useCallback(() => void signOut("idle"), []);
  const isEnding = useIdleEnd(end);
  return isEnding ? (
    <div class="notice notice--alarm" role="alert">
      <p>You will be signed out in less than two minutes, since nothing has happened here.</p>
      <p>
        <button type="button" class="usa-button">
          Stay signed in
        </button>
      </p>
    </div>
  ) : null;
}
