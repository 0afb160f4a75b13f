/** SHA-256 of files, piece by piece, since a file may be larger than a tab's memory. */

import { pause } from "../pausing";

/** In bytes: the API takes parts of this size, the last one smaller. */
export const PART_SIZE = 64 * 1024 * 1024;
const STEP = 4 * 1024 * 1024;

export interface Digests {
  whole: string;
  parts: string[];
}

/** Return the digests of a file, and tell meanwhile which share of it is read. */
export async function digestsOf(file: Blob, tell: (share: number) => void): Promise<Digests> {
  const parts: string[] = [];
  // The browser's own digest takes a whole at once. Of a file of one part that is the part.
  const whole = file.size > PART_SIZE ? (await import("@noble/hashes/sha2.js")).sha256.create() : null;
  for (const part of partsOf(file)) {
    const bytes = new Uint8Array(await part.arrayBuffer());
    parts.push(hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))));
    for (let at = 0; whole && at < bytes.length; at += STEP) {
      whole.update(bytes.subarray(at, at + STEP));
      await pause();
    }
    tell((parts.length * PART_SIZE) / file.size);
  }
  return { whole: whole ? hex(whole.digest()) : parts[0]!, parts };
}

export function partsOf(file: Blob, size = PART_SIZE): Blob[] {
  return Array.from({ length: Math.ceil(file.size / size) }, (_, part) => file.slice(part * size, (part + 1) * size));
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
