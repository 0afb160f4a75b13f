import states from "../states.json";

/** Tell a country and its region, of the United States in words, by their codes such as US-OH. */
export function placeText(place: string, language?: string): string {
  const [country = "", region] = place.split("-");
  const named = new Intl.DisplayNames(language, { type: "region" }).of(country) ?? country;
  const state = country === "US" && states.find(({ code }) => code === region)?.name;
  if (state) return `${state}, ${named}`;
  return region ? `${named} (${region})` : named;
}
