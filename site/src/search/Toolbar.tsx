import { useEffect, useState } from "preact/hooks";
import type { SearchPage, SearchQuery } from "../api";
import { savedSearches, saveSearch } from "../device";
import { changed, formatQuery } from "../query";
import { countText, today } from "../wording";
import { chipsInUse } from "./filters";

const ORDERS = { relevance: "Best match", soonest: "Soonest", points: "Most points", title: "Title" } as const;
type Order = keyof typeof ORDERS;

interface Props {
  query: SearchQuery;
  page: SearchPage | null;
  go: (query: SearchQuery) => void;
  /** Opens the filters where there is no room for them beside the results; elsewhere the button is hidden. */
  onFilters: () => void;
}

/** How many there are, in which order, and the filters that are chosen. */
export function Toolbar({ query, page, go, onFilters }: Props) {
  const chosen = chipsInUse(query, page);
  const orders = (Object.keys(ORDERS) as Order[]).filter((one) => query.q || one !== "relevance");
  const order = query.sort ?? "relevance";
  return (
    <div class="toolbar">
      <div class="toolbar__row">
        <h2 id="results" class="toolbar__count" tabIndex={-1}>
          {page ? countText(page.total) : "Results"}
        </h2>
        <button
          type="button"
          class="usa-button usa-button--outline toolbar__filters"
          aria-haspopup="dialog"
          onClick={onFilters}
        >
          Filters{chosen.length > 0 && ` (${chosen.length})`}
        </button>
        <label class="toolbar__order">
          <span>Order</span>
          <select
            class="usa-select"
            value={query.q || order !== "relevance" ? order : "soonest"}
            onChange={(event) => go(changed(query, { sort: event.currentTarget.value as Order }))}
          >
            {orders.map((one) => (
              <option key={one} value={one}>
                {ORDERS[one]}
              </option>
            ))}
          </select>
        </label>
        <SaveButton query={query} name={[query.q, ...chosen.map((one) => one.label)].filter(Boolean).join(", ")} />
      </div>
      {chosen.length > 0 && (
        <ul class="chips" aria-label="Filters in use">
          {chosen.map(({ label, without }) => (
            <li key={label}>
              <button type="button" class="chip" onClick={() => go(without)}>
                <span class="usa-sr-only">Remove </span>
                {label}
                <svg viewBox="0 0 12 12" aria-hidden="true">
                  <path d="m2 2 8 8m0-8-8 8" />
                </svg>
              </button>
            </li>
          ))}
          <li>
            <button
              type="button"
              class="usa-button usa-button--unstyled"
              onClick={() => go(withoutFilters(query, page))}
            >
              Remove all
            </button>
          </li>
        </ul>
      )}
    </div>
  );
}

/** Return the words alone, and all of them as words. */
function withoutFilters({ q }: SearchQuery, page: SearchPage | null): SearchQuery {
  const as_words = (page?.recognised ?? []).map(({ text }) => text);
  return changed({}, { q, as_words });
}

function SaveButton({ query, name }: { query: SearchQuery; name: string }) {
  const asked = formatQuery(changed(query, {}));
  const [saved, setSaved] = useState("");
  useEffect(() => setSaved(savedSearches().some((one) => one.query === asked) ? asked : ""), [asked]);
  if (!name) return null;
  if (saved === asked) return <a href="/saved">Saved</a>;
  return (
    <button
      type="button"
      class="usa-button usa-button--unstyled"
      onClick={() => saveSearch({ name, query: asked, saved: today() }) && setSaved(asked)}
    >
      Save this search
    </button>
  );
}
