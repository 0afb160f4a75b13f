/** How the console names what is open until a last day, and where it is done: as the mails of reminders do. */

import { dayText } from "../wording";
import { addressOf } from "./address";
import type { Reminder } from "./reminderCalls";

type Kind = Reminder["kind"];

/** Of these, what is open are activities. */
const OF_ACTIVITIES: readonly Kind[] = ["activities", "learners", "counting", "drafts"];

export function headingOf({ kind, last_day, matters, more }: Reminder): string {
  const count = matters.length + more;
  const year = yearOf(last_day);
  const activities = counted(count, "activity", "activities");
  const headings: Readonly<Record<Kind, string>> = {
    year: `The report of ${year} is to be sent`,
    activities: `${activities} of ${year} to finish for the report`,
    learners: `${activities} without learners: soon none are taken`,
    counting: `${activities} without learners: to count in the board’s year`,
    drafts: `${counted(count, "Draft", "Drafts")} about to begin`,
    requests: `${counted(count, "request", "requests")} for a missing credit to answer`,
    keys: counted(count, "key expires", "keys expire"),
  };
  return headings[kind];
}

/** Return where it is done. */
export function placeOf({ kind, last_day }: Reminder): string {
  const year = addressOf(`year/${yearOf(last_day)}`);
  const places: Readonly<Record<Kind, string>> = {
    year,
    activities: `${year}#activities`,
    learners: addressOf("send"),
    counting: addressOf("send"),
    drafts: addressOf("activities", { status: "Draft" }),
    requests: addressOf("requests"),
    keys: addressOf("systems"),
  };
  return places[kind];
}

/** Return where the thing itself is, if it has a page. */
export function pageOf(kind: Kind, id: string): string | null {
  return OF_ACTIVITIES.includes(kind) ? addressOf(`activities/${id}`) : null;
}

export function lastDayText({ kind, last_day, days_left }: Reminder): string {
  const left = ["today", "tomorrow"][days_left] ?? `in ${days_left} days`;
  return `${kind === "drafts" ? "The course begins on" : "Last day:"} ${dayText(last_day)}, ${left}`;
}

/** The year that is reported by a last day. */
function yearOf(last_day: string): number {
  return Number(last_day.slice(0, 4)) - 1;
}

function counted(count: number, single: string, several: string): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? single : several}`;
}
