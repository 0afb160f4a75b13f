import { useEffect, useState } from "preact/hooks";
import { Problem } from "../Problem";
import { CreditFilters } from "./CreditFilters";
import { CreditItem } from "./CreditItem";
import { creditKey, useCredits } from "./creditList";
import { formatCreditQuery, parseCreditQuery, type CreditQuery } from "./creditQuery";
import { CreditTotals } from "./CreditTotals";
import { ClaimForm } from "./ClaimForm";
import type { SectionProps } from "./sections";

/** Every credit of the person who is signed in. */
export function Credits({ me }: SectionProps) {
  const isClaimed = me.claims.length > 0;
  return (
    <>
      {!isClaimed && (
        <div class="notice">
          <h2>We don’t know yet whose credits are yours</h2>
          <p>
            An account shows what was reported once it is tied to a physician. For that we ask your name, your birth
            month and day, and one number: a board ID, a state licence or your NPI.
          </p>
          <ClaimForm me={me} />
        </div>
      )}
      <CreditList isClaimed={isClaimed} />
    </>
  );
}

/** What was reported of the person, and what they entered: that needs no claim. */
function CreditList({ isClaimed }: { isClaimed: boolean }) {
  const [query, go] = useQuery();
  const { first, credits, hasMore, isBusy, problem, news, more, retry } = useCredits(query);
  const isFiltered = formatCreditQuery(query) !== "";
  if (!first) {
    if (problem) return <Problem problem={problem} subject="Your credits" retry={retry} />;
    return <p role="status">Loading your credits …</p>;
  }
  const all = first.reported + first.entered;
  if (all === 0) return isClaimed ? <NothingReported /> : null;
  return (
    <div class="columns columns--credits">
      <div class="columns__side">
        <details class="credit__filters" open={isFiltered || matchMedia("(min-width: 60rem)").matches}>
          <summary>Filters</summary>
          <CreditFilters query={query} choices={first.choices} go={go} />
        </details>
      </div>
      <div class="columns__main" aria-busy={isBusy}>
        <p class="usa-sr-only" role="status">
          {news}
        </p>
        {isClaimed && first.reported === 0 && <NothingReported />}
        <CreditTotals totals={first.totals} />
        <div class="toolbar__row">
          <h2 class="toolbar__count">{countText(first.found, all)}</h2>
          {isFiltered && (
            <button type="button" class="usa-button usa-button--unstyled" onClick={() => go({})}>
              Show all
            </button>
          )}
        </div>
        {problem !== null && <Problem problem={problem} subject="Your credits" retry={retry} />}
        {first.found === 0 ? (
          <div class="notice">
            <h2>Your filters hide everything</h2>
            <p>You have {all.toLocaleString()} credits; none of them fits all filters at once.</p>
          </div>
        ) : (
          <ul class={isBusy ? "results is-stale" : "results"}>
            {credits.map((credit) => (
              <li key={creditKey(credit)}>
                <CreditItem credit={credit} />
              </li>
            ))}
          </ul>
        )}
        {hasMore && (
          <p class="more">
            <button type="button" class="usa-button usa-button--outline" disabled={isBusy} onClick={more}>
              Show more
            </button>
          </p>
        )}
      </div>
    </div>
  );
}

function NothingReported() {
  return (
    <div class="notice">
      <h2>No provider has reported anything for you yet</h2>
      <p>
        Providers have 30 days after you complete an activity. What they report is here at once, also while a board
        still decides.
      </p>
      <p>
        What no provider reports you can <a href="/account/own">enter yourself</a>.
      </p>
    </div>
  );
}

function countText(found: number, all: number): string {
  const credits = `${found.toLocaleString()} ${found === 1 ? "credit" : "credits"}`;
  return found === all ? credits : `${credits} of ${all.toLocaleString()}`;
}

/** Keep the filters in the address, so that going back undoes the last one. */
function useQuery(): [CreditQuery, (query: CreditQuery) => void] {
  const [query, setQuery] = useState(() => parseCreditQuery(location.search));
  useEffect(() => {
    const read = () => setQuery(parseCreditQuery(location.search));
    addEventListener("popstate", read);
    return () => removeEventListener("popstate", read);
  }, []);
  function go(changed: CreditQuery) {
    const written = formatCreditQuery(changed);
    history.pushState(null, "", written ? `?${written}` : location.pathname);
    setQuery(changed);
  }
  return [query, go];
}
