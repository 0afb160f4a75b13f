/** What of an activity meets what states ask of the visitor. */

import type { Card } from "../api";
import states from "../states.json";
import type { OpenDuty } from "../visitor";

/** Say which open duties an activity with credit is about, and is in time for. */
export function dutiesMet({ credits, start_date, state_topics }: Card, duties: readonly OpenDuty[]): string[] {
  if (!credits) return [];
  const met = duties.filter(
    ({ state, topics, ends }) =>
      start_date <= ends &&
      state_topics.some(
        (about) =>
          about.topics.some((topic) => topics.includes(topic)) &&
          (about.states.length === 0 || about.states.includes(state)),
      ),
  );
  return [...new Set(met.map(dutyText))];
}

/** Name the states of open duties, each once. */
export function statesNamed(duties: readonly OpenDuty[]): string {
  return [...new Set(duties.map(({ state }) => stateName(state)))].join(", ");
}

function stateName(letters: string): string {
  return states.find(({ code }) => code === letters)?.name ?? letters;
}

function dutyText({ state, topics, isForSome }: OpenDuty): string {
  return `${stateName(state)}’s hours about ${topics.join(" or ")}${isForSome ? " (asked of some)" : ""}`;
}
