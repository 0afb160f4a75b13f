/** Addresses of the officers' pages: each names its state, and none of them a person to a server. */

const HOME = "/licensing/";
const STATE = "state";

export function stateOf(search: string): string | null {
  return new URLSearchParams(search).get(STATE);
}

/** Return the address of a page of a state, with further parameters; empty ones are left out. */
export function addressOf(path: string, state: string, parameters: Readonly<Record<string, string>> = {}): string {
  const asked = new URLSearchParams({ [STATE]: state });
  for (const [name, value] of Object.entries(parameters)) if (value) asked.set(name, value);
  return `${HOME}${path}?${asked}`;
}

/** Return the address of a licensee's page: the number stands behind the mark of which no server is told. */
export function licenseeAddress(
  state: string,
  licence: string,
  parameters: Readonly<Record<string, string>> = {},
): string {
  return `${addressOf("licensee", state, parameters)}#${encodeURIComponent(licence)}`;
}

/** Tell whose page an address names; empty if it names nobody's. */
export function licenceOf(hash: string): string {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return "";
  }
}

/** Tell the section that a path names. */
export function sectionOf(path: string): string {
  return path.slice(HOME.length).split("/")[0] ?? "";
}
