/** What the console asks of the API about what the provider sent by month. */

import { answer } from "../api";
import type { components } from "../hub-api";
import { client } from "./calls";
import type { Table } from "./tables";

export type Figures = components["schemas"]["MonthFigures"];
export type Quality = components["schemas"]["Quality"];
export type FiguresView = components["schemas"]["FiguresView"];
export type MonthView = components["schemas"]["MonthView"];
export type PeriodView = components["schemas"]["PeriodView"];

export interface Period {
  from: string;
  to: string;
}

export function figuresOf(period: Period, signal: AbortSignal): Promise<PeriodView> {
  return answer((within) => client.GET("/v1/figures", { params: { query: period }, signal: within }), signal);
}

/** Return what each code means; what is told in each case is left open. */
export async function meanings(signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
  const codes = await answer((within) => client.GET("/v1/codes", { signal: within }), signal);
  return new Map(codes.map(({ code, message }) => [code, openText(message)]));
}

/** Put an ellipsis in the place of what stands in braces. */
export function openText(message: string): string {
  return message.replaceAll(/\{\w+\}/g, "…");
}

/** Return the periods that can be chosen, by what they are called; months are counted in UTC. */
export function periodsAt(now: Date): Record<string, Period> {
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
  const named = (at: Date) => at.toISOString().slice(0, 7);
  const to = named(now);
  return {
    "Twelve months": { from: named(new Date(Date.UTC(year, month - 11, 1))), to },
    "This year": { from: `${year}-01`, to },
    "Last year": { from: `${year - 1}-01`, to: `${year - 1}-12` },
  };
}

export function sumOf(figures: Figures, name: "activities" | "records" | "credits"): number {
  return Object.values(figures.formats ?? {}).reduce((sum, format) => sum + (format[name] ?? 0), 0);
}

/** Return the first of what was counted, the most frequent first and what is as frequent by name. */
export function mostFrequent(counts: Readonly<Record<string, number>>, most: number): [string, number][] {
  return Object.entries(counts)
    .sort(([name, count], [other, others]) => others - count || name.localeCompare(other))
    .slice(0, most);
}

export function percentText(share: number | null | undefined): string {
  return share === null || share === undefined ? "–" : `${Math.round(100 * share)} %`;
}

export function scoreText(score: number | null | undefined): string {
  return score === null || score === undefined ? "–" : String(Math.round(score));
}

const HEADINGS = [
  ["Month", (month: MonthView) => month.month],
  ["Submissions", ({ figures }: MonthView) => figures.submissions],
  ["Activities added", ({ figures }: MonthView) => sumOf(figures, "activities")],
  ["Records added", ({ figures }: MonthView) => sumOf(figures, "records")],
  ["Credits", ({ figures }: MonthView) => sumOf(figures, "credits")],
  ["Records deleted", ({ figures }: MonthView) => figures.deleted_records],
  ["Rows sent for the first time", ({ figures }: MonthView) => figures.first_rows],
  ["Right at the first try", ({ figures }: MonthView) => figures.right_rows],
  ["Records within 30 days", ({ figures }: MonthView) => figures.timely_rows],
  ["Data quality score", ({ quality }: MonthView) => quality.score],
  ["Median of all providers", ({ comparison }: MonthView) => comparison?.medians.score],
] as const;

export function figuresTable({ months }: PeriodView): Table {
  return {
    headings: HEADINGS.map(([heading]) => heading),
    rows: months.map((month) => HEADINGS.map(([, valueOf]) => valueOf(month))),
  };
}
