/** What somebody has typed and not sent yet: kept in this tab, so that it is there after signing in again. */

import { useState } from "preact/hooks";

const DRAFT = "passport.draft.";

/** Keep a form's values under a name, for one account alone; return them, how to change and how to forget them. */
export function useDraft<Value>(
  account: string,
  name: string,
  blank: Value,
): [Value, (changed: Value) => void, () => void] {
  const key = `${DRAFT}${account}.${name}`;
  const [value, setValue] = useState<Value>(() => readDraft(key) ?? blank);
  function change(changed: Value) {
    sessionStorage.setItem(key, JSON.stringify(changed));
    setValue(changed);
  }
  function forget() {
    sessionStorage.removeItem(key);
    setValue(blank);
  }
  return [value, change, forget];
}

/** Forget everything that was typed: whoever leaves on purpose may leave the machine to somebody else. */
export function forgetDrafts(): void {
  Object.keys(sessionStorage)
    .filter((key) => key.startsWith(DRAFT))
    .forEach((key) => sessionStorage.removeItem(key));
}

function readDraft<Value>(key: string): Value | null {
  return JSON.parse(sessionStorage.getItem(key) ?? "null") as Value | null;
}
