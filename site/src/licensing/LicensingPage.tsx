import { useEffect } from "preact/hooks";
import { Leaving, leave } from "../console/Leaving";
import { useOnline } from "../console/online";
import { WhichHub } from "../console/WhichHub";
import { Problem } from "../Problem";
import { useEntering } from "../session/entering";
import { IdleWarning } from "../session/IdleWarning";
import type { Entry } from "../session/session";
import { addressOf, sectionOf, stateOf } from "./address";
import { officer as askOfficer, type Officer, type OfficersState } from "./calls";
import { LISTED, sectionAt } from "./sections";
import { SignedOut } from "./SignedOut";

const ENTRY: Entry = { home: "/licensing/", signIn: "staff_sign_in_url", client: "staff_client_id" };

/** The pages of the state that the address names, or how to get there. */
export function LicensingPage() {
  const { who: officer, isOut, problem, retry } = useEntering(ENTRY, askOfficer);
  if (problem) {
    return (
      <div class="wide page">
        <h1>Licensing boards</h1>
        <Problem problem={problem} subject="The page" retry={retry} />
      </div>
    );
  }
  if (isOut) return <SignedOut />;
  return officer ? <Entered officer={officer} /> : <Skeleton />;
}

function Entered({ officer: { states, is_sandbox } }: { officer: Officer }) {
  const named = stateOf(location.search);
  const only = states.length === 1 ? states[0] : undefined;
  const state = named === null ? only : states.find((found) => found.state === named);
  if (state && named === null) history.replaceState(null, "", addressOf("", state.state));
  return (
    <>
      <WhichHub isSandbox={is_sandbox} />
      {state ? (
        <StatePages state={state} isOneOfSeveral={states.length > 1} />
      ) : (
        <StateChoice states={states} unknown={named} />
      )}
    </>
  );
}

function StateChoice({ states, unknown }: { states: readonly OfficersState[]; unknown: string | null }) {
  useEffect(() => {
    document.title = "Licensing boards · CME Hub";
  }, []);
  return (
    <div class="wide page account console">
      <IdleWarning />
      <h1>{states.length ? "For which state?" : "You are no officer"}</h1>
      {unknown && <p>You are no officer of the state that the address names.</p>}
      {states.length ? (
        <ul class="choice">
          {states.map(({ state, name }) => (
            <li key={state}>
              <a href={addressOf("", state)}>{name}</a>
              <span>{state}</span>
            </li>
          ))}
        </ul>
      ) : (
        <p>
          Whoever runs the hub can make you an officer of your state’s licensing board. If you send files for a
          provider, go to the <a href="/console/">console</a>.
        </p>
      )}
      <p class="row">
        <button type="button" class="usa-button usa-button--outline" onClick={leave}>
          Sign out
        </button>
      </p>
    </div>
  );
}

function StatePages({ state, isOneOfSeveral }: { state: OfficersState; isOneOfSeveral: boolean }) {
  const path = sectionOf(location.pathname);
  const found = sectionAt(path);
  const isOnline = useOnline();
  useEffect(() => {
    document.title = `${found?.title ?? "No such page"} · ${state.name} · CME Hub`;
  }, [found]);
  return (
    <div class="wide page account console">
      <div class="account__who">
        <p>
          <strong>{state.name}</strong> {state.state}, you are an officer
        </p>
        <p class="links">
          {isOneOfSeveral && <a href="/licensing/">Another state</a>}
          <Leaving />
        </p>
      </div>
      <IdleWarning />
      {!isOnline && (
        <p class="notice notice--alarm" role="alert">
          You are offline. What is shown may be old; look again once the connection is back.
        </p>
      )}
      <nav class="account__sections" aria-label="Licensing board">
        {LISTED.map(({ path: listed, title }) => (
          <a key={listed} href={addressOf(listed, state.state)} aria-current={listed === path ? "page" : undefined}>
            {title}
          </a>
        ))}
      </nav>
      {found ? (
        <found.Page state={state} />
      ) : (
        <>
          <h1>There is no such page</h1>
          <p>
            Check the address, or <a href={addressOf("", state.state)}>look a licensee up</a>.
          </p>
        </>
      )}
    </div>
  );
}

function Skeleton() {
  return (
    <div class="wide page" aria-busy="true">
      <h1>Licensing boards</h1>
      <p role="status">Loading the pages …</p>
      <span class="skeleton__line" />
      <span class="skeleton__line skeleton__line--short" />
    </div>
  );
}
