/** The boards, and what of an activity counts for a visitor who has chosen some of them. */

import type { Card, Registration } from "./api";
import boards from "./boards.json";
import type { Mine } from "./device";

export const BOARDS = boards
  .map((board) => ({ ...board, areas: board.areas.map(areaName) }))
  .sort((one, other) => one.name.localeCompare(other.name));

/** Boards write a practice area that they share with & or with and: here it has one name. */
export function areaName(area: string): string {
  return area.replaceAll("&", "and");
}

export function boardName(code: string): string {
  return boards.find((board) => board.code === code)?.name ?? code;
}

/** Tell whether a certifying board has this code; CME credit has a state's letters, or NPI, in its place. */
export function isBoard(code: string): boolean {
  return boards.some((board) => board.code === code);
}

/** Return the registrations that count for a visitor. */
export function countsFor(card: Card, mine: Mine): Registration[] {
  return card.registrations.filter((one) => mine.boards.includes(one.board));
}

/** Return the practice areas that a visitor has chosen. */
export function areasFor(card: Card, mine: Mine): string[] {
  return card.specialties.map(areaName).filter((area) => mine.areas.map(areaName).includes(area));
}
