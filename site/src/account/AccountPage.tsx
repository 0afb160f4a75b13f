import { useEffect } from "preact/hooks";
import { Problem } from "../Problem";
import { useEntering } from "../session/entering";
import { IdleWarning } from "../session/IdleWarning";
import { signOut, type Entry } from "../session/session";
import { keepAccountBoards, keepAccountDuties, keptDuties } from "../visitor";
import { today } from "../wording";
import { AuditAwaited } from "./AuditAwaited";
import { me as askMe, stateDuties, type Me } from "./calls";
import { openDuties } from "./dutyWords";
import { forgetDrafts } from "../forms/drafts";
import { Ending } from "./Ending";
import { sectionAt, SECTIONS } from "./sections";
import { Settings } from "./settings";
import { SignedOut } from "./SignedOut";

const ENTRY: Entry = { home: "/account/", signIn: "sign_in_url", client: "client_id" };

/** Somebody's account, or what one gets by signing in. */
export function AccountPage() {
  const { who: me, isOut, problem, retry } = useEntering(ENTRY, askMeAndBoards);
  if (problem) {
    return (
      <div class="wide page">
        <h1>Your account</h1>
        <Problem problem={problem} subject="Your account" retry={retry} />
      </div>
    );
  }
  if (isOut) return <SignedOut />;
  return me ? <Account me={me} /> : <Skeleton />;
}

/** Return whose account it is; the public search then knows which boards count. */
async function askMeAndBoards(signal: AbortSignal): Promise<Me> {
  const me = await askMe(signal);
  keepAccountBoards(me.boards);
  return me;
}

/** Let the public search know once in a session what states ask; without an answer it only says less. */
function useDutiesKept({ states, ends_on }: Me): void {
  useEffect(() => {
    if (states.length === 0 || ends_on || keptDuties()) return;
    const controller = new AbortController();
    stateDuties(controller.signal).then(
      (duties) => controller.signal.aborted || keepAccountDuties(openDuties(duties, today())),
      () => undefined,
    );
    return () => controller.abort();
  }, []);
}

function Account({ me }: { me: Me }) {
  const { address, title, Page } = sectionAt(location.pathname);
  useDutiesKept(me);
  useEffect(() => {
    document.title = `${title} · CME Hub Passport`;
  }, [title]);

  function leave() {
    forgetDrafts();
    void signOut();
  }

  return (
    <div class="wide page account">
      <div class="account__who">
        <p>
          Signed in as <strong>{me.email}</strong>, <ClaimStatus me={me} />
        </p>
        <button type="button" class="usa-button usa-button--unstyled" onClick={leave}>
          Sign out
        </button>
      </div>
      <IdleWarning />
      {me.ends_on ? <Ending endsOn={me.ends_on} /> : Page !== Settings && <AuditAwaited me={me} />}
      <nav class="account__sections" aria-label="Account">
        {SECTIONS.map((section) => (
          <a
            key={section.address}
            href={section.address}
            aria-current={section.address === address ? "page" : undefined}
          >
            {section.title}
          </a>
        ))}
      </nav>
      <h1>{title}</h1>
      {me.ends_on && Page !== Settings ? (
        <p class="account__part">Keep the account to see this again.</p>
      ) : (
        <Page me={me} />
      )}
    </div>
  );
}

function ClaimStatus({ me }: { me: Me }) {
  if (me.claims.length === 0) return <>not tied to a physician yet</>;
  return <>{me.claims.map(({ name, id, sureness }) => `${name} ${id} (${sureness})`).join(", ")}</>;
}

function Skeleton() {
  return (
    <div class="wide page" aria-busy="true">
      <span class="usa-sr-only" role="status">
        Loading your account
      </span>
      <span class="skeleton__line skeleton__line--title" />
      <span class="skeleton__line" />
      <span class="skeleton__line skeleton__line--short" />
    </div>
  );
}
