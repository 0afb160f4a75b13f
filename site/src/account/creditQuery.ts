/** Which credits are asked for: the same in the page's address, the filters and the call. Nobody is named in it. */

import type { operations } from "../passport-api";

export type CreditQuery = NonNullable<operations["listMyCredits"]["parameters"]["query"]>;
export const LISTS = ["board", "state", "credit_type", "provider", "status"] as const;
export const DAYS = ["since", "until"] as const;
export type ListName = (typeof LISTS)[number];

const DAY = /^\d{4}-\d\d-\d\d$/;

/** Read what an address asks for; what can't be read is left out. */
export function parseCreditQuery(address: string): CreditQuery {
  const given = new URLSearchParams(address);
  const query: Record<string, unknown> = {};
  for (const name of LISTS) if (given.has(name)) query[name] = given.getAll(name);
  for (const name of DAYS) if (DAY.test(given.get(name) ?? "")) query[name] = given.get(name);
  const text = given.get("text")?.trim();
  if (text) query["text"] = [text];
  return query as CreditQuery;
}

export function formatCreditQuery(query: CreditQuery): string {
  const written = new URLSearchParams();
  for (const name of LISTS) query[name]?.forEach((value) => written.append(name, value));
  for (const name of DAYS) if (query[name]) written.set(name, query[name]);
  if (query.text?.length) written.set("text", query.text.join(" "));
  return written.toString();
}

/** Return the query with one thing changed; what is empty goes. */
export function changedQuery(query: CreditQuery, change: CreditQuery): CreditQuery {
  const changed: Record<string, unknown> = { ...query, ...change };
  for (const [name, value] of Object.entries(changed)) {
    if (value === undefined || value === "" || (Array.isArray(value) && value.length === 0)) delete changed[name];
  }
  return changed as CreditQuery;
}

export function toggledQuery(query: CreditQuery, name: ListName, value: string): CreditQuery {
  const chosen: readonly string[] = query[name] ?? [];
  const after = chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value];
  return changedQuery(query, { [name]: after });
}
