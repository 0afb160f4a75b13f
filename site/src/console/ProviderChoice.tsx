import { addressWith } from "./address";
import type { ContactProvider } from "./calls";
import { ROLES } from "./roles";

interface Props {
  providers: readonly ContactProvider[];
  /** The provider that the address names, none of theirs. */
  unknown: string | null;
  isOfficer: boolean;
  leave: () => void;
}

/** Whose console it is to be, asked of a contact of several providers; and said to one of none. */
export function ProviderChoice({ providers, unknown, isOfficer, leave }: Props) {
  return (
    <div class="wide page console">
      <h1>{providers.length ? "Which provider?" : "You are no contact of any provider"}</h1>
      {unknown && providers.length > 0 && (
        <p class="notice notice--alarm" role="alert">
          You are no contact of provider {unknown}. Ask its primary contact to add you, or choose another.
        </p>
      )}
      {providers.length ? (
        <ul class="choice">
          {providers.map((provider) => (
            <li key={provider.provider_id}>
              <a href={addressWith(provider.provider_id)}>{provider.name}</a>
              <span>
                {provider.provider_id}, {ROLES[provider.role]}
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <p class="lede">
          Ask the primary contact of your provider to add the e-mail address that you sign in with. It takes a minute,
          and this page then opens the console.
        </p>
      )}
      {isOfficer && (
        <p>
          You are an officer of a licensing board: <a href="/licensing/">look a licensee up</a>.
        </p>
      )}
      <p class="account__enter">
        <button type="button" class="usa-button usa-button--outline" onClick={leave}>
          Sign out
        </button>
      </p>
    </div>
  );
}
