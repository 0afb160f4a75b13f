/** Files of own credits: put where the hub says, and got back in parts. */

import { ApiProblem } from "../api";
import { sizeText } from "../wording";
import { client, type OwnCredit } from "./calls";
import type { Told } from "../forms/Form";
import { saveAs } from "../saving";

type OwnFile = NonNullable<OwnCredit["file"]>;

export const LARGEST_FILE = 5_000_000;
const NAMES: Readonly<Record<OwnFile["kind"], string>> = { pdf: "PDF", png: "PNG", jpg: "JPEG" };

export function fileText({ kind, size }: OwnFile, language?: string): string {
  return `${NAMES[kind]}, ${sizeText(size, language)}`;
}

/** Put a file and have it checked and kept; tell meanwhile which share of it is there. */
export async function keepFile(
  own_credit: string,
  file: File,
  tell: (share: number) => void,
): Promise<Told<OwnCredit>> {
  const params = { path: { own_credit } };
  const { data: place, error } = await client.POST("/v1/me/own-credits/{own_credit}/file/place", { params });
  if (!place) return { error };
  await put(place, file, tell);
  return client.PUT("/v1/me/own-credits/{own_credit}/file", { params });
}

function put(place: { url: string; fields: Record<string, string> }, file: File, tell: (share: number) => void) {
  const form = new FormData();
  for (const [name, value] of Object.entries(place.fields)) form.append(name, value);
  // The last one, since S3 reads no further; its own name stays here.
  form.append("file", file, "file");
  // Only an XMLHttpRequest tells how far it has come.
  const request = new XMLHttpRequest();
  return new Promise<void>((resolve, reject) => {
    request.upload.onprogress = ({ loaded, total }) => tell(loaded / total);
    request.onload = () => (request.status < 300 ? resolve() : reject(new ApiProblem("fault")));
    request.onerror = () => reject(new ApiProblem("offline"));
    request.open("POST", place.url);
    request.send(form);
  });
}

/** Save the file of a credit on the reader's machine. */
export async function saveFile({ own_credit, completed_on, file }: OwnCredit): Promise<void> {
  const parts: Blob[] = [];
  for (let part = 1; file && part <= file.parts; part++) {
    const params = { path: { own_credit }, query: { part } };
    const { data } = await client.GET("/v1/me/own-credits/{own_credit}/file", { params, parseAs: "blob" });
    if (!data) throw new ApiProblem("fault");
    parts.push(data);
  }
  saveAs(parts, `credit-${completed_on}.${file?.kind}`);
}
