import type { SearchQuery } from "../api";
import { resultsAddress } from "../query";

interface Props {
  to: SearchQuery;
  go: (query: SearchQuery) => void;
  class?: string;
  children: preact.ComponentChildren;
}

/** A link to other results; a plain click stays on the page. */
export function StepLink({ to, go, children, ...rest }: Props) {
  return (
    <a
      {...rest}
      href={resultsAddress(to)}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        go(to);
      }}
    >
      {children}
    </a>
  );
}
