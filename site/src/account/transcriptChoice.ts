/** What a transcript shall tell: what is chosen on the page, and what is asked of the API by it. */

import type { operations } from "../passport-api";
import { dayText } from "../wording";
import type { Need } from "./calls";

export type TranscriptQuery = NonNullable<operations["makeMyTranscript"]["parameters"]["query"]>;
export type Format = NonNullable<TranscriptQuery["format"]>;
type Kind = NonNullable<TranscriptQuery["kind"]>[number];

/** The period is a calendar year, a need by its name, all days, or the days that are typed. */
export interface TranscriptChoice {
  period: string;
  since: string;
  until: string;
  boards: readonly string[];
  states: readonly string[];
  kinds: readonly Kind[];
  pending: boolean;
  own: boolean;
}

export const ALL_DAYS = "all";
export const TYPED_DAYS = "typed";
export const KINDS: readonly Kind[] = ["CME", "MOC"];
const MOST_YEARS = 7;

export function firstChoice(today: string): TranscriptChoice {
  const year = today.slice(0, 4);
  return { period: year, since: "", until: "", boards: [], states: [], kinds: KINDS, pending: false, own: false };
}

/** Return the last calendar years, this one first. */
export function years(today: string): readonly string[] {
  return Array.from({ length: MOST_YEARS }, (_, ago) => String(Number(today.slice(0, 4)) - ago));
}

/** Return the days that a choice covers; a need that was deleted meanwhile covers all. */
export function daysOf({ period, since, until }: TranscriptChoice, needs: readonly Need[]) {
  if (period === TYPED_DAYS) return { ...(since && { since }), ...(until && { until }) };
  if (/^\d{4}$/.test(period)) return { since: `${period}-01-01`, until: `${period}-12-31` };
  const need = needs.find((need) => need.need === period);
  return need ? { since: need.starts, until: need.ends } : {};
}

/** Return what is asked of the API. */
export function queryOf(choice: TranscriptChoice, needs: readonly Need[]): TranscriptQuery {
  const { boards, states, kinds, pending, own } = choice;
  return { ...daysOf(choice, needs), board: [...boards], state: [...states], kind: [...kinds], pending, own };
}

/** Return a list with a value that wasn't in it, or without one that was. */
export function toggled<Value>(list: readonly Value[], value: Value): readonly Value[] {
  return list.includes(value) ? list.filter((other) => other !== value) : [...list, value];
}

/** Tell a choice in words, as the end of a sentence. */
export function choiceText(choice: TranscriptChoice, needs: readonly Need[]): string {
  const { since = "", until = "" } = daysOf(choice, needs) as { since?: string; until?: string };
  const span =
    since && until ? `from ${dayText(since)} to ${dayText(until)}` : since ? `from ${dayText(since)} on` : "";
  const when = span || (until ? `until ${dayText(until)}` : "at any time");
  const of = [...choice.boards, ...choice.states].join(", ");
  const parts = [choice.pending ? "pending credits too" : "", choice.own ? "own credits in a part of their own" : ""];
  return [`${choice.kinds.join(" and ")} credit completed ${when}`, of && `of ${of}`, ...parts]
    .filter(Boolean)
    .join(", ");
}
