/** How the console tells of reviews, and what is wrong with an answer. */

import { boardName } from "../boards";
import { daysLeft, leftText } from "./requestWords";
import type { Review } from "./reviewCalls";

const OUTCOMES: Readonly<Record<NonNullable<Review["outcome"]>, string>> = {
  met: "Closed: the requirements are met",
  not_met: "Closed: the requirements aren’t met",
  withdrawn: "Closed: the question was taken back",
};

/** Name who asks. */
export function askerText({ board }: Pick<Review, "board">): string {
  return board ? `The ${boardName(board)}` : "Whoever runs CME Hub";
}

/** Tell how far a review has come, and how much time is left or over. */
export function statusText({ status, outcome, due }: Pick<Review, "status" | "due"> & Partial<Review>): string {
  if (outcome) return OUTCOMES[outcome];
  if (status === "answered") return "Answered";
  const over = -daysLeft(due);
  return over > 0 ? `Overdue by ${over} ${over === 1 ? "day" : "days"}` : leftText(due);
}

/** Return reviews with those that are open first, the first due before others, and then the last one that was closed. */
export function inOrder(reviews: readonly Review[]): readonly Review[] {
  const open = reviews.filter(({ outcome }) => !outcome).sort((first, second) => first.due.localeCompare(second.due));
  const closed = reviews.filter(({ outcome }) => outcome);
  return [...open, ...closed.sort((first, second) => second.closed_at!.localeCompare(first.closed_at!))];
}

export interface AnswerFaults {
  words: string;
  /** By the place of the document in the answer. */
  documents: Readonly<Record<number, string>>;
  rest: string;
}

const OF_DOCUMENT = /^documents(?:\[(\d+)\]|\.(\d+)[\w.]*): (.+)$/s;
const OF_WORDS = /^words: (.+)$/s;
const NEXT = /; (?=(?:words|documents)[\w.[\]]*: )/;

/** Tell apart what the API finds wrong with an answer, such as "words: it is empty; documents[0]: it isn't there". */
export function answerFaults(detail: string): AnswerFaults {
  const documents: Record<number, string> = {};
  const words: string[] = [];
  const rest: string[] = [];
  for (const part of detail.split(NEXT)) {
    const [, index, place, fault] = OF_DOCUMENT.exec(part) ?? [];
    const [, said] = OF_WORDS.exec(part) ?? [];
    if (fault) documents[Number(index ?? place)] = sentence(fault);
    else if (said) words.push(sentence(said));
    else rest.push(part);
  }
  return { words: words.join(" "), documents, rest: rest.join("; ") };
}

function sentence(text: string): string {
  return `${text[0]!.toUpperCase()}${text.slice(1)}.`;
}
