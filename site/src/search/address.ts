/** The address of the page as the one place that holds what is asked. */

import { useCallback, useEffect, useState } from "preact/hooks";
import type { SearchQuery } from "../api";
import { parseQuery, resultsAddress } from "../query";

/**
 * `step` is a choice that the back button undoes; `typing` joins one step after another into one; `more` only lets the
 * address say how far the visitor has read.
 */
export type Move = "step" | "typing" | "more";

export function useAddress(): [SearchQuery, (query: SearchQuery, move?: Move) => void] {
  const [query, setQuery] = useState(() => parseQuery(location.search));
  useEffect(() => {
    const onPop = () => setQuery(parseQuery(location.search));
    addEventListener("popstate", onPop);
    return () => removeEventListener("popstate", onPop);
  }, []);
  const go = useCallback((next: SearchQuery, move: Move = "step") => {
    const address = resultsAddress(next);
    if (address === location.pathname + location.search) return;
    const goesOn = move === "more" || (move === "typing" && history.state === "typing");
    if (goesOn) history.replaceState(history.state, "", address);
    else history.pushState(move, "", address);
    setQuery(next);
  }, []);
  return [query, go];
}
