import { forgetDrafts } from "../forms/drafts";
import { signOut } from "../session/session";
import { signOutEverywhere } from "./calls";
import { forgetKept } from "./keptStores";
import { forgetUploads } from "./keptUploads";

/** The ways to sign out. */
export function Leaving() {
  return (
    <>
      <button type="button" class="usa-button usa-button--unstyled" onClick={() => void leaveEverywhere()}>
        Sign out on every device
      </button>
      <button type="button" class="usa-button usa-button--unstyled" onClick={leave}>
        Sign out
      </button>
    </>
  );
}

export function leave(): void {
  forget();
  void signOut();
}

async function leaveEverywhere(): Promise<void> {
  await signOutEverywhere();
  forget();
  await signOut("everywhere");
}

/** Whoever leaves on purpose may leave the machine to somebody else. */
function forget(): void {
  forgetDrafts();
  forgetUploads();
  forgetKept().catch(() => undefined); // a device that keeps nothing has nothing to forget
}
