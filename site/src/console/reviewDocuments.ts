/** Documents of answers to reviews: which are taken, and how they are put. */

import { ApiProblem } from "../api";
import { noteActivity } from "../session/idle";
import { digestsOf } from "./digests";
import { putSurely } from "./putting";
import { documentPlace, type ReviewName } from "./reviewCalls";
import type { Progress } from "./uploads";

export const MOST_DOCUMENTS = 10;
export const ENDINGS = [".pdf", ".docx", ".xlsx", ".pptx"] as const;
/** In bytes. */
const LARGEST = 25_000_000;

/** Return why a document can't be sent, before anything is read. */
export function documentFault(file: File): string | null {
  if (file.size === 0) return "It is empty. Save it again, and choose it anew.";
  if (file.size > LARGEST)
    return `It has ${file.size.toLocaleString("en-US")} bytes; at most ${LARGEST.toLocaleString("en-US")} are taken. Split it, or save it with smaller pictures.`;
  if (!ENDINGS.some((ending) => file.name.toLowerCase().endsWith(ending)))
    return `Its name ends in none of ${ENDINGS.join(", ")}. Save it as one of these.`;
  return null;
}

/** Put a document where an answer can name it, and return its digest. */
export async function putDocument(name: ReviewName, file: File, tell: (progress: Progress) => void): Promise<string> {
  const { whole } = await digestsOf(file, (share) => tell({ step: "reading", share })).catch(() => {
    throw new ApiProblem("refused", "Was it moved or changed? Remove it, and choose it again.", "It can’t be read.");
  });
  const place = await documentPlace(name, file.size, whole);
  const status = await putSurely(place, file, (loaded) => {
    // Somebody who waits for a long transfer is still there.
    noteActivity();
    tell({ step: "sending", share: loaded / file.size });
  });
  if (status >= 400) throw new ApiProblem("refused", "Send the answer again.", "The document wasn’t taken.");
  return whole;
}
