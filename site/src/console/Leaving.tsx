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
  void forget().then(() => signOut());
}

async function leaveEverywhere(): Promise<void> {
  await signOutEverywhere();
  await forget();
  await signOut("everywhere");
}

/** Whoever leaves on purpose may leave the machine to somebody else. */
async function forget(): Promise<void> {
  forgetDrafts();
  forgetUploads();
  await forgetKept().catch(() => undefined); // a device that keeps nothing has nothing to forget
}
