/** What the console asks of the API about what is open until a last day. */

import { answer } from "../api";
import type { components } from "../hub-api";
import { client } from "./calls";

export type Reminder = components["schemas"]["ReminderView"];

export async function reminders(signal: AbortSignal): Promise<readonly Reminder[]> {
  const told = await answer((within) => client.GET("/v1/reminders", { signal: within }), signal);
  return told.reminders;
}
