/** What is asked, as the address of the page says it: its parameters are those of the API. */

import type { SearchQuery } from "./api";

export const LISTS = [
  "board",
  "credit_type",
  "area",
  "format",
  "delivery",
  "fee",
  "registration",
  "topic",
  "asked_by",
  "rems",
  "state",
  "provider",
  "activity",
] as const satisfies readonly (keyof SearchQuery)[];
const TEXTS = ["q", "near", "ends_from", "starts_by", "sort"] as const satisfies readonly (keyof SearchQuery)[];
const NUMBERS = [
  "miles",
  "min_points",
  "min_credits",
  "max_credits",
  "page",
] as const satisfies readonly (keyof SearchQuery)[];
const FLAGS = ["online", "mips", "mate", "past"] as const satisfies readonly (keyof SearchQuery)[];

/** What the API takes where nothing is said, so that an address needn't say it. */
const DEFAULTS: SearchQuery = { miles: 50, sort: "relevance", page: 1 };

export type ListName = (typeof LISTS)[number];
export type FlagName = (typeof FLAGS)[number];

/** Read an address; what it doesn't know is passed over, what is out of range the API will say. */
export function parseQuery(search: string): SearchQuery {
  const given = new URLSearchParams(search);
  const query: Record<string, unknown> = {};
  for (const name of [...LISTS, "as_words"] as const) {
    const values = [...new Set(given.getAll(name).filter(Boolean))];
    if (values.length) query[name] = values;
  }
  for (const name of TEXTS) {
    const text = given.get(name)?.trim();
    if (text) query[name] = text;
  }
  for (const name of NUMBERS) {
    const text = given.get(name);
    if (text && Number.isFinite(Number(text))) query[name] = Number(text);
  }
  for (const name of FLAGS) if (given.get(name) === "true") query[name] = true;
  return plain(query as SearchQuery);
}

/** Write a question as an address does, always in the same order: two that ask the same have one address. */
export function formatQuery(query: SearchQuery): string {
  const pairs = Object.entries(plain(query)).flatMap(([name, value]) =>
    (Array.isArray(value) ? [...value].sort() : [value]).map((one) => [name, String(one)]),
  );
  return new URLSearchParams(pairs.sort(([one = ""], [other = ""]) => one.localeCompare(other))).toString();
}

/** Return the address of the results. */
export function resultsAddress(query: SearchQuery): string {
  const text = formatQuery(query);
  return text ? `/?${text}` : "/";
}

/** Return the address of what counts for boards. */
export function boardsAddress(boards: readonly string[]): string {
  return resultsAddress({ board: [...boards] } as SearchQuery);
}

/** Change a question; whatever else is asked, it begins at its first page again. */
export function changed(
  query: SearchQuery,
  changes: { [Name in keyof SearchQuery]?: SearchQuery[Name] | undefined },
): SearchQuery {
  return plain({ ...query, page: 1, ...changes } as SearchQuery);
}

/** Choose a value of a list, or give it up. */
export function toggled(query: SearchQuery, name: ListName, value: string): SearchQuery {
  const values: readonly string[] = query[name] ?? [];
  const rest = values.filter((one) => one !== value);
  return changed(query, { [name]: rest.length < values.length ? rest : [...values, value] });
}

/** Tell whether more is asked than words, and in which order to show what they find. */
export function hasFilters(query: SearchQuery): boolean {
  return formatQuery(changed(query, { q: undefined, sort: undefined })) !== "";
}

/** Leave out what means nothing: defaults, empty lists, a distance from nowhere. */
function plain(query: SearchQuery): SearchQuery {
  const told = Object.entries(query).filter(
    ([name, value]) =>
      value !== undefined &&
      value !== "" &&
      value !== false &&
      value !== DEFAULTS[name as keyof SearchQuery] &&
      !(Array.isArray(value) && value.length === 0) &&
      !((name === "miles" || name === "online") && !query.near),
  );
  return Object.fromEntries(told);
}
