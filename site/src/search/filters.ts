/** The filters and their names, in the order in which a panel shows them. */

import type { FacetValue, SearchPage, SearchQuery } from "../api";
import { changed, LISTS, parseQuery, toggled, type FlagName, type ListName } from "../query";
import states from "../states.json";
import { amountText, countText, dayText, feeText, milesText, registrationText } from "../wording";

export const LIST_LABELS: Readonly<Record<ListName, string>> = {
  board: "Board",
  credit_type: "Credit type",
  area: "Practice area",
  format: "Format",
  delivery: "How to take part",
  fee: "Fee",
  registration: "Registration",
  topic: "State topic",
  asked_by: "Topics that a state asks for",
  rems: "REMS",
  state: "State",
  provider: "Provider",
  activity: "Activity",
};

export const FLAG_LABELS: Readonly<Record<FlagName, string>> = {
  mips: "MIPS improvement activities only",
  mate: "MATE Act only",
  online: "Also what is online",
  past: "Also activities that have ended",
};

export interface Chip {
  name: string;
  label: string;
  without: SearchQuery;
}

/** Return each filter that is chosen, as words and with the question that is left without it. */
export function chips(query: SearchQuery, page: SearchPage | null): Chip[] {
  const lists = LISTS.flatMap((name) =>
    (query[name] ?? []).map((value) => ({
      name,
      label: valueLabel(name, value, page),
      without: toggled(query, name, value),
    })),
  );
  const one = (label: string, ...names: (keyof SearchQuery)[]): Chip => ({
    name: names[0] ?? "",
    label,
    without: changed(query, Object.fromEntries(names.map((name) => [name, undefined]))),
  });
  const others = [
    query.near && one(nearLabel(query, page), "near", "miles", "online"),
    query.ends_from && one(`From ${dayText(query.ends_from)}`, "ends_from"),
    query.starts_by && one(`Until ${dayText(query.starts_by)}`, "starts_by"),
    query.min_points !== undefined && one(`${amountText(query.min_points)} points or more`, "min_points"),
    query.min_credits !== undefined && one(`${amountText(query.min_credits)} credits or more`, "min_credits"),
    query.max_credits !== undefined && one(`${amountText(query.max_credits)} credits or fewer`, "max_credits"),
    query.mips && one(FLAG_LABELS.mips, "mips"),
    query.mate && one(FLAG_LABELS.mate, "mate"),
    query.past && one(FLAG_LABELS.past, "past"),
  ];
  return [...lists, ...others.filter((chip) => typeof chip === "object")];
}

/** Return the filters in use: those that words were taken for, without what was chosen of the same kind before. */
export function chipsInUse(query: SearchQuery, page: SearchPage | null): Chip[] {
  const typed = new Set(page?.recognised.map(({ parameter }) => parameter));
  return [...chips(query, page).filter(({ name }) => !typed.has(name)), ...recognisedChips(query, page)];
}

/** Return what was chosen and gives way to words, each with the words. */
export function givenWay(query: SearchQuery, page: SearchPage): { text: string; chosen: string[] }[] {
  return page.recognised
    .map(({ text, parameter, values }) => {
      const others = chips(query, page).filter(({ name }) => name === parameter);
      const same = new Set(readAs(parameter, values, page).map(({ label }) => label));
      return { text, chosen: others.map(({ label }) => label).filter((label) => !same.has(label)) };
    })
    .filter(({ chosen }) => chosen.length > 0);
}

/** Return each filter that words were taken for; without it they are looked for as words. */
function recognisedChips(query: SearchQuery, page: SearchPage | null): Chip[] {
  return (page?.recognised ?? []).map(({ text, parameter, values }) => {
    const labels = readAs(parameter, values, page).map((chip) => chip.label);
    const without = changed(query, { as_words: [...(query.as_words ?? []), text] });
    return { name: parameter, label: labels.join(" or "), without };
  });
}

function readAs(parameter: string, values: readonly string[], page: SearchPage | null): Chip[] {
  return chips(parseQuery(new URLSearchParams(values.map((value) => [parameter, value])).toString()), page);
}

/** Of towns with the same name the largest was taken: its state says which. */
function nearLabel({ near, miles = 50, online }: SearchQuery, page: SearchPage | null): string {
  const town = page?.near_state ? `${near}, ${page.near_state}` : near;
  const place = /^-?[\d.]+,-?[\d.]+$/.test(near ?? "") ? "you" : town;
  return `Within ${milesText(miles)} of ${place}${online ? ", or online" : ""}`;
}

function stateName(letters: string): string {
  return states.find(({ code }) => code === letters)?.name ?? letters;
}

/** Return what to call a value of a filter. */
export function valueLabel(name: ListName, value: string, page: SearchPage | null): string {
  if (name === "fee") return feeText(value);
  if (name === "registration") return registrationText(value);
  if (name === "state") return stateName(value);
  if (name === "asked_by") return `Topics that ${stateName(value)} asks for`;
  if (name === "activity") return `Activity ${value}`;
  const told = page?.facets?.[name]?.find((one) => one.value === value)?.label;
  return told ?? (name === "provider" ? `Provider ${value}` : value.replace(":", ": "));
}

/** Return the values of a filter that can be chosen, with those that are chosen although nothing is found. */
export function choices(name: ListName, query: SearchQuery, page: SearchPage | null): FacetValue[] {
  const told = page?.facets?.[name] ?? [];
  const missing = (query[name] ?? []).filter((value) => !told.some((one) => one.value === value));
  const all = [...told, ...missing.map((value) => ({ value, label: value, count: 0 }))];
  if (name === "board") all.sort((one, other) => one.value.localeCompare(other.value));
  return all.map((one) => ({ ...one, label: valueLabel(name, one.value, page) }));
}

/** Tell how many activities were found, for those who can't see it happen. */
export function foundText(page: SearchPage, query: SearchQuery): string {
  return `${countText(page.total)}${query.q ? ` for “${query.q}”` : ""}`;
}
