import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Problem } from "../Problem";
import { useAsked } from "./asked";
import { Pager, usePages } from "./Pager";

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
  const pages = usePages(String(Math.max(first - 1, 0)));
  const after = Number(pages.cursor);
  const { data, problem, retry } = useAsked(`${after} ${version}`, (signal) => ask(after, signal));
  const box = useRef<HTMLDivElement>(null);
  const isThere = data !== null;
  useEffect(() => {
    // The browser looks for the address's fragment before the rows are there.
    if (isThere && first > 0) box.current?.scrollIntoView();
  }, [isThere]);
  return (
    <div ref={box}>
      {after > 0 && pages.isFirst && (
        <p>
          From row {first.toLocaleString()} on.{" "}
          <button type="button" class="usa-button usa-button--unstyled" onClick={() => pages.begin("0")}>
            Begin with the first row
          </button>
        </p>
      )}
      {problem !== null && <Problem problem={problem} subject="The list of rows" retry={retry} />}
      {!data && problem === null && <p role="status">Loading the rows …</p>}
      {data && children(data)}
      <Pager pages={pages} next={data?.next} back="Rows before" on="Next rows" />
    </div>
  );
}
