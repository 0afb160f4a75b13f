import type { SearchPage, SearchQuery } from "../api";
import { BOARDS } from "../boards";
import { StepLink } from "./StepLink";

interface Props {
  page: SearchPage | null;
  go: (query: SearchQuery) => void;
}

/** The boards, each with how many activities count for it. */
export function BoardLinks({ page, go }: Props) {
  const counts = new Map(page?.facets?.board?.map((one) => [one.value, one.count]));
  return (
    <nav class="boards wide" aria-label="Activities by board">
      <h2 class="boards__title">By board</h2>
      <ul>
        {BOARDS.map(({ code, name }) => (
          <li key={code}>
            <StepLink to={{ board: [code] } as SearchQuery} go={go}>
              <b>{name.replace("American Board of ", "")}</b>
              <span>{code}</span>
              <small>{counts.get(code)?.toLocaleString() ?? "\u00a0"}</small>
            </StepLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
