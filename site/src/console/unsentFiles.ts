/** Which files were chosen and not sent: kept in this tab, so that after signing in again it is said which to choose anew. */

import { useContext, useRef } from "preact/hooks";
import { useDraft } from "../forms/drafts";
import { Account } from "./account";

export interface FileName {
  name: string;
  size: number;
  lastModified: number;
}

export interface Unsent {
  /** Those of the page as it was before it was left or loaded anew, that weren't chosen again. */
  before: readonly FileName[];
  /** Keep what is chosen now and not sent, beside them. */
  keep: (chosen: readonly FileName[], unsent: readonly FileName[]) => void;
  forget: () => void;
}

/** Remember files by name, size and time: the files themselves a browser gives up with the page. */
export function useUnsent(provider: string): Unsent {
  const account = useContext(Account);
  const [names, change] = useDraft<readonly FileName[]>(account, `files.${provider}`, []);
  const before = useRef(names);

  function keep(chosen: readonly FileName[], unsent: readonly FileName[]) {
    before.current = before.current.filter((name) => !chosen.some((file) => isSame(file, name)));
    change([...before.current, ...unsent.map(({ name, size, lastModified }) => ({ name, size, lastModified }))]);
  }

  function forget() {
    change(names.filter((name) => !before.current.includes(name)));
    before.current = [];
  }

  return { before: before.current, keep, forget };
}

/** Tell whether it is the same file, as far as that is known before it is read. */
export function isSame(first: FileName, second: FileName): boolean {
  return first.name === second.name && first.size === second.size && first.lastModified === second.lastModified;
}
