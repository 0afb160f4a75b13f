/** Addresses of the console: each names its provider, so that it can be passed on to a colleague who has several. */

const HOME = "/console/";
const PROVIDER = "provider";

export function providerOf(search: string): string | null {
  return new URLSearchParams(search).get(PROVIDER);
}

/** Return the address of a page of the provider that this page is about, with further parameters; empty ones are left out. */
export function addressOf(
  path: string,
  parameters: Readonly<Record<string, string | undefined>> = {},
  here: string = location.search,
): string {
  const asked = new URLSearchParams();
  const provider = providerOf(here);
  if (provider) asked.set(PROVIDER, provider);
  for (const [name, value] of Object.entries(parameters)) if (value) asked.set(name, value);
  const query = asked.toString();
  return `${HOME}${path}${query && `?${query}`}`;
}

/** Return an address with another provider, such as that of this page. */
export function addressWith(provider: string, here: string = location.pathname + location.search): string {
  const [path = "", query] = here.split("?");
  const asked = new URLSearchParams(query);
  asked.set(PROVIDER, provider);
  return `${path}?${asked}`;
}

/** Tell the section that a path names, and the thing in it, if it names one. */
export function placeOf(path: string): { section: string; name: string } {
  const [section = "", name = ""] = path.slice(HOME.length).split("/");
  return { section, name: decodeURIComponent(name) };
}
