/** What the console asks of the API about the mails of whoever is signed in. */

import { answer } from "../api";
import type { components } from "../hub-api";
import { client } from "./calls";
import { done } from "../doing";

export type QuietHours = components["schemas"]["QuietHours"];
export type MailPreferences = Required<components["schemas"]["ContactMailPreferences"]>;

export async function myMails(provider: string, signal: AbortSignal): Promise<MailPreferences> {
  const params = { path: { provider } };
  const told = await answer(
    (within) => client.GET("/v1/contact/mail-preferences/{provider}", { params, signal: within }),
    signal,
  );
  return told as MailPreferences;
}

/** Store when the contact is told of what, and return what is stored. */
export async function chooseMails(provider: string, wanted: MailPreferences): Promise<MailPreferences> {
  const params = { path: { provider } };
  return (await done(
    client.PUT("/v1/contact/mail-preferences/{provider}", { params, body: wanted }),
  )) as MailPreferences;
}
