import { expect, test } from "vitest";
import type { SearchPage, SearchQuery } from "../src/api";
import { chips, chipsInUse, choices, givenWay } from "../src/search/filters";
import { formatQuery, hasFilters, parseQuery } from "../src/query";

const PAGE: SearchPage = {
  query: "",
  total: 3,
  exact: true,
  taken: [],
  left_out: [],
  recognised: [],
  suggested: [],
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
  "&activity=300000001&format=Live+Course&mate=true&max_credits=9&mips=true&min_credits=1&min_points=2&near=60601&past=true&provider=0009999" +
  "&registration=Limited&rems=Mycophenolate&state=FL&starts_by=2026-12-31&topic=Ethics";

test("every filter has a chip, and taking all chips away leaves only the words", () => {
  let query: SearchQuery = { ...parseQuery(EVERYTHING), q: "pain" };
  expect(chips(query, PAGE)).toHaveLength(21);
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

test("words that were taken for filters have chips, and one step takes each back", () => {
  const recognised = [
    { text: "free", parameter: "fee", values: ["No, it's free"] },
    { text: "webinar", parameter: "delivery", values: ["Live-Streamed", "Online"] },
    { text: "FL", parameter: "state", values: ["FL"] },
    { text: "MATE act", parameter: "mate", values: ["true"] },
    { text: "2 credits", parameter: "min_credits", values: ["2"] },
  ];
  const found = chipsInUse({ q: "free webinar FL" }, { ...PAGE, recognised });
  expect(found.map(({ label }) => label)).toEqual([
    "Free",
    "Live-Streamed or Online",
    "Florida",
    "MATE Act only",
    "2 credits or more",
  ]);
  expect(found[2]!.without).toEqual({ q: "free webinar FL", as_words: ["FL"] });
});

test("what is typed of a kind counts instead of what was chosen, and the page names both", () => {
  const recognised = [{ text: "Ohio", parameter: "state", values: ["OH"] }];
  const query = { q: "Ohio gout", state: ["TX", "OH"], fee: ["Variable"] } as SearchQuery;
  const labels = chipsInUse(query, { ...PAGE, recognised }).map(({ label }) => label);
  expect(labels).toEqual([chips({ fee: ["Variable"] }, PAGE)[0]!.label, "Ohio"]);
  expect(givenWay(query, { ...PAGE, recognised })).toEqual([{ text: "Ohio", chosen: ["Texas"] }]);
  expect(givenWay({ q: "Ohio", state: ["OH"] }, { ...PAGE, recognised })).toEqual([]);
});
