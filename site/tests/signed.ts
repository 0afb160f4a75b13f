/** A hub that signs credentials and status lists, for tests. */

import { base64url, calculateJwkThumbprint, CompactSign, exportJWK, generateKeyPair, type JWK } from "jose";
import type { Surroundings } from "../src/verify/checking";

export const ORIGIN = "https://passport.example.org";
export const NOW = new Date("2026-11-20T12:00:00Z");
export const LIST_BYTES = 131_072 / 8;

export interface Hub extends Surroundings {
  keys: JWK[];
  answers: Record<string, string>;
  asked: string[];
  sign: (payload: unknown, header?: Record<string, unknown>) => Promise<string>;
  list: (purpose: string, set?: number[], changes?: Record<string, unknown>) => Promise<void>;
}

export function payload(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    id: `${ORIGIN}/verify/?code=AAAAA-AAAAA-AAAAA-AAAAA`,
    type: ["VerifiableCredential", "TranscriptCredential"],
    issuer: { id: ORIGIN, type: ["Profile"], name: "CME Hub" },
    validFrom: "2026-11-20T11:00:00Z",
    validUntil: "2027-11-20T11:00:00Z",
    credentialStatus: ["revocation", "refresh"].map((purpose) => ({
      type: "BitstringStatusListEntry",
      statusPurpose: purpose,
      statusListIndex: "94567",
      statusListCredential: `${ORIGIN}/v1/status-lists/${purpose}-0`,
    })),
    credentialSubject: {
      type: ["TranscriptSubject"],
      identifier: [
        { identityType: "ext:fullName", identityHash: "Zoe Garcia Lopez" },
        { identityType: "ext:ABIM", identityHash: "123456" },
      ],
      firstDay: "2026-01-01",
      lastDay: "2026-12-31",
      achievements: [entry()],
    },
    ...changes,
  };
}

export function entry(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    activityEndDate: "2026-10-31T00:00:00Z",
    creditsEarned: 1.5,
    achievement: { name: "Sepsis at night", specialization: "Medical Knowledge", creator: { name: "Example Medical" } },
    source: { name: "American Board of Internal Medicine" },
    ...changes,
  };
}

export async function packed(set: number[], bytes = LIST_BYTES): Promise<string> {
  const bits = new Uint8Array(bytes);
  for (const index of set) bits[index >> 3]! |= 0x80 >> (index & 7);
  const zipped = new Blob([bits]).stream().pipeThrough(new CompressionStream("gzip"));
  return `u${base64url.encode(new Uint8Array(await new Response(zipped).arrayBuffer()))}`;
}

export async function hub(): Promise<Hub> {
  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
  const jwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  const made: Hub = {
    origin: ORIGIN,
    now: NOW,
    keys: [{ ...jwk, kid, alg: "ES256", use: "sig" }],
    answers: {},
    asked: [],
    fetchText: async (address) => {
      made.asked.push(address);
      if (address === `${ORIGIN}/.well-known/jwks.json`) return JSON.stringify({ keys: made.keys });
      const answer = made.answers[address];
      if (answer === undefined) throw new Error("404");
      return answer;
    },
    sign: (said, header = {}) =>
      new CompactSign(new TextEncoder().encode(typeof said === "string" ? said : JSON.stringify(said)))
        .setProtectedHeader({ alg: "ES256", typ: "vc+jwt", kid, ...header })
        .sign(privateKey),
    list: async (purpose, set = [], changes = {}) => {
      const address = `${ORIGIN}/v1/status-lists/${purpose}-0`;
      made.answers[address] = await made.sign({
        id: address,
        issuer: ORIGIN,
        validFrom: "2026-11-20T11:59:00Z",
        validUntil: "2026-11-21T11:59:00Z",
        credentialSubject: { statusPurpose: purpose, encodedList: await packed(set) },
        ...changes,
      });
    },
  };
  await made.list("revocation");
  await made.list("refresh");
  return made;
}
