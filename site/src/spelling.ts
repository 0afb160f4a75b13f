/** “Did you mean”: words of what was found that are nearly those that were asked for. */

import type { Card } from "./api";

const SHORTEST = 4;
const LONG = 8;
/** In how much of what was found a word must stand to be what was meant. */
const SHARE = 0.3;

/** Return the question with its mistyped words put right; null if none is. */
export function meant(asked: string, cards: readonly Card[]): string | null {
  const found = cards.map((card) => new Set(wordsOf([card.title, card.provider_name, ...card.specialties].join(" "))));
  const counts = new Map<string, number>();
  for (const words of found) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const known = [...counts]
    .filter(([, count]) => count >= SHARE * cards.length)
    .sort((one, other) => other[1] - one[1]);
  const mended = asked
    .trim()
    .split(/\s+/)
    .map(
      (word) =>
        nearest(
          word,
          counts,
          known.map(([one]) => one),
        ) ?? word,
    );
  const text = mended.join(" ");
  return text === asked.trim() ? null : text;
}

function nearest(word: string, counts: ReadonlyMap<string, number>, known: readonly string[]): string | null {
  const typed = word.toLowerCase();
  const isForm = (one: string) => one.startsWith(typed) || (one.length >= SHORTEST && typed.startsWith(one));
  if (typed.length < SHORTEST || [...counts.keys()].some(isForm)) return null;
  const most = typed.length < LONG ? 1 : 2;
  return known.find((one) => one.length >= SHORTEST && distance(typed, one) <= most) ?? null;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/\p{L}+/gu) ?? [];
}

/** Count the letters to add, leave out, change or exchange with their neighbour. */
export function distance(one: string, other: string): number {
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let row = 1; row <= one.length; row++) {
    const next = [row];
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      next[column] = Math.min(
        last[column]! + 1,
        next[column - 1]! + 1,
        last[column - 1]! + (isSame ? 0 : 1),
        isSwapped ? before[column - 2]! + 1 : Infinity,
      );
    }
    before = last;
    last = next;
  }
  return last[other.length]!;
}
