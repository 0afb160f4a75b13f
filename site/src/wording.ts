/** How dates, amounts and places are told. Dates are days without a time: they are read and told in UTC. */

import type { Card } from "./api";

const LIVE = "Live Course";
const NOWHERE: Readonly<Record<string, string>> = { "Live-Streamed": "Live stream", "Print/Other": "Print" };
const FEES: Readonly<Record<string, string>> = { Yes: "Fee", "No, it's free": "Free", Variable: "Fee varies" };
const REGISTRATIONS: Readonly<Record<string, string>> = {
  "Open to all": "Open to all",
  Limited: "Limited registration",
};

/** Return today as the visitor has it, in the form of the API's days. */
export function today(now = new Date()): string {
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}

function pad(part: number): string {
  return String(part).padStart(2, "0");
}

/** Tell a day, or the days from one to another, as the visitor's language writes them. */
export function daysText(from: string, to: string, language?: string): string {
  const isOne = from === to;
  const format = new Intl.DateTimeFormat(language, {
    ...(isOne ? { weekday: "short" } : {}),
    year: "numeric",
    month: "short",
    day: "numeric",
    timeZone: "UTC",
  });
  return isOne ? format.format(new Date(from)) : format.formatRange(new Date(from), new Date(to));
}

export function dayText(day: string, language?: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(day));
}

/** Tell the size of a file that has so many bytes. */
export function monthText(month: string, language?: string): string {
  const words = new Intl.DateTimeFormat(language, { month: "short", year: "numeric", timeZone: "UTC" });
  return words.format(new Date(`${month}-01T00:00Z`));
}

export function sizeText(size: number, language?: string): string {
  const isLarge = size >= 100_000;
  const unit = isLarge ? "megabyte" : "kilobyte";
  const format = new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: 1 });
  return format.format(size / (isLarge ? 1_000_000 : 1_000));
}

/** Tell a moment in the visitor's own zone. */
export function momentText(moment: string, language?: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(new Date(moment));
}

/** Tell when to take part: what is held, or is yet to open, has its days; what is open has its last one. */
export function whenText(card: Card, now: string, language?: string): string {
  if (card.end_date < now) return `Ended ${dayText(card.end_date, language)}`;
  if (card.activity_format === LIVE || card.start_date > now) return daysText(card.start_date, card.end_date, language);
  return `Until ${dayText(card.end_date, language)}`;
}

/** Tell where to take part, with the distance if one was asked for. */
export function whereText(card: Card): string {
  const town = [card.city, card.state, card.country === "USA" ? null : card.country].filter(Boolean);
  const parts = card.deliveries.filter((one) => one !== "In-Person").map((one) => NOWHERE[one] ?? one);
  if (town.length) parts.unshift(town.join(", ") + (card.distance == null ? "" : ` (${milesText(card.distance)})`));
  else if (card.deliveries.includes("In-Person")) parts.unshift("In person");
  return parts.join(" and ");
}

export function milesText(miles: number): string {
  return miles < 1
    ? "under 1 mile"
    : `${Math.round(miles).toLocaleString()} ${Math.round(miles) === 1 ? "mile" : "miles"}`;
}

/** Write an amount of credit without zeroes that say nothing. */
export function amountText(amount: number, language?: string): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(amount);
}

export function pointsText(points: number): string {
  return `${amountText(points)} ${points === 1 ? "point" : "points"}`;
}

export function feeText(fee: string): string {
  return FEES[fee] ?? fee;
}

export function registrationText(registration: string): string {
  return REGISTRATIONS[registration] ?? registration;
}

export function countText(count: number): string {
  return `${count.toLocaleString()} ${count === 1 ? "activity" : "activities"}`;
}
