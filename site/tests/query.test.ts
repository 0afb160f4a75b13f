import { describe, expect, test } from "vitest";
import type { SearchQuery } from "../src/api";
import { changed, formatQuery, hasFilters, parseQuery, resultsAddress, toggled } from "../src/query";

describe("an address", () => {
  test.each([
    ["q=heart+failure", { q: "heart failure" }],
    ["board=ABA&board=ABIM", { board: ["ABA", "ABIM"] }],
    [
      "credit_type=ABA%3APatient+Safety&fee=No%2C+it%27s+free",
      { credit_type: ["ABA:Patient Safety"], fee: ["No, it's free"] },
    ],
    ["miles=25&near=Austin%2C+TX&online=true", { near: "Austin, TX", miles: 25, online: true }],
    [
      "ends_from=2026-12-01&mips=true&page=3&sort=points",
      { ends_from: "2026-12-01", mips: true, page: 3, sort: "points" },
    ],
    ["max_credits=4&min_credits=0.25&min_points=1.5", { max_credits: 4, min_credits: 0.25, min_points: 1.5 }],
  ] as [string, SearchQuery][])("%s asks what it says, and is written the same again", (address, query) => {
    expect(parseQuery(address)).toEqual(query);
    expect(formatQuery(query)).toBe(address);
  });

  test("is one for all that ask the same", () => {
    expect(formatQuery({ board: ["ABS", "ABA"], q: "x" } as SearchQuery)).toBe(
      formatQuery({ q: "x", board: ["ABA", "ABS"] } as SearchQuery),
    );
  });

  test("says nothing of what is taken anyway", () => {
    expect(formatQuery({ page: 1, sort: "relevance", past: false, area: [], q: "" })).toBe("");
    expect(resultsAddress({ page: 1 })).toBe("/");
  });

  test("passes over what it doesn't know, what is no number and what is said twice", () => {
    expect(parseQuery("utm_source=mail&page=two&mips=yes&q=+&area=Pain&area=Pain&area=")).toEqual({ area: ["Pain"] });
  });

  test("has no distance from nowhere", () => {
    expect(parseQuery("miles=25&online=true")).toEqual({});
  });
});

describe("a question", () => {
  const query = { q: "pain", board: ["ABA"], page: 4, sort: "title" } as SearchQuery;

  test("begins at its first page again once it is changed", () => {
    expect(changed(query, { q: "pain relief" })).toEqual({ q: "pain relief", board: ["ABA"], sort: "title" });
  });

  test("loses what is changed into nothing", () => {
    expect(changed(query, { q: undefined, board: [] })).toEqual({ sort: "title" });
  });

  test("takes a value and gives it up", () => {
    const both = toggled(query, "board", "ABS");
    expect(both.board).toEqual(["ABA", "ABS"]);
    expect(toggled(both, "board", "ABA").board).toEqual(["ABS"]);
    expect(toggled(query, "board", "ABA")).not.toHaveProperty("board");
  });

  test("has filters if it asks for more than words in an order", () => {
    expect(hasFilters(query)).toBe(true);
    expect(hasFilters({ q: "pain", sort: "title", page: 2 })).toBe(false);
  });
});
