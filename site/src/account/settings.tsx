import { useState } from "preact/hooks";
import { Problem } from "../Problem";
import { Archive } from "./Archive";
import { Audits } from "./Audits";
import { signOutEverywhere } from "./calls";
import { forgetDrafts } from "../forms/drafts";
import { EndAccount } from "./Ending";
import { LicensingBoards } from "./LicensingBoards";
import { MailSettings } from "./MailSettings";
import type { SectionProps } from "./sections";
import { signOut } from "../session/session";

/** The account itself. */
export function Settings({ me }: SectionProps) {
  const [isLeaving, setLeaving] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);

  async function leave() {
    setLeaving(true);
    setProblem(null);
    try {
      await signOutEverywhere();
      forgetDrafts();
      await signOut("everywhere");
    } catch (error) {
      setProblem(error);
      setLeaving(false);
    }
  }

  return (
    <>
      <section class="account__part">
        <h2>Sign-in</h2>
        <p>
          You sign in as <strong>{me.email}</strong>. A session ends after 30 minutes without doing anything.
        </p>
      </section>
      {!me.ends_on && <Audits me={me} />}
      {!me.ends_on && <MailSettings email={me.email} />}
      {!me.ends_on && <LicensingBoards />}
      <section class="account__part">
        <h2>Sign out everywhere</h2>
        <p>If you have lost a device, or forgot to sign out on somebody else’s, end every session of yours at once.</p>
        {problem !== null && <Problem problem={problem} subject="Your account" />}
        <p>
          <button
            type="button"
            class="usa-button usa-button--outline"
            disabled={isLeaving}
            onClick={() => void leave()}
          >
            Sign out on every device
          </button>
        </p>
      </section>
      <Archive />
      {!me.ends_on && <EndAccount />}
    </>
  );
}
