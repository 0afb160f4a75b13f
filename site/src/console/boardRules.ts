/** Which of the boards' rules hold for an activity: those of the day on which it starts. */

import { dayText } from "../wording";
import type { BoardRules, BoardsDocument, RegistrationField } from "./boardCalls";

interface Span {
  starts: string | null;
  ends: string | null;
}

/** Return a board's rules for an activity that starts on a day; the newest while none is chosen. */
export function rulesOn({ boards }: BoardsDocument, board: string, day: string): BoardRules | undefined {
  const rules = boards.find((view) => view.board === board)?.rules ?? [];
  return (day ? rules.find((span) => holds(span, day)) : undefined) ?? rules.at(-1);
}

/** Return what may be chosen for an activity between two days, and what is chosen already. */
export function optionsOf(field: RegistrationField, starts: string, ends: string, chosen: readonly string[]): string[] {
  const offered = field.options
    .filter(
      ({ starts: first, ends: last }) => (!starts || !last || starts <= last) && (!ends || !first || ends >= first),
    )
    .map(({ name }) => name);
  return [...offered, ...chosen.filter((name) => !offered.includes(name))];
}

/** Tell when a board takes no registration for an activity that starts on a day. */
export function refusalOn(rules: BoardRules | undefined, board: string, day: string): string | null {
  const span = rules?.activities;
  if (!span || !day || holds(span, day)) return null;
  const said = [
    span.starts && `on ${dayText(span.starts)} or later`,
    span.ends && `on ${dayText(span.ends)} or earlier`,
  ];
  return `${board} takes registrations for activities that start ${said.filter(Boolean).join(", and ")}.`;
}

/** Return the practice areas of some rules, each once. */
export function areasOf(rules: readonly BoardRules[]): string[] {
  return [...new Set(rules.flatMap(({ practice_areas }) => practice_areas))].sort();
}

function holds({ starts, ends }: Span, day: string): boolean {
  return (!starts || starts <= day) && (!ends || day <= ends);
}
