import { describe, expect, test } from "vitest";
import { documentFault } from "../src/console/reviewDocuments";
import type { Review } from "../src/console/reviewCalls";
import { answerFaults, inOrder, statusText } from "../src/console/reviewWords";

function review(review_id: string, due: string, closed_at: string | null = null): Review {
  return {
    review_id,
    board: "ABIM",
    reason: "Chosen at random",
    due,
    asked_at: "2026-11-20T12:00:00Z",
    status: closed_at ? "closed" : "asked",
    answers: [],
    outcome: closed_at ? "met" : null,
    outcome_words: null,
    closed_at,
  };
}

describe("what the API finds wrong with an answer", () => {
  test("is told at the words and at each document, whichever way the API names it", () => {
    const detail =
      "words: it is empty; documents[1]: no document was put; ask for its place; documents.2.file_name: it is too long";
    expect(answerFaults(detail)).toEqual({
      words: "It is empty.",
      documents: { 1: "No document was put; ask for its place.", 2: "It is too long." },
      rest: "",
    });
  });

  test("is kept whole where it names neither", () => {
    expect(answerFaults("There are 20 answers, and no more are kept.").rest).toBe(
      "There are 20 answers, and no more are kept.",
    );
  });
});

describe("a review", () => {
  test("that is open comes before closed ones: the first due first, the last closed first", () => {
    const told = [
      review("a", "2026-12-09"),
      review("b", "2026-12-01", "2026-12-02T00:00:00Z"),
      review("c", "2026-12-08"),
      review("d", "2026-12-02", "2026-12-03T00:00:00Z"),
    ];
    expect(inOrder(told).map(({ review_id }) => review_id)).toEqual(["c", "a", "d", "b"]);
  });

  test("says how it ended, whatever its last day", () => {
    expect(statusText(review("a", "2020-01-01", "2020-01-02T00:00:00Z"))).toBe("Closed: the requirements are met");
    expect(statusText({ ...review("a", "2020-01-01"), status: "answered" })).toBe("Answered");
    expect(statusText(review("a", "2020-01-01"))).toMatch(/^Overdue by [\d,]+ days$/);
  });
});

test.each([
  ["a.pdf", 25_000_000, null],
  ["A.PPTX", 1, null],
  ["a.pdf", 25_000_001, "25,000,001 bytes"],
  ["a.pdf", 0, "It is empty."],
  ["a.docm", 1, "Its name ends in none of"],
])("a document %s of %d bytes", (name, size, fault) => {
  const found = documentFault({ name, size } as File);
  if (fault === null) expect(found).toBeNull();
  else expect(found).toContain(fault);
});
