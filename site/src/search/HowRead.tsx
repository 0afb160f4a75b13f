import type { SearchPage, SearchQuery } from "../api";
import { changed } from "../query";
import { givenWay, valueLabel } from "./filters";
import { StepLink } from "./StepLink";

interface Props {
  query: SearchQuery;
  page: SearchPage;
  go: (query: SearchQuery) => void;
}

/** Say how the words were read where that is otherwise than they were typed. */
export function HowRead({ query, page, go }: Props) {
  const { taken, left_out, suggested } = page;
  const replacedFilters = givenWay(query, page);
  if (page.exact && !suggested.length && !replacedFilters.length) return null;
  return (
    <div class="meant">
      {replacedFilters.map(({ text, chosen }) => (
        <p key={text}>
          You typed “{text}”: that counts now, instead of {chosen.map((label) => `“${label}”`).join(" and ")}, chosen
          before.
        </p>
      ))}
      {suggested.map(({ text, values }) => (
        <p key={text}>
          States ask for this topic, so “{text}” was taken for one of them, and not for a place.{" "}
          <StepLink class="chip" to={changed(query, { state: values as SearchQuery["state"] })} go={go}>
            Only in {values.map((value) => valueLabel("state", value, page)).join(" or ")}
          </StepLink>{" "}
          <StepLink to={changed(query, { as_words: [...(query.as_words ?? []), text] })} go={go}>
            Look for “{text}” as a word
          </StepLink>
        </p>
      ))}
      {taken.map(({ word, taken_for }) => (
        <p key={word}>
          No activity has “{word}”. Did you mean{" "}
          {taken_for.map((meant, place) => (
            <>
              {place > 0 && " or "}
              <StepLink key={meant} to={changed(query, { q: replaced(query.q ?? "", word, meant) })} go={go}>
                {replaced(query.q ?? "", word, meant)}
              </StepLink>
            </>
          ))}
          ?
        </p>
      ))}
      {left_out.length > 0 && <p>Not looked for: {left_out.map((word) => `“${word}”`).join(", ")}</p>}
      {!page.exact && page.total > 0 && !taken.length && !left_out.length && (
        <p>No activity has all of these words. These come closest.</p>
      )}
    </div>
  );
}

/** Put another word in the place of one, however its letters are written. */
export function replaced(text: string, word: string, meant: string): string {
  return text.replace(/[\p{L}\p{N}\p{M}]+/gu, (typed) => (typed.toLowerCase() === word ? meant : typed));
}
