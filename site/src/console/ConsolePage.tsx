import { useEffect } from "preact/hooks";
import { forgetDrafts } from "../forms/drafts";
import { Problem } from "../Problem";
import { useEntering } from "../session/entering";
import { IdleWarning } from "../session/IdleWarning";
import { signOut, type Entry } from "../session/session";
import { Account } from "./account";
import { addressOf, addressWith, placeOf, providerOf } from "./address";
import { contact as askContact, signOutEverywhere, type Contact, type ContactProvider } from "./calls";
import { ProviderChoice } from "./ProviderChoice";
import { ROLES } from "./roles";
import { SearchBox } from "./SearchBox";
import { listedFor, sectionAt } from "./sections";
import { SignedOut } from "./SignedOut";
import { forgetUploads } from "./keptUploads";
import { forgetRows } from "./mendDrafts";
import { useOnline } from "./online";
import { WhichHub } from "./WhichHub";

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
  const { account, providers, is_sandbox } = contact;
  const named = providerOf(location.search);
  const provider = named === null && providers.length === 1 ? providers[0] : chosen(providers, named);
  if (provider && named === null) history.replaceState(null, "", addressWith(provider.provider_id));
  return (
    <Account.Provider value={account}>
      <WhichHub isSandbox={is_sandbox} />
      {provider ? (
        <Console provider={provider} isOneOfSeveral={providers.length > 1} />
      ) : (
        <ProviderChoice providers={providers} unknown={named} leave={leave} />
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
}

function Console({ provider, isOneOfSeveral }: Props) {
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
          <button type="button" class="usa-button usa-button--unstyled" onClick={() => void leaveEverywhere()}>
            Sign out on every device
          </button>
          <button type="button" class="usa-button usa-button--unstyled" onClick={leave}>
            Sign out
          </button>
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

function leave(): void {
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
  forgetRows().catch(() => undefined); // a device that keeps nothing has nothing to forget
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
