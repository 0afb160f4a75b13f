import { useEffect, useRef, useState } from "preact/hooks";
import { Problem } from "../Problem";
import { changed, formatQuery } from "../query";
import { visitor, type Visitor } from "../visitor";
import { today } from "../wording";
import { useAddress } from "./address";
import { BoardLinks } from "./BoardLinks";
import { Drawer } from "./Drawer";
import { statesNamed } from "./duties";
import { EmptyState } from "./EmptyState";
import { FilterPanel } from "./FilterPanel";
import { chips, foundText } from "./filters";
import { HowRead } from "./HowRead";
import { ResultCard } from "./ResultCard";
import { useSearch, type Results } from "./results";
import { SearchBox } from "./SearchBox";
import { StepLink } from "./StepLink";
import { Toolbar } from "./Toolbar";
import { useScrollBack } from "./scroll";
import { useIsWide } from "./width";

const SKELETONS = [0, 1, 2, 3];

/** Home and results: one page, since whatever is asked is in its address. */
export function SearchPage({ isAsked = false }: { isAsked?: boolean }) {
  const [query, go] = useAddress();
  const { results, isBusy, problem, retry } = useSearch(query);
  const [own] = useState(visitor);
  const isWide = useIsWide();
  const [showsFilters, setShowsFilters] = useState(false);
  const page = results?.first ?? null;
  useScrollBack(results !== null);
  const isHome = !isAsked && formatQuery(query) === "";
  const filters = <FilterPanel query={query} page={page} mine={own} problem={problem} go={go} />;

  useEffect(() => {
    const asked = [query.q, ...chips(query, page).map((one) => one.label)].filter(Boolean).join(", ");
    document.title = `${asked || "Find CME activities"} · CME Hub Passport`;
  }, [query, page]);

  return (
    <>
      <div class={isHome ? "hero" : "hero hero--small"}>
        <div class="wide">
          <h1>Find CME that counts</h1>
          <p class="hero__lede">Ten certifying boards, every state. Free, no account needed.</p>
          <SearchBox query={query} go={go} />
        </div>
      </div>
      {isHome && <BoardLinks page={page} go={go} />}
      <div class="wide columns">
        {isWide && (
          <aside aria-label="Filters" class="columns__side">
            <h2 class="columns__title">Filters</h2>
            {page || problem ? filters : <LinesToCome count={12} />}
          </aside>
        )}
        <section class="columns__main" aria-labelledby="results">
          <Toolbar query={query} page={page} go={go} onFilters={() => setShowsFilters(true)} />
          {own.isSignedIn && (
            <p class="toolbar__note">
              You are signed in: for you counts what counts for {own.boards.join(", ")}.{" "}
              <a href="/account/needs">Your needs</a>
            </p>
          )}
          {own.duties.length > 0 && (
            <p class="toolbar__note">
              What counts toward an open duty among your needs says so: {statesNamed(own.duties)}.
            </p>
          )}
          <p class="printed">
            {query.q && `Asked: ${query.q}. `}
            {results && location.href}
          </p>
          <p class="usa-sr-only" role="status">
            {!isBusy && results && !problem && foundText(results.first, results.query)}
          </p>
          {problem ? (
            <Problem problem={problem} retry={retry}>
              <StepLink to={{}} go={go}>
                Remove all filters
              </StepLink>
            </Problem>
          ) : results ? (
            <Found results={results} isBusy={isBusy} own={own} query={query} go={go} />
          ) : (
            <Skeleton />
          )}
        </section>
      </div>
      {showsFilters && !isWide && (
        <Drawer
          title="Filters"
          action={page ? `Show ${page.total.toLocaleString()}` : "Show"}
          onClose={() => setShowsFilters(false)}
        >
          {filters}
        </Drawer>
      )}
    </>
  );
}

interface FoundProps {
  results: Results;
  isBusy: boolean;
  own: Visitor;
  query: ReturnType<typeof useAddress>[0];
  go: ReturnType<typeof useAddress>[1];
}

function Found({ results, isBusy, own, query, go }: FoundProps) {
  const { first, cards } = results;
  const now = today();
  const list = useRef<HTMLOListElement>(null);
  const readTo = useRef(Infinity);
  const shown = results.query.page ?? 1;

  useEffect(() => {
    if (cards.length > readTo.current) {
      list.current?.children[readTo.current]?.querySelector("a")?.focus();
      readTo.current = Infinity;
    }
  }, [cards]);

  if (!first.total)
    return (
      <>
        <HowRead query={query} page={first} go={go} />
        <EmptyState query={results.query} go={go} />
      </>
    );
  return (
    <>
      <HowRead query={query} page={first} go={go} />
      <ol ref={list} class={isBusy ? "results is-stale" : "results"} aria-busy={isBusy}>
        {cards.map((card) => (
          <li key={card.activity_id}>
            <ResultCard card={card} words={results.query.q ?? ""} mine={own} now={now} />
          </li>
        ))}
      </ol>
      {shown < first.pages && (
        <div class="more">
          <button
            type="button"
            class="usa-button usa-button--outline"
            aria-disabled={isBusy}
            onClick={() => {
              if (isBusy) return;
              readTo.current = cards.length;
              go(changed(query, { page: shown + 1 }), "more");
            }}
          >
            Show more
          </button>
          <p>
            {cards.length.toLocaleString()} of {first.total.toLocaleString()} shown
          </p>
        </div>
      )}
    </>
  );
}

/** Holds the place of filters. They are drawn once all are known, so that none of them moves. */
function LinesToCome({ count }: { count: number }) {
  return (
    <div aria-hidden="true">
      {Array.from({ length: count }, (_, place) => (
        <i key={place} class="skeleton__line" />
      ))}
    </div>
  );
}

function Skeleton() {
  return (
    <div class="results" aria-hidden="true">
      {SKELETONS.map((one) => (
        <div key={one} class="card skeleton">
          <i class="skeleton__line skeleton__line--short" />
          <i class="skeleton__line skeleton__line--title" />
          <i class="skeleton__line" />
          <i class="skeleton__line skeleton__line--short" />
        </div>
      ))}
    </div>
  );
}
