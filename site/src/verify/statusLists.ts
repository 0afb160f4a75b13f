/** Bitstring Status List 1.0: which bits of a list are set. */

import { base64url } from "jose";

const MOST_BYTES = 5_000_000;

/** Return the bytes of a list; throw if they can't be read, or are more than any list has. */
export async function bitsOf(encoded: string): Promise<Uint8Array> {
  if (!encoded.startsWith("u")) throw new Error("the list isn't encoded as base64url");
  const packed = base64url.decode(encoded.slice(1));
  const unpacked = new Blob([packed as BlobPart]).stream().pipeThrough(new DecompressionStream("gzip"));
  const reader = unpacked.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.length;
    if (size > MOST_BYTES) {
      await reader.cancel();
      throw new Error("the list is too large");
    }
    parts.push(part.value);
  }
  const bits = new Uint8Array(size);
  parts.reduce((offset, part) => (bits.set(part, offset), offset + part.length), 0);
  return bits;
}

/** Tell whether a bit is set; the first one is the highest of its byte. Throw if the list has no such bit. */
export function isSet(bits: Uint8Array, index: number): boolean {
  const byte = Number.isInteger(index) && index >= 0 ? bits[index >> 3] : undefined;
  if (byte === undefined) throw new Error("the list has no such place");
  return (byte & (0x80 >> (index & 7))) !== 0;
}
