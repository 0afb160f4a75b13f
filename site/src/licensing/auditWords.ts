/** What is said of audits: those drawn in a sample are told, and answer. */

import type { Table } from "../console/tables";
import { amountText } from "../wording";
import type { Audited, CheckView } from "./calls";

type Licensee = Audited["licensees"][number];

/** Tell whether some of those drawn are still being told. */
export function isTelling({ audit, licensees }: CheckView): boolean {
  return audit !== null && audit !== undefined && audit.told < (licensees ?? 0);
}

export function licenseesText(count: number): string {
  return `${amountText(count)} ${count === 1 ? "licensee" : "licensees"}`;
}

/** Tell how many get a mail, and how many have to be written to otherwise. */
export function reachText(all: number, withEmail: number): string {
  const without = all - withEmail;
  if (without === 0) return "All have an e-mail address on your roster.";
  return `${amountText(withEmail)} of ${amountText(all)} have an e-mail address on your roster. Write to the other ${amountText(without)} yourselves: who of them has an account here sees it, and nothing tells you who.`;
}

/** Tell how somebody was told, as far as the roster says it: whoever has an account sees it there too. */
export function howText({ has_email }: Licensee): string {
  return has_email ? "By e-mail" : "No e-mail address on the roster";
}

export function nameText({ given_name, family_name }: Licensee): string {
  return [given_name, family_name].filter(Boolean).join(" ");
}

/** Return those drawn and what they answered as a table to save. */
export function answersTable(told_at: string, licensees: readonly Licensee[]): Table {
  return {
    headings: ["Licence Number", "Last Name", "First Name", "Told At", "Told How", "Answered At", "Answer"],
    rows: licensees.map((licensee) => [
      licensee.licence,
      licensee.family_name,
      licensee.given_name,
      { moment: told_at },
      howText(licensee),
      licensee.answered_at === null ? null : { moment: licensee.answered_at },
      licensee.answer,
    ]),
  };
}
