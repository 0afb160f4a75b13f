import type { ContactProvider, Scope } from "./calls";

export const ROLES: Readonly<Partial<Record<ContactProvider["role"], string>>> = {
  primary: "you are the primary contact",
  reporter: "you report",
  viewer: "you look only",
};

const SENDING: readonly Scope[] = ["activities:write", "learners:write"];

/** Tell whether a contact may send files. */
export function maySend({ scopes }: ContactProvider): boolean {
  return SENDING.some((scope) => scopes.includes(scope));
}
