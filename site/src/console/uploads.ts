/** Sending files: straight to the bucket, in parts, each of which is put again if it is cut off. */

import { ApiProblem, refusalOf } from "../api";
import { noteActivity } from "../session/idle";
import { client, type PartPlaces } from "./calls";
import { digestsOf, partsOf, type Digests } from "./digests";
import { done, reached } from "../doing";
import { forgetUpload, keepUpload, KEPT_MS, keptUpload, type KeptUpload } from "./keptUploads";
import { putSurely } from "./putting";

/** What a file is sent for: to see what would come of it, to be taken, or to be taken once more. */
export type Purpose = "try" | "send" | "again";

/** What the API reads at most, in bytes. */
export const MOST_BYTES = 2_000_000_000;
/** How long before its end a place is given up for a new one: a part has to begin in time. */
const SPARE_MS = 5 * 60 * 1000;

export interface Sent {
  submission_id: string;
  /** Whether the hub has read these bytes before; then nothing happens twice. */
  duplicate: boolean;
}

export interface Progress {
  step: "reading" | "sending";
  share: number;
}

/** Return why a file can't be sent, before anything is read. */
export function faultOf(file: File): string | null {
  if (file.size === 0) return "It is empty. Save it again, and choose it anew.";
  if (file.size > MOST_BYTES)
    return `It has ${file.size.toLocaleString()} bytes; at most ${MOST_BYTES.toLocaleString()} are read. Split it into several files.`;
  return null;
}

/**
 * Send a file, going on where an earlier try of the same content stopped.
 *
 * Throws an ApiProblem if it isn't sent; what was put by then is kept.
 */
export async function sendFile(
  provider: string,
  file: File,
  purpose: Purpose,
  tell: (progress: Progress) => void,
): Promise<Sent> {
  const digests = await digestsOf(file, (share) => tell({ step: "reading", share })).catch(() => {
    throw new ApiProblem("refused", "If it is a folder, drop the files in it.", "It can’t be read.");
  });
  const kept = keptUpload(provider, digests.whole, purpose);
  const upload = kept ?? (await begin(provider, file, digests, purpose));
  if (!kept && upload.places.duplicate) {
    await giveUp(upload);
    return { submission_id: upload.places.submission_id!, duplicate: true };
  }
  await putParts(file, upload, digests, tell);
  return complete(upload);
}

/** Forget a transfer, here and at the hub. */
export async function giveUp(upload: KeptUpload): Promise<void> {
  forgetUpload(upload);
  await client.DELETE("/v1/uploads/{token}", { params: { path: { token: upload.places.token } } });
}

async function begin(provider: string, file: File, digests: Digests, purpose: Purpose): Promise<KeptUpload> {
  const data = await done(
    client.POST("/v1/uploads", {
      params: { query: { dry_run: purpose === "try", again: purpose === "again" } },
      body: { file_name: file.name, size: file.size, sha256: digests.whole, parts: digests.parts },
    }),
  );
  return {
    provider,
    file_name: file.name,
    size: file.size,
    sha256: digests.whole,
    purpose,
    places: data as PartPlaces, // since parts were asked for
    ends_at: Date.now() + KEPT_MS,
    put: [],
  };
}

async function putParts(
  file: File,
  upload: KeptUpload,
  digests: Digests,
  tell: (progress: Progress) => void,
): Promise<void> {
  const contents = partsOf(file, upload.places.part_size);
  const there = () => upload.put.reduce((size, number) => size + contents[number - 1]!.size, 0);
  const missing = () => contents.findIndex((_, place) => !upload.put.includes(place + 1)) + 1;
  let isFresh = false;
  for (let number = missing(); number; number = missing()) {
    keepUpload(upload);
    if (!isFresh && Date.parse(upload.places.expires_at) - Date.now() < SPARE_MS) {
      await renew(upload, digests);
      isFresh = true;
      continue;
    }
    const status = await putSurely(placeOf(upload, number), contents[number - 1]!, (loaded) => {
      // Somebody who waits for a long transfer is still there.
      noteActivity();
      tell({ step: "sending", share: (there() + loaded) / file.size });
    });
    if (status === TOO_LATE && !isFresh) {
      await renew(upload, digests);
      isFresh = true;
      continue;
    }
    if (status >= 400) {
      // A place that takes nothing is of no use to the next try.
      forgetUpload(upload);
      throw new ApiProblem("refused", "Choose it again. Was it changed meanwhile?", "The file wasn’t taken.");
    }
    isFresh = false;
    upload.put.push(number);
  }
  keepUpload(upload);
}

/** What the bucket answers once a place's time is over. */
const TOO_LATE = 403;

/** Get places for the parts that aren't there yet. */
async function renew(upload: KeptUpload, { parts }: Digests): Promise<void> {
  const params = { path: { token: upload.places.token } };
  const { data, error, response } = await reached(
    client.POST("/v1/uploads/{token}/parts", { params, body: { size: upload.size, parts } }),
  );
  if (!data) {
    const isGone = response.status === 404 && error?.code === "NOT_FOUND";
    if (!isGone) throw refusalOf({ ...(error && { error }), response });
    forgetUpload(upload);
    throw new ApiProblem("refused", "Send it again, from its beginning.", "The hub has the first parts no more.");
  }
  upload.places = data;
  const isOpen = (number: number) => data.parts.some((place) => place.number === number);
  upload.put = Array.from(parts, (_, place) => place + 1).filter((number) => !isOpen(number));
}

function placeOf(upload: KeptUpload, number: number): PartPlaces["parts"][number] {
  return upload.places.parts.find((place) => place.number === number)!;
}

async function complete(upload: KeptUpload): Promise<Sent> {
  const { token, submission_id } = upload.places;
  const params = { path: { token } };
  const { data, error, response } = await reached(client.POST("/v1/uploads/{token}/complete", { params }));
  if (data) {
    forgetUpload(upload);
    return data;
  }
  // Who is no contact any more is told 404 too, and what they put is kept.
  const isGone = response.status === 404 && error?.code === "NOT_FOUND";
  if (isGone || response.status === 409) forgetUpload(upload);
  // It was completed, and the answer was lost.
  if (isGone && submission_id) return { submission_id, duplicate: false };
  throw refusalOf({ ...(error && { error }), response });
}
