/** What a visitor keeps on this device: boards, specialties, states and searches. Nothing of it is sent anywhere. */

export interface Mine {
  boards: string[];
  areas: string[];
  states: string[];
}

export interface SavedSearch {
  name: string;
  query: string;
  saved: string;
}

const MINE = "passport.mine";
const SEARCHES = "passport.searches";

export function mine(): Mine {
  return { boards: [], areas: [], states: [], ...read<Partial<Mine>>(MINE, {}) };
}

/** Keep a choice; false if this device keeps nothing, as in some private windows. */
export function keepMine(chosen: Mine): boolean {
  return write(MINE, chosen);
}

export function savedSearches(): SavedSearch[] {
  return read<SavedSearch[]>(SEARCHES, []);
}

/** Keep a search, once. */
export function saveSearch(search: SavedSearch): boolean {
  return write(SEARCHES, [search, ...savedSearches().filter((one) => one.query !== search.query)]);
}

export function forgetSearch(query: string): boolean {
  return write(
    SEARCHES,
    savedSearches().filter((one) => one.query !== query),
  );
}

function read<Value>(key: string, otherwise: Value): Value {
  try {
    return (JSON.parse(localStorage.getItem(key) ?? "null") as Value | null) ?? otherwise;
  } catch {
    return otherwise;
  }
}

function write(key: string, value: unknown): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
