/** Answering a review: what is typed and chosen, kept until it is sent, and the documents on their way. */

import { useEffect, useRef, useState } from "preact/hooks";
import { forgetAnswer, keepAnswer, keptAnswer, type AnswerDraft, type AnswerOwner } from "./answerDrafts";
import { useWarning } from "./leavingWarning";
import { answerReview, type Review } from "./reviewCalls";
import { documentFault, MOST_DOCUMENTS, putDocument } from "./reviewDocuments";
import { answerFaults, type AnswerFaults } from "./reviewWords";
import { isSame } from "./unsentFiles";
import type { Progress } from "./uploads";

export const MOST_CHARACTERS = 5_000;
const NO_FAULTS: AnswerFaults = { words: "", documents: {}, rest: "" };

export interface Answering {
  /** Null until what was kept is read. */
  draft: AnswerDraft | null;
  /** Whether this device keeps it when the tab is closed. */
  isKept: boolean;
  faults: AnswerFaults;
  /** The document that is on its way, and how far. */
  underWay: { file: File; progress: Progress } | null;
  /** The document with which the sending stopped, if it was one. */
  stoppedAt: File | null;
  problem: unknown;
  isSending: boolean;
  type: (words: string) => void;
  add: (files: readonly File[]) => void;
  remove: (file: File) => void;
  send: () => void;
}

export function useAnswering(owner: AnswerOwner, done: (review: Review) => void): Answering {
  const [draft, setDraft] = useState<AnswerDraft | null>(null);
  const [isKept, setKept] = useState(true);
  const [faults, setFaults] = useState(NO_FAULTS);
  const [underWay, setUnderWay] = useState<Answering["underWay"]>(null);
  const [stoppedAt, setStoppedAt] = useState<File | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [isSending, setSending] = useState(false);
  const put = useRef(new Map<File, string>());
  useWarning(isSending);

  useEffect(() => {
    let isOver = false;
    keptAnswer(owner)
      .catch(() => {
        setKept(false);
        return {};
      })
      .then((kept) => !isOver && setDraft({ words: "", files: [], ...kept }));
    return () => {
      isOver = true;
    };
  }, []);

  function change<Part extends keyof AnswerDraft>(part: Part, value: AnswerDraft[Part]) {
    setDraft({ ...draft!, [part]: value });
    keepAnswer(owner, part, value).catch(() => setKept(false));
  }

  function found({ words, files }: AnswerDraft): AnswerFaults {
    const ofWords = !words.trim()
      ? "Say what you send, or why you send nothing."
      : words.trim().length > MOST_CHARACTERS
        ? `These are ${words.trim().length.toLocaleString("en-US")} characters; at most ${MOST_CHARACTERS.toLocaleString("en-US")} are taken.`
        : "";
    const documents: Record<number, string> = {};
    files.forEach((file, place) => {
      const fault = documentFault(file);
      if (fault) documents[place] = fault;
    });
    const more = files.length - MOST_DOCUMENTS;
    const rest =
      more > 0
        ? `An answer has ${MOST_DOCUMENTS} documents at most: remove ${more}, or send them in another answer.`
        : "";
    return { words: ofWords, documents, rest };
  }

  async function send({ words, files }: AnswerDraft) {
    const wrong = found({ words, files });
    setFaults(wrong);
    setProblem(null);
    setStoppedAt(null);
    if (wrong.words || wrong.rest || Object.keys(wrong.documents).length > 0) return;
    setSending(true);
    let current: File | null = null;
    try {
      for (const file of files) {
        if (put.current.has(file)) continue;
        current = file;
        const tell = (progress: Progress) => setUnderWay({ file, progress });
        tell({ step: "reading", share: 0 });
        put.current.set(file, await putDocument(owner, file, tell));
      }
      current = null;
      setUnderWay(null);
      const documents = files.map((file) => ({ file_name: file.name, sha256: put.current.get(file)! }));
      const told = await answerReview(owner, { words, documents });
      if ("detail" in told) {
        const refused = answerFaults(told.detail);
        setFaults(refused);
        Object.keys(refused.documents).forEach((place) => put.current.delete(files[Number(place)]!));
      } else {
        await forgetAnswer(owner).catch(() => undefined); // what isn't kept needs no forgetting
        setDraft({ words: "", files: [] });
        done(told);
      }
    } catch (failure) {
      setProblem(failure);
      setStoppedAt(current);
    }
    setUnderWay(null);
    setSending(false);
  }

  return {
    draft,
    isKept,
    faults,
    underWay,
    stoppedAt,
    problem,
    isSending,
    type: (words) => change("words", words),
    add: (files) => {
      const fresh = files.filter((file) => !draft!.files.some((other) => isSame(other, file)));
      setFaults(NO_FAULTS);
      change("files", [...draft!.files, ...fresh]);
    },
    remove: (file) => {
      setFaults(NO_FAULTS);
      change(
        "files",
        draft!.files.filter((other) => other !== file),
      );
    },
    send: () => void send(draft!),
  };
}
