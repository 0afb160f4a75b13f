/** Saving files on the reader's machine. */

const NO_TYPE = "application/octet-stream";

/** Save a file, of no type that a browser would open here. */
export function saveAs(parts: BlobPart[], name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(parts, { type: NO_TYPE }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
