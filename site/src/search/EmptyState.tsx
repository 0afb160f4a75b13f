import { useEffect, useState } from "preact/hooks";
import { searchPage, type SearchQuery } from "../api";
import { changed, formatQuery } from "../query";
import { countText } from "../wording";
import { chips } from "./filters";
import { StepLink } from "./StepLink";

const MOST_CHIPS = 4;
const FAR = 100;

interface Props {
  query: SearchQuery;
  go: (query: SearchQuery) => void;
}

interface Way {
  label: string;
  to: SearchQuery;
}

/** How many activities each way would give; none for one that couldn't be counted. */
type Counts = readonly (number | null)[];

/** Say that nothing is found, and what would be otherwise: first what changes least of what was asked. */
export function EmptyState({ query, go }: Props) {
  const ways = waysOn(query);
  const counts = useCounts(ways);
  const useful = ways.filter((_, place) => counts?.[place]);
  return (
    <div class="notice empty">
      <h2>Nothing matches all of this</h2>
      <p role="status">{told(counts, useful.length)}</p>
      {useful.length > 0 && (
        <ul>
          {useful.map((way) => (
            <li key={way.label}>
              <StepLink to={way.to} go={go}>
                {countText(counts?.[ways.indexOf(way)] ?? 0)}
              </StepLink>{" "}
              {way.label}
            </li>
          ))}
        </ul>
      )}
      <p>
        <StepLink to={{}} go={go} class="usa-button usa-button--outline">
          Start again
        </StepLink>
      </p>
    </div>
  );
}

function waysOn(query: SearchQuery): Way[] {
  const { near, miles = 50 } = query;
  const chosen = chips(query, null);
  return [
    ...(near && miles < FAR ? [{ label: `within ${FAR} miles of there`, to: changed(query, { miles: FAR }) }] : []),
    ...chosen.slice(0, MOST_CHIPS).map(({ label, without }) => ({ label: `without “${label}”`, to: without })),
    ...(query.past ? [] : [{ label: "with activities that have ended", to: changed(query, { past: true }) }]),
    ...(query.q && chosen.length > 1 ? [{ label: `for “${query.q}” without any filter`, to: { q: query.q } }] : []),
    ...(query.q ? [{ label: `without “${query.q}”`, to: changed(query, { q: undefined }) }] : []),
  ];
}

function told(counts: Counts | null, useful: number): string {
  if (!counts) return "Counting what there would be otherwise …";
  if (useful) return "There would be";
  if (counts.includes(null)) return "What there would be otherwise can’t be counted now. Try fewer words or filters.";
  return "Taking one filter away doesn’t help. Try fewer words, or start again.";
}

function useCounts(ways: Way[]): Counts | null {
  const [counts, setCounts] = useState<Counts | null>(null);
  const key = ways.map(({ to }) => formatQuery(to)).join(" ");
  useEffect(() => {
    const controller = new AbortController();
    setCounts(null);
    const asked = ways.map(({ to }) =>
      searchPage(to, controller.signal).then(
        ({ total }) => total,
        () => null,
      ),
    );
    void Promise.all(asked).then((answers) => controller.signal.aborted || setCounts(answers));
    return () => controller.abort();
  }, [key]);
  return counts;
}
