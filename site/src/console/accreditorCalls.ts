/** What an accreditor's people ask of the API about their providers' years. */

import type { components } from "../hub-api";
import { allRows, client, page, type Page } from "./calls";
import { done } from "../doing";
import type { Table } from "./tables";
import { easternDay, MONEY, type Money } from "./yearWords";

export type Accreditor = components["schemas"]["Accreditor"];
export type AccreditedYear = components["schemas"]["AccreditedYear"];

/** How far a provider is with a year. */
export const STATES: Readonly<Record<AccreditedYear["state"], string>> = {
  not_begun: "Not begun",
  under_way: "Under way",
  sent: "Sent",
  changed: "Changed since it was sent",
};
/** As many as a provider's own list has. */
const YEARS = 5;
/** As many as the API compares at once. */
const MOST = 20;

/** Return the years to choose from: last year first, since that is the one that is reported. */
export function yearsAt(day = easternDay()): readonly number[] {
  const last = Number(day.slice(0, 4)) - 1;
  return Array.from({ length: YEARS }, (_, before) => last - before);
}

export function accreditedYears(
  accreditor: string,
  year: number,
  cursor: string | null,
  signal: AbortSignal,
): Promise<Page<AccreditedYear>> {
  const query = { limit: MOST, ...(cursor && { cursor }) };
  const params = { path: { accreditor, year: String(year) }, query };
  return page(
    (within) => client.GET("/v1/accreditors/{accreditor}/years/{year}", { params, signal: within }),
    (told) => told.providers,
    "cursor",
    signal,
  );
}

/** Return where a file of what a provider sent is fetched. */
export async function accreditedFile(
  accreditor: string,
  year: number,
  provider: string,
  version: number,
  kind: "pdf" | "csv" | "json",
): Promise<string> {
  const params = { path: { accreditor, year: String(year), provider, version: String(version) } };
  const files = await done(
    client.GET("/v1/accreditors/{accreditor}/years/{year}/providers/{provider}/versions/{version}", { params }),
  );
  return files[`${kind}_url`];
}

/** Return a year of all providers, with what the last version of each comes to. */
export async function accreditedTable(accreditor: string, year: number, tell: (rows: number) => void): Promise<Table> {
  const { signal } = new AbortController();
  return tableOf(year, await allRows((cursor) => accreditedYears(accreditor, year, cursor, signal), tell));
}

export function tableOf(year: number, providers: readonly AccreditedYear[]): Table {
  const kinds = Object.keys(MONEY) as Money[];
  return {
    headings: [
      "Provider ID",
      "Provider",
      "Year",
      "State",
      "Version",
      "Sent (UTC)",
      "Changes in this version",
      "Activities",
      "Physicians",
      "Other learners",
      ...kinds.map((kind) => `${MONEY[kind]}, US dollars`),
    ],
    rows: providers.map(({ provider_id, name, state, versions, reported }) => {
      const last = versions.at(-1);
      return [
        provider_id,
        name,
        year,
        STATES[state],
        last?.number,
        last && { moment: last.at },
        last?.changes,
        reported?.activities,
        reported?.physicians,
        reported?.other_learners,
        ...kinds.map((kind) => reported?.summary[kind]),
      ];
    }),
  };
}
