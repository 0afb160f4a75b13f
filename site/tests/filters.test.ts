import { expect, test } from "vitest";
import type { SearchPage, SearchQuery } from "../src/api";
import { chips, choices } from "../src/search/filters";
import { formatQuery, hasFilters, parseQuery } from "../src/query";

const PAGE: SearchPage = {
  query: "",
  total: 3,
  exact: true,
  taken: [],
  left_out: [],
  page: 1,
  pages: 1,
  activities: [],
  version: 1,
  facets: {
    board: [
      { value: "ABS", label: "ABS", count: 2 },
      { value: "ABA", label: "ABA", count: 1 },
    ],
    provider: [{ value: "0009999", label: "Example Medical Society", count: 3 }],
  },
};
const EVERYTHING =
  "area=Pain+Medicine&board=ABA&credit_type=ABA%3APatient+Safety&delivery=Online&ends_from=2026-12-01&fee=Variable" +
  "&format=Live+Course&max_credits=9&mips=true&min_credits=1&min_points=2&near=60601&past=true&provider=0009999" +
  "&registration=Limited&rems=Mycophenolate&starts_by=2026-12-31&topic=Ethics";

test("every filter has a chip, and taking all chips away leaves only the words", () => {
  let query: SearchQuery = { ...parseQuery(EVERYTHING), q: "pain" };
  expect(chips(query, PAGE)).toHaveLength(18);
  while (hasFilters(query)) {
    const [first] = chips(query, PAGE);
    expect(formatQuery(first!.without)).not.toBe(formatQuery(query));
    query = first!.without;
  }
  expect(query).toEqual({ q: "pain" });
});

test("a chip says what its filter is called", () => {
  const labels = chips(parseQuery("provider=0009999&near=41.88,-87.63&miles=25&online=true"), PAGE).map(
    (one) => one.label,
  );
  expect(labels).toEqual(["Example Medical Society", "Within 25 miles of you, or online"]);
});

test("what is chosen stays to be given up when nothing is found", () => {
  expect(choices("board", { board: ["ABTS"] }, PAGE)).toEqual([
    { value: "ABA", label: "ABA", count: 1 },
    { value: "ABS", label: "ABS", count: 2 },
    { value: "ABTS", label: "ABTS", count: 0 },
  ]);
});
