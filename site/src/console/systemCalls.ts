/** What the console asks of the API about the provider's own systems: their keys, and where they are told of events. */

import { answer } from "../api";
import type { components } from "../hub-api";
import { client, type Scope } from "./calls";
import { done } from "../doing";

export type Key = components["schemas"]["KeyView"];
export type NewKey = components["schemas"]["NewKey"];
export type Webhook = components["schemas"]["WebhookView"];
export type WebhookSecret = components["schemas"]["WebhookSecret"];
export type Delivery = components["schemas"]["DeliveryView"];
export type FixtureName = components["schemas"]["FixtureName"];
export type EventType = components["schemas"]["EventType"];

export function keys(signal: AbortSignal): Promise<Key[]> {
  return answer((within) => client.GET("/v1/keys", { signal: within }), signal);
}

/** Make a key; what calls are sent with is told this once. */
export function makeKey(scopes: Scope[], expires_at: string | null): Promise<NewKey> {
  return done(client.POST("/v1/keys", { body: { scopes, ...(expires_at && { expires_at }) } }));
}

/** Make a key in another's place, which is good for some hours more; what calls are sent with is told this once. */
export function renewKey(key_id: string, overlap_hours: number): Promise<NewKey> {
  const params = { path: { key_id } };
  return done(client.POST("/v1/keys/{key_id}/renewal", { params, body: { overlap_hours } }));
}

export function revokeKey(key_id: string): Promise<unknown> {
  return done(client.DELETE("/v1/keys/{key_id}", { params: { path: { key_id } } }));
}

export async function webhooks(signal: AbortSignal): Promise<Webhook[]> {
  const told = await answer((within) => client.GET("/v1/webhooks", { signal: within }), signal);
  return told.webhooks;
}

export function addWebhook(url: string, events: EventType[]): Promise<WebhookSecret> {
  return done(client.POST("/v1/webhooks", { body: { url, events } }));
}

export function renewSecret(webhook_id: string): Promise<WebhookSecret> {
  return done(client.POST("/v1/webhooks/{webhook_id}/secret", { params: { path: { webhook_id } } }));
}

export function switchWebhook(webhook_id: string, enabled: boolean): Promise<unknown> {
  return done(client.PATCH("/v1/webhooks/{webhook_id}", { params: { path: { webhook_id } }, body: { enabled } }));
}

export function testWebhook(webhook_id: string): Promise<unknown> {
  return done(client.POST("/v1/webhooks/{webhook_id}/test", { params: { path: { webhook_id } } }));
}

/** Return the last tries to deliver something, the newest first. */
export async function deliveries(webhook_id: string, signal: AbortSignal): Promise<Delivery[]> {
  const params = { path: { webhook_id } };
  const told = await answer(
    (within) => client.GET("/v1/webhooks/{webhook_id}/deliveries", { params, signal: within }),
    signal,
  );
  return told.deliveries;
}

/** Have one event delivered again, or all since a moment. */
export function replay(webhook_id: string, body: { event_id: string } | { since: string }): Promise<unknown> {
  return done(client.POST("/v1/webhooks/{webhook_id}/replay", { params: { path: { webhook_id } }, body }));
}

/** Return what can be tried in the sandbox. */
export function fixtures(signal: AbortSignal): Promise<FixtureName[]> {
  return answer((within) => client.GET("/v1/sandbox/fixtures", { signal: within }), signal);
}

export function makeFixture(code: string): Promise<unknown> {
  return done(client.GET("/v1/sandbox/fixtures/{code}", { params: { path: { code } } }));
}

export function deleteWebhook(webhook_id: string): Promise<unknown> {
  return done(client.DELETE("/v1/webhooks/{webhook_id}", { params: { path: { webhook_id } } }));
}
