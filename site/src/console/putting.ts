/** Putting files and parts of them to addresses that were signed for them. */

import { ApiProblem } from "../api";

/** Seconds between tries. */
const WAITS = [1, 2, 4, 8, 15, 30];

export interface SignedPlace {
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
}

/** Put something, again and again while the line is cut, and return whether it was taken as a status tells. */
export async function putSurely(place: SignedPlace, content: Blob, tell: (loaded: number) => void): Promise<number> {
  for (const wait of [...WAITS, null]) {
    const status = await put(place, content, tell);
    if (status >= 200 && status < 500) return status;
    if (wait !== null) await waitFor(wait);
  }
  throw new ApiProblem("offline");
}

/** Put it once, and return the answer's status; 0 if the line was cut. */
function put(place: SignedPlace, content: Blob, tell: (loaded: number) => void): Promise<number> {
  // Only an XMLHttpRequest tells how far it has come.
  const request = new XMLHttpRequest();
  return new Promise((resolve) => {
    request.upload.onprogress = ({ loaded }) => tell(loaded);
    request.onloadend = () => resolve(request.status);
    request.open(place.method, place.url);
    for (const [name, value] of Object.entries(place.headers)) {
      // The browser writes this one itself, and nobody else may.
      if (name !== "Content-Length") request.setRequestHeader(name, value);
    }
    request.send(content);
  });
}

/** Wait so many seconds, or until the connection is back. */
function waitFor(seconds: number): Promise<void> {
  return new Promise((go) => {
    const timer = setTimeout(done, seconds * 1000);
    addEventListener("online", done);
    function done() {
      clearTimeout(timer);
      removeEventListener("online", done);
      go();
    }
  });
}
