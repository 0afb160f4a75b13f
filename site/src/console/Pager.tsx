import { useState } from "preact/hooks";

export interface Pages {
  /** Where the page that is shown begins. */
  cursor: string | null;
  isFirst: boolean;
  /** Show another first page. */
  begin: (cursor: string | null) => void;
  on: (next: string) => void;
  back: () => void;
}

/** Remember the way through a list whose pages know only the next one. */
export function usePages(first: string | null = null): Pages {
  const [path, setPath] = useState<readonly (string | null)[]>([first]);
  return {
    cursor: path.at(-1) ?? null,
    isFirst: path.length === 1,
    begin: (cursor) => setPath([cursor]),
    on: (next) => setPath([...path, next]),
    back: () => setPath(path.slice(0, -1)),
  };
}

interface Props {
  pages: Pages;
  /** What the page that is shown tells of the one after it; none if it is the last, or isn't there yet. */
  next: string | null | undefined;
  back?: string;
  on?: string;
}

export function Pager({ pages, next, back = "Before", on = "More" }: Props) {
  return (
    <p class="links console__pager">
      {!pages.isFirst && (
        <button type="button" class="usa-button usa-button--outline" onClick={pages.back}>
          {back}
        </button>
      )}
      {next && (
        <button type="button" class="usa-button usa-button--outline" onClick={() => pages.on(next)}>
          {on}
        </button>
      )}
    </p>
  );
}
