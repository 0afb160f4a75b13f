/** The files that somebody chose to send, one after the other. */

import { useRef, useState } from "preact/hooks";
import type { Chosen } from "./folders";
import { useWarning } from "./leavingWarning";
import { isSame, useUnsent, type FileName } from "./unsentFiles";
import { faultOf, sendFile, type Progress, type Purpose, type Sent } from "./uploads";

export interface ChosenFile {
  file: File;
  /** Why it can't be sent at all. */
  fault: string | null;
  /** What it is, or was, sent for. */
  purpose: Purpose | null;
  progress: Progress | null;
  sent: Sent | null;
  problem: unknown;
}

export interface Sending {
  files: readonly ChosenFile[];
  isBusy: boolean;
  /** What was left out of the last choice, in a sentence. */
  said: string;
  /** Files that had been chosen when the page was left, and weren't sent. */
  before: readonly FileName[];
  forgetBefore: () => void;
  add: (chosen: Chosen) => void;
  remove: (file: File) => void;
  /** Send these files, or all that weren't sent so. */
  send: (purpose: Purpose, only?: File) => void;
}

export function useSending(provider: string): Sending {
  const [files, setFiles] = useState<readonly ChosenFile[]>([]);
  const [isBusy, setBusy] = useState(false);
  const [said, setSaid] = useState("");
  const kept = useRef<readonly ChosenFile[]>([]);
  const unsent = useUnsent(provider);
  useWarning(isBusy);

  function show(changed: readonly ChosenFile[]) {
    kept.current = changed;
    setFiles(changed);
  }

  function change(file: File, changed: Partial<ChosenFile>) {
    show(kept.current.map((chosen) => (chosen.file === file ? { ...chosen, ...changed } : chosen)));
  }

  function keep() {
    const open = kept.current.filter(({ fault, sent, purpose }) => !fault && !(sent && purpose !== "try"));
    unsent.keep(
      kept.current.map(({ file }) => file),
      open.map(({ file }) => file),
    );
  }

  function add({ files: chosen, left }: Chosen) {
    const fresh = chosen.filter((file) => !kept.current.some((other) => isSame(other.file, file)));
    const known = chosen.filter((file) => !fresh.includes(file)).map(({ name }) => name);
    setSaid(
      [
        known.length && `Chosen already: ${listed(known)}.`,
        left.length && `Left out of the folder: ${listed(left)}.`,
        !chosen.length && !left.length && "There is no file in it.",
      ]
        .filter(Boolean)
        .join(" "),
    );
    const blank = { purpose: null, progress: null, sent: null, problem: null };
    show([...kept.current, ...fresh.map((file) => ({ file, fault: faultOf(file), ...blank }))]);
    keep();
  }

  async function send(purpose: Purpose, only?: File) {
    const wanted = kept.current.filter(
      ({ file, fault, sent, purpose: last }) => !fault && (only ? file === only : !sent || last !== purpose),
    );
    setBusy(true);
    for (const { file } of wanted) {
      change(file, { purpose, progress: { step: "reading", share: 0 }, sent: null, problem: null });
      try {
        const sent = await sendFile(provider, file, purpose, (progress) => change(file, { progress }));
        change(file, { sent, progress: null });
        keep();
      } catch (problem) {
        change(file, { problem, progress: null });
      }
    }
    setBusy(false);
  }

  return {
    files,
    isBusy,
    said,
    before: unsent.before,
    forgetBefore: unsent.forget,
    add,
    remove: (file) => {
      show(kept.current.filter((chosen) => chosen.file !== file));
      keep();
    },
    send: (purpose, only) => void send(purpose, only),
  };
}

/** As many names as are said at once. */
const MOST_NAMES = 20;

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return names.slice(0, MOST_NAMES).join(", ") + (more > 0 ? ` and ${more.toLocaleString("en-US")} more` : "");
}
