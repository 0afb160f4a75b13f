import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Problem } from "../Problem";
import { useAsked } from "./asked";

export interface RowPage {
  next: string | null;
}

interface Props<Page extends RowPage> {
  /** Changes whenever rows may have come to something else. */
  version: string;
  /** The row that is begun with; 0 for the first one there is. */
  first: number;
  ask: (after: number, signal: AbortSignal) => Promise<Page>;
  children: (page: Page) => ComponentChildren;
}

/** Rows page by page, from the one on that the address names. */
export function RowPages<Page extends RowPage>({ version, first, ask, children }: Props<Page>) {
  const [path, setPath] = useState<readonly number[]>([Math.max(first - 1, 0)]);
  const after = path.at(-1)!;
  const { data, problem, retry } = useAsked(`${after} ${version}`, (signal) => ask(after, signal));
  const box = useRef<HTMLDivElement>(null);
  const isThere = data !== null;
  useEffect(() => {
    // The browser looks for the address's fragment before the rows are there.
    if (isThere && first > 0) box.current?.scrollIntoView();
  }, [isThere]);
  return (
    <div ref={box}>
      {after > 0 && path.length === 1 && (
        <p>
          From row {first.toLocaleString()} on.{" "}
          <button type="button" class="usa-button usa-button--unstyled" onClick={() => setPath([0])}>
            Begin with the first row
          </button>
        </p>
      )}
      {problem !== null && <Problem problem={problem} subject="The list of rows" retry={retry} />}
      {!data && problem === null && <p role="status">Loading the rows …</p>}
      {data && children(data)}
      <p class="links console__tools">
        {path.length > 1 && (
          <button type="button" class="usa-button usa-button--outline" onClick={() => setPath(path.slice(0, -1))}>
            Rows before
          </button>
        )}
        {data?.next && (
          <button
            type="button"
            class="usa-button usa-button--outline"
            onClick={() => setPath([...path, Number(data.next)])}
          >
            Next rows
          </button>
        )}
      </p>
    </div>
  );
}
