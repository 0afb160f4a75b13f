/** How the console names the steps of annual reporting, and what they tell. */

import { dayText } from "../wording";
import type { Step, YearSummary } from "./yearCalls";

export const STEPS: Readonly<Record<Step["name"], string>> = {
  agreement: "Agreement",
  outcomes: "Outcomes and commendation tags",
  activities: "Activities to close",
  learners: "Learners of enduring materials",
  summary: "Programme summary",
  contacts: "Contacts",
  send: "Send the report",
};

/** The kinds of income, and what stands below them, as the API calls them. */
export const MONEY = {
  registration_fees: "Registration fees",
  advertising_and_exhibits: "Advertising and exhibits",
  government_grants: "Government grants",
  private_donations: "Private donations",
  commercial_support: "Commercial support",
  other_income: "Other income",
  total_income: "Total income",
  expenses: "Expenses",
} as const;
export type Money = keyof typeof MONEY;

export function dollarsText(amount: number): string {
  return new Intl.NumberFormat("en-US", { style: "currency", currency: "USD", maximumFractionDigits: 0 }).format(
    amount,
  );
}

/** Tell what the API says of a field, which it names first, in the words of its label. */
export function labelled(text: string): string {
  return text.replace(/(?<=^|summary: )[a-z_]+$|^[a-z_]+(?= is )/, (name) =>
    name in MONEY ? `“${MONEY[name as Money]}”` : name,
  );
}

/** Return today, US Eastern: a year's days end there. */
export function easternDay(now = new Date()): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: "America/New_York" }).format(now);
}

/** Tell until when a year is reported, and whether it was. */
export function dueText(
  { year, due_on, is_over, is_empty, versions, sent_at }: YearSummary,
  today = easternDay(),
): string {
  if (versions > 0 && sent_at) return `Sent on ${dayText(sent_at.slice(0, 10))}`;
  if (!is_over) return `Goes on until the end of ${year}; due by ${dayText(due_on)}`;
  if (is_empty) return "Nothing of it is here";
  return due_on < today ? `Not sent; it was due by ${dayText(due_on)}` : `Not sent yet; due by ${dayText(due_on)}`;
}
