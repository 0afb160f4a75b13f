/** How the console tells of activities. */

import type { ActivityView } from "./activityCalls";
import type { BoardsDocument } from "./boardCalls";

export function completionsText({ completions, or_more }: NonNullable<ActivityView["learners"]>): string {
  return `${completions.toLocaleString()}${or_more ? " or more" : ""}`;
}

/** Return what fields of registrations are called on forms, by their names. */
export function labelsOf(document: BoardsDocument | null): ReadonlyMap<string, string> {
  const fields = document?.boards.flatMap(({ rules }) => rules.flatMap((some) => some.fields)) ?? [];
  return new Map(fields.map(({ name, label }) => [name, label]));
}

/** Return a sentence of the API in which fields have the names that they have on forms. */
export function inWords(sentence: string, labels: ReadonlyMap<string, string>): string {
  return sentence
    .replaceAll(/registrations\[\d+\]\.(\w+)/g, (path: string, name: string) =>
      labels.has(name) ? `“${labels.get(name)}”` : path,
    )
    .replaceAll(/specialties\[\d+\]/g, "“Practice areas”");
}
