/** Transfers that aren't complete: kept on this device, so that they go on after a tab was closed or a session ended. */

import type { PartPlaces } from "./calls";
import type { Purpose } from "./uploads";

export interface KeptUpload {
  provider: string;
  file_name: string;
  size: number;
  /** Of the whole file: the same content goes on whatever its name. */
  sha256: string;
  purpose: Purpose;
  places: PartPlaces;
  /** Until when it can go on: the hub forgets parts a week after the first. */
  ends_at: number;
  /** The numbers of the parts that are there. */
  put: number[];
}

const KEPT = "console.upload.";
export const KEPT_MS = 6 * 24 * 60 * 60 * 1000;

export function keepUpload(upload: KeptUpload): void {
  try {
    localStorage.setItem(keyOf(upload.provider, upload.sha256, upload.purpose), JSON.stringify(upload));
  } catch {
    // A device that keeps nothing sends the file from its beginning.
  }
}

/** Return the transfer of a content that can go on. */
export function keptUpload(provider: string, sha256: string, purpose: Purpose): KeptUpload | null {
  return keptUploads(provider).find((kept) => kept.sha256 === sha256 && kept.purpose === purpose) ?? null;
}

/** Return a provider's transfers that can go on; those whose time is over are forgotten. */
export function keptUploads(provider: string, now = Date.now()): KeptUpload[] {
  const kept = keys().map((key) => JSON.parse(localStorage.getItem(key) ?? "null") as KeptUpload);
  for (const upload of kept) if (!(upload.ends_at > now)) forgetUpload(upload);
  return kept.filter((upload) => upload.provider === provider && upload.ends_at > now);
}

export function forgetUpload({ provider, sha256, purpose }: KeptUpload): void {
  localStorage.removeItem(keyOf(provider, sha256, purpose));
}

/** Forget all of them, of every provider. */
export function forgetUploads(): void {
  for (const key of keys()) localStorage.removeItem(key);
}

function keys(): string[] {
  return Object.keys(localStorage).filter((key) => key.startsWith(KEPT));
}

function keyOf(provider: string, sha256: string, purpose: Purpose): string {
  return `${KEPT}${provider}.${purpose}.${sha256}`;
}
