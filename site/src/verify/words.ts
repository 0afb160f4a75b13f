/** What each verdict means, in plain words. */

import { day, moment } from "./dates";
import type { Verdict } from "./lookup";

export interface Words {
  /** What may be relied on, what may be in part, and what may not. */
  tone: "good" | "doubt" | "bad";
  heading: string;
  told: string[];
}

const NEWER = "The physician had a newer one made for the same dates, and it says something else. Ask for that one.";
const TAKEN_BACK =
  "At least one credit in it was taken back or changed by a board or a provider after it was issued. Ask the physician for a new one.";
const OTHERS = "Ask whoever gave it to you for another one, or ask the physician.";

/** Return the words for a verdict; every kind of fault has its own. */
export function wordsOf(verdict: Verdict): Words {
  switch (verdict.state) {
    case "good":
      return good("The credential is good", [
        "CME Hub signed it, nobody has changed it, and it hasn’t been revoked.",
        `Nothing had changed since it was issued, as of ${moment(verdict.at)}.`,
      ]);
    case "superseded":
      return doubt("There is a newer one", ["CME Hub signed it, and nobody has changed it.", NEWER]);
    case "revoked":
      return bad("The credential is revoked", [
        "CME Hub signed it, and nobody has changed it. It doesn’t count any more.",
        TAKEN_BACK,
      ]);
    case "expired":
      return bad("The credential has expired", [
        `CME Hub signed it, and nobody has changed it. It counted until ${day(verdict.credential.validUntil)}.`,
        "Ask the physician for a new one.",
      ]);
    case "early":
      return bad("The credential doesn’t count yet", [
        `It says that it counts from ${moment(verdict.credential.validFrom)}, which is yet to come. Check this device’s date and time.`,
      ]);
    case "unknown":
      return doubt("Whether it was revoked can’t be told now", [
        "CME Hub signed it, and nobody has changed it. But the list of what is revoked can’t be had, or isn’t the hub’s.",
        "Don’t rely on it yet. Try again in a few minutes.",
      ]);
    case "tampered":
      return bad("The credential was changed", [
        "Its signature doesn’t fit what it says: somebody or something changed it after CME Hub signed it, if it ever did.",
        OTHERS,
      ]);
    case "forged":
      return bad("CME Hub didn’t sign this", [
        "It names CME Hub as its issuer, but it isn’t signed with any of the hub’s keys, or not in the hub’s way.",
        OTHERS,
      ]);
    case "foreign":
      return bad("It is from another issuer", [
        `It names as its issuer: ${verdict.issuer.slice(0, 200)}`,
        "This page knows the keys of CME Hub at this address alone, so it can’t tell whether it is good. Verify it where that issuer says.",
      ]);
    case "unreadable":
      return bad("This is no credential that can be read", [
        "A credential of CME Hub is a file that ends in .jwt: one long line of letters with two dots in it. It may have been cut off, or packed.",
        OTHERS,
      ]);
    case "large":
      return bad("It is too large", [
        "A credential has at most 10 MB, and any other file that is compared here 50 MB. No file of the hub is as large.",
      ]);
    case "empty":
      return bad("There is nothing in it", ["Choose a file, or paste the whole credential."]);
    case "offline":
      return doubt("CME Hub can’t be reached", [
        "Nothing was verified. Check your connection, then try again; what you chose wasn’t sent anywhere.",
      ]);
    case "codeless":
      return doubt("The code is missing", [
        "This file is no credential. Type the code that stands beside the QR code on the document, and choose the file again.",
      ]);
    case "miswritten":
      return bad("That is no code", ["A code has 20 letters and digits, in four groups of five."]);
    case "unheard":
      return bad("No document has this code", [
        "Compare it with the code on the document, letter by letter. Codes are known for two years.",
        "If it is right, CME Hub didn’t make the document.",
      ]);
    case "edited":
      return bad("This isn’t the file that CME Hub made", [
        "The document of this code is another file: this one was changed, or saved anew by some program, or is another document.",
        "Ask for the file as it was downloaded from CME Hub.",
      ]);
    case "listed":
    case "same":
      return ofDocument(verdict);
  }
}

function ofDocument({ state, document }: Extract<Verdict, { state: "listed" | "same" }>): Words {
  const what =
    state === "same" ? "This is the file that CME Hub made, unchanged." : "CME Hub made a document with this code.";
  switch (document.state) {
    case "good":
      return state === "same"
        ? good("The file is good", [what, "No credit in it was taken back or changed since."])
        : doubt("The code is good. Now compare the file", [
            what,
            "A code can be copied onto another document. Choose the PDF that you were given: it is compared with the one that the hub made.",
          ]);
    case "superseded":
      return doubt("There is a newer one", [what, NEWER]);
    case "revoked":
      return bad("The document is revoked", [what, TAKEN_BACK]);
    case "expired":
      return bad("The document has expired", [
        what,
        `It counted until ${day(new Date(document.good_until))}. Ask for a new one.`,
      ]);
  }
}

function good(heading: string, told: string[]): Words {
  return { tone: "good", heading, told };
}

function doubt(heading: string, told: string[]): Words {
  return { tone: "doubt", heading, told };
}

function bad(heading: string, told: string[]): Words {
  return { tone: "bad", heading, told };
}
