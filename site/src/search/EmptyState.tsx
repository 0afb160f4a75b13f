import { useEffect, useState } from "preact/hooks";
import { searchPage, type SearchQuery } from "../api";
import { changed, formatQuery, hasFilters } from "../query";
import { countText } from "../wording";
import { chips } from "./filters";
import { StepLink } from "./StepLink";

const MOST_TRIED = 6;
const FAR = 100;

interface Props {
  query: SearchQuery;
  go: (query: SearchQuery) => void;
}

interface Way {
  label: string;
  to: SearchQuery;
}

/** Say that nothing is found, and what would be without one of the filters. */
export function EmptyState({ query, go }: Props) {
  const { near, miles = 50 } = query;
  const ways = [
    ...(near && miles < FAR ? [{ label: `within ${FAR} miles of there`, to: changed(query, { miles: FAR }) }] : []),
    ...chips(query, null).map(({ label, without }) => ({ label: `without “${label}”`, to: without })),
    ...(query.q ? [{ label: `without “${query.q}”`, to: changed(query, { q: undefined }) }] : []),
    ...(query.q && hasFilters(query) ? [{ label: `for “${query.q}” without any filter`, to: { q: query.q } }] : []),
    ...(query.past ? [] : [{ label: "with activities that have ended", to: changed(query, { past: true }) }]),
  ];
  const counts = useCounts(ways.slice(0, MOST_TRIED));
  const useful = counts?.filter(({ count }) => count > 0);
  return (
    <div class="notice empty">
      <h2>Nothing matches all of this</h2>
      {useful?.length === 0 && <p>Taking one filter away doesn’t help. Try fewer words, or start again.</p>}
      {useful && useful.length > 0 && (
        <>
          <p>There would be</p>
          <ul>
            {useful.map(({ label, to, count }) => (
              <li key={label}>
                <StepLink to={to} go={go}>
                  {countText(count)}
                </StepLink>{" "}
                {label}
              </li>
            ))}
          </ul>
        </>
      )}
      <p>
        <StepLink to={{}} go={go} class="usa-button usa-button--outline">
          Start again
        </StepLink>
      </p>
    </div>
  );
}

function useCounts(ways: Way[]): (Way & { count: number })[] | null {
  const [counts, setCounts] = useState<(Way & { count: number })[] | null>(null);
  const key = ways.map(({ to }) => formatQuery(to)).join(" ");
  useEffect(() => {
    const controller = new AbortController();
    const asked = ways.map(async (way) => ({ ...way, count: (await searchPage(way.to, controller.signal)).total }));
    Promise.all(asked)
      .catch(() => [])
      .then((answers) => controller.signal.aborted || setCounts(answers));
    return () => controller.abort();
  }, [key]);
  return counts;
}
