/** What the console asks of the API about the provider's contacts. */

import { answer } from "../api";
import type { components } from "../hub-api";
import { client } from "./calls";
import { done } from "../doing";

export type Contact = components["schemas"]["ContactView"];
export type TeamChange = components["schemas"]["TeamChangeView"];
export type Recipient = components["schemas"]["RecipientView"];
export type Role = Contact["role"];

export function contacts(signal: AbortSignal): Promise<Contact[]> {
  return answer((within) => client.GET("/v1/contacts", { signal: within }), signal);
}

export function teamChanges(signal: AbortSignal): Promise<TeamChange[]> {
  return answer((within) => client.GET("/v1/contact-changes", { signal: within }), signal);
}

export function mailRecipients(signal: AbortSignal): Promise<Recipient[]> {
  return answer((within) => client.GET("/v1/mail-recipients", { signal: within }), signal);
}

export function setMailCopies(emails: string[]): Promise<Recipient[]> {
  return done(client.PUT("/v1/mail-recipients/copies", { body: { emails } }));
}

export function inviteContact(email: string, role: Role): Promise<Contact> {
  return done(client.POST("/v1/contacts", { body: { email, role } }));
}

export function changeContact(contact: string, role: Role): Promise<Contact> {
  return done(client.PUT("/v1/contacts/{contact}", { params: { path: { contact } }, body: { role } }));
}

export function endContact(contact: string): Promise<unknown> {
  return done(client.DELETE("/v1/contacts/{contact}", { params: { path: { contact } } }));
}
