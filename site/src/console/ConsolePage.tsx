import { useEffect } from "preact/hooks";
import { Problem } from "../Problem";
import { useEntering } from "../session/entering";
import { IdleWarning } from "../session/IdleWarning";
import type { Entry } from "../session/session";
import { Account } from "./account";
import type { AccreditorProps } from "./AccreditorPage";
import { addressOf, addressWith, placeOf, providerOf } from "./address";
import { contact as askContact, type Contact, type ContactProvider } from "./calls";
import { ProviderChoice } from "./ProviderChoice";
import { ROLES } from "./roles";
import { SearchBox } from "./SearchBox";
import { listedFor, sectionAt } from "./sections";
import { SignedOut } from "./SignedOut";
import { later } from "./later";
import { leave, Leaving } from "./Leaving";
import { useOnline } from "./online";
import { WhichHub } from "./WhichHub";

const AccreditorPage = later<AccreditorProps>(() => import("./AccreditorPage").then((loaded) => loaded.AccreditorPage));
const ENTRY: Entry = { home: "/console/", signIn: "staff_sign_in_url", client: "staff_client_id" };

/** The console of the provider that the address names, or how to get there. */
export function ConsolePage() {
  const { who: contact, isOut, problem, retry } = useEntering(ENTRY, askContact);
  if (problem) {
    return (
      <div class="wide page">
        <h1>Provider console</h1>
        <Problem problem={problem} subject="The console" retry={retry} />
      </div>
    );
  }
  if (isOut) return <SignedOut />;
  return contact ? <Entered contact={contact} /> : <Skeleton />;
}

function Entered({ contact }: { contact: Contact }) {
  const { account, providers, accreditors, states, is_sandbox } = contact;
  const { section, name } = placeOf(location.pathname);
  if (accreditors.length > 0 && (section === "accreditor" || providers.length === 0)) {
    return (
      <>
        <WhichHub isSandbox={is_sandbox} />
        <AccreditorPage
          accreditors={accreditors}
          name={section === "accreditor" ? name : ""}
          isContact={providers.length > 0}
        />
      </>
    );
  }
  const named = providerOf(location.search);
  const provider = named === null && providers.length === 1 ? providers[0] : chosen(providers, named);
  if (provider && named === null) history.replaceState(null, "", addressWith(provider.provider_id));
  return (
    <Account.Provider value={account}>
      <WhichHub isSandbox={is_sandbox} />
      {provider ? (
        <Console provider={provider} isOneOfSeveral={providers.length > 1} isOfAccreditor={accreditors.length > 0} />
      ) : (
        <ProviderChoice providers={providers} unknown={named} isOfficer={states.length > 0} leave={leave} />
      )}
    </Account.Provider>
  );
}

function chosen(providers: readonly ContactProvider[], named: string | null): ContactProvider | undefined {
  return providers.find(({ provider_id }) => provider_id === named);
}

interface Props {
  provider: ContactProvider;
  isOneOfSeveral: boolean;
  /** Whether there is an accreditor to read for as well. */
  isOfAccreditor: boolean;
}

function Console({ provider, isOneOfSeveral, isOfAccreditor }: Props) {
  const { section, name } = placeOf(location.pathname);
  const found = sectionAt(section);
  const isOnline = useOnline();
  useEffect(() => {
    document.title = `${found?.title ?? "No such page"} · ${provider.name} · CME Hub`;
  }, [found]);
  return (
    <div class="wide page account console">
      <div class="account__who">
        <p>
          <strong>{provider.name}</strong> {provider.provider_id}, {ROLES[provider.role]}
        </p>
        <p class="links">
          {isOneOfSeveral && <a href="/console/">Another provider</a>}
          {isOfAccreditor && <a href="/console/accreditor">Providers’ years</a>}
          <Leaving />
        </p>
      </div>
      <IdleWarning />
      {!isOnline && (
        <p class="notice notice--alarm" role="alert">
          You are offline. What is shown may be old; what you are doing goes on once the connection is back.
        </p>
      )}
      <SearchBox />
      <nav class="account__sections" aria-label="Console">
        {listedFor(provider).map(({ path, title }) => (
          <a key={path} href={addressOf(path)} aria-current={path === section ? "page" : undefined}>
            {title}
          </a>
        ))}
      </nav>
      {found ? (
        <found.Page provider={provider} name={name} />
      ) : (
        <>
          <h1>There is no such page</h1>
          <p>
            Check the address, or <a href={addressOf("")}>begin at the start</a>.
          </p>
        </>
      )}
    </div>
  );
}

function Skeleton() {
  return (
    <div class="wide page" aria-busy="true">
      <h1>Provider console</h1>
      <p role="status">Loading the console …</p>
      <span class="skeleton__line" />
      <span class="skeleton__line skeleton__line--short" />
    </div>
  );
}
