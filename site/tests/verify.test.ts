import fc from "fast-check";
import { base64url, CompactSign } from "jose";
import { beforeEach, describe, expect, it } from "vitest";
import { check } from "../src/verify/checking";
import { digestOf, given, MOST_FILE, MOST_TOKEN, readCode } from "../src/verify/given";
import { bitsOf, isSet } from "../src/verify/statusLists";
import { hub, ORIGIN, packed, payload, entry, type Hub } from "./signed";

const STATES = ["good", "superseded", "revoked", "expired", "early", "unknown", "foreign", "forged", "tampered"];
const bytes = (text: string) => new TextEncoder().encode(text);
let signer: Hub;
const stateOf = async (token: string) => (await check(token, signer)).state;

beforeEach(async () => {
  signer = await hub();
});

describe("check", () => {
  it("takes what the hub signed, and asks its own host for keys and lists alone", async () => {
    const checked = await check(await signer.sign(payload()), signer);
    expect(checked).toMatchObject({
      state: "good",
      at: new Date("2026-11-20T11:59:00Z"),
      credential: {
        name: "Zoe Garcia Lopez",
        known: [{ as: "ABIM", value: "123456" }],
        firstDay: "2026-01-01",
        lastDay: "2026-12-31",
        credits: [
          { title: "Sepsis at night", board: "American Board of Internal Medicine", amount: 1.5, day: "2026-10-31" },
        ],
      },
    });
    expect(signer.asked.sort()).toEqual([
      `${ORIGIN}/.well-known/jwks.json`,
      `${ORIGIN}/v1/status-lists/refresh-0`,
      `${ORIGIN}/v1/status-lists/revocation-0`,
    ]);
  });

  it("takes an Open Badge, whose key has an address", async () => {
    const kid = `${ORIGIN}/.well-known/jwks.json#${signer.keys[0]!.kid}`;
    const [status] = payload().credentialStatus as unknown[];
    const badge = payload({
      type: ["VerifiableCredential", "OpenBadgeCredential"],
      credentialStatus: status,
      credentialSubject: entry(),
    });
    expect(await check(await signer.sign(badge, { typ: "JWT", kid }), signer)).toMatchObject({
      state: "good",
      credential: { isBadge: true, credits: [{ amount: 1.5 }] },
    });
  });

  it("tells what is revoked or superseded, and that by its own bit alone", async () => {
    const token = await signer.sign(payload());
    await signer.list("refresh", [94567]);
    expect(await stateOf(token)).toBe("superseded");
    await signer.list("revocation", [94566, 94568]);
    expect(await stateOf(token)).toBe("superseded");
    await signer.list("revocation", [94567]);
    expect(await stateOf(token)).toBe("revoked");
  });

  it("goes by the dates", async () => {
    const token = await signer.sign(payload());
    const at = async (now: string) => (await check(token, { ...signer, now: new Date(now) })).state;
    expect(await at("2026-11-20T10:54:00Z")).toBe("early");
    expect(await at("2027-11-20T11:00:00Z")).toBe("expired");
    expect(await stateOf(await signer.sign(payload({ validUntil: "2026-11-20T11:30:00Z" })))).toBe("expired");
    expect(await stateOf(await signer.sign(payload({ validFrom: "2099-01-01T00:00:00Z" })))).toBe("early");
    await signer.list("revocation", [94567]);
    expect(await stateOf(await signer.sign(payload({ validUntil: "2026-11-20T11:30:00Z" })))).toBe("revoked");
  });

  it("finds any letter that was changed", async () => {
    const token = await signer.sign(payload());
    const start = token.indexOf(".") + 1;
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length - 1), fc.constantFrom(..."AQgwZx09_-"), async (place, letter) => {
        // The last letter of a signature has bits that say nothing.
        fc.pre(token[place] !== letter && place < token.length - 1);
        const changed = token.slice(0, place) + letter + token.slice(place + 1);
        expect(["good", "superseded"]).not.toContain(await stateOf(changed));
      }),
      { numRuns: 150 },
    );
    const said = payload({ credentialSubject: { ...(payload().credentialSubject as object), lastDay: "2027-12-31" } });
    const other = await signer.sign(said);
    const spliced = [token.split(".")[0], other.split(".")[1], token.split(".")[2]].join(".");
    expect(start).toBeGreaterThan(1);
    expect(await stateOf(spliced)).toBe("tampered");
  });

  it("takes no other algorithm and no other key", async () => {
    const encode = (value: unknown) => base64url.encode(JSON.stringify(value));
    const kid = signer.keys[0]!.kid!;
    const unsigned = `${encode({ alg: "none", typ: "vc+jwt", kid })}.${encode(payload())}.`;
    const publicKey = bytes(JSON.stringify(signer.keys[0]));
    const symmetric = await new CompactSign(bytes(JSON.stringify(payload())))
      .setProtectedHeader({ alg: "HS256", kid })
      .sign(publicKey);
    const stranger = await hub();
    expect(await stateOf(unsigned)).toBe("forged");
    expect(await stateOf(symmetric)).toBe("forged");
    expect(await stateOf(await stranger.sign(payload()))).toBe("forged");
    expect(await stateOf(await signer.sign(payload(), { kid: "../jwks.json" }))).toBe("forged");
    expect(await stateOf(await stranger.sign(payload(), { kid }))).toBe("tampered");
    expect(await stateOf(await stranger.sign(payload(), { kid, jwk: stranger.keys[0] }))).toBe("tampered");
    expect(
      await stateOf(await signer.sign(payload(), { kid: `https://evil.example/.well-known/jwks.json#${kid}` })),
    ).toBe("forged");
  });

  it("verifies what an older key signed for as long as it is published", async () => {
    const token = await signer.sign(payload());
    const { keys } = await hub();
    signer.keys = [...keys, ...signer.keys];
    expect(await stateOf(token)).toBe("good");
    signer.keys = keys;
    expect(await stateOf(token)).toBe("forged");
  });

  it("says that another issuer has to be asked", async () => {
    const stranger = await hub();
    const token = await stranger.sign(payload({ issuer: { id: "did:web:college.example" } }));
    expect(await check(token, signer)).toEqual({ state: "foreign", issuer: "did:web:college.example" });
    expect(await stateOf(await stranger.sign(payload({ issuer: `${ORIGIN}.evil.example` })))).toBe("foreign");
  });

  it("doesn't guess where lists or keys can't be had or believed", async () => {
    const token = await signer.sign(payload());
    const list = `${ORIGIN}/v1/status-lists/revocation-0`;
    const stranger = await hub();
    await stranger.list("revocation");
    const honest = signer.answers[list]!;
    for (const wrong of [
      "<html>",
      stranger.answers[list]!,
      signer.answers[`${ORIGIN}/v1/status-lists/refresh-0`]!,
      honest.slice(0, -8),
    ]) {
      signer.answers[list] = wrong;
      expect(await stateOf(token)).toBe("unknown");
    }
    await signer.list("revocation", [], { validUntil: "2026-11-20T11:00:00Z" });
    expect(await stateOf(token)).toBe("unknown");
    await signer.list("revocation", [], {
      credentialSubject: { statusPurpose: "revocation", encodedList: await packed([], 10) },
    });
    expect(await stateOf(token)).toBe("unknown");
    await signer.list("revocation");
    for (const credentialStatus of [
      undefined,
      [],
      { statusPurpose: "revocation", statusListCredential: "https://evil.example/1", statusListIndex: "1" },
    ]) {
      expect(await stateOf(await signer.sign(payload({ credentialStatus })))).toBe("unknown");
    }
    expect((await check(token, { ...signer, fetchText: () => Promise.reject(new Error("no connection")) })).state).toBe(
      "offline",
    );
    expect((await check(token, { ...signer, fetchText: async () => "<html>" })).state).toBe("offline");
  });

  it("reads ten thousand credits, and what is no credential at all", async () => {
    const achievements = Array.from({ length: 10_000 }, () => entry());
    const large = await check(await signer.sign(payload({ credentialSubject: { achievements } })), signer);
    expect(large).toMatchObject({ state: "good" });
    expect("credential" in large && large.credential.credits.length).toBe(10_000);
    for (const said of [
      { issuer: ORIGIN },
      payload({ type: "Else" }),
      payload({ validUntil: "soon" }),
      payload({ credentialSubject: [] }),
    ]) {
      expect(await stateOf(await signer.sign(said))).toBe("unreadable");
    }
    for (const said of ["[]", "null", '"text"', "{", "[".repeat(100_000)]) {
      expect(await stateOf(await signer.sign(said))).toBe("unreadable");
    }
  });

  it("throws at nothing, and takes nothing that wasn't signed", async () => {
    const anything = fc.oneof(
      fc.string(),
      fc.base64String(),
      fc.json().map((json) => base64url.encode(json)),
    );
    const token = fc.tuple(anything, anything, anything).map((parts) => parts.join("."));
    await fc.assert(
      fc.asyncProperty(fc.oneof(anything, token), async (text) => {
        expect(["unreadable", "foreign", "forged", "tampered"]).toContain(await stateOf(text));
      }),
      { numRuns: 300 },
    );
  });

  it("throws at nothing that is signed, however odd it is", async () => {
    await fc.assert(
      fc.asyncProperty(fc.object({ maxDepth: 3 }), fc.jsonValue(), async (odd, value) => {
        const said = {
          ...payload(),
          ...(odd as object),
          issuer: ORIGIN,
          credentialSubject: { ...odd, identifier: value, achievements: [value, odd] },
        };
        expect([...STATES, "unreadable"]).toContain(await stateOf(await signer.sign(JSON.stringify(said))));
      }),
      { numRuns: 100 },
    );
  });
});

describe("given", () => {
  it("tells a credential by its content, in a document or quotation marks too", async () => {
    const token = await signer.sign(payload());
    for (const text of [token, `\n${token}\r\n`, JSON.stringify({ token }), JSON.stringify(token), `\ufeff${token}`]) {
      expect(given(bytes(text))).toMatchObject({ kind: "token", token });
    }
  });

  it("compares every other file, a zip bomb that is called a PDF too, without opening it", () => {
    const bomb = new Uint8Array([0x50, 0x4b, 3, 4, ...new Uint8Array(1000)]);
    expect(given(bomb).kind).toBe("file");
    expect(given(bytes("%PDF-1.7\n")).kind).toBe("file");
    expect(given(bytes('{"token": 5}')).kind).toBe("file");
    expect(given(new Uint8Array()).kind).toBe("empty");
    expect(given(bytes(" \n")).kind).toBe("empty");
  });

  it("reads nothing that is too large", () => {
    expect(given(bytes(`eyJ${"A".repeat(MOST_TOKEN)}`)).kind).toBe("large");
    expect(given(new Uint8Array(MOST_TOKEN + 1)).kind).toBe("file");
    expect(given(new Uint8Array(MOST_FILE + 1)).kind).toBe("large");
  });

  it("throws at nothing", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (any) => ["token", "file", "empty"].includes(given(any).kind)),
    );
    fc.assert(fc.property(fc.string(), (any) => ["token", "file", "empty"].includes(given(bytes(any)).kind)));
  });
});

describe("codes and digests", () => {
  it("reads a code however it is typed", () => {
    expect(readCode(" 7h2kq-9xw4m ozbtr-e6dna ")).toBe("7H2KQ-9XW4M-0ZBTR-E6DNA");
    expect(readCode("1lIo0-00000-00000-00000")).toBe("11100-00000-00000-00000");
    for (const wrong of ["", "7H2KQ", "U".repeat(20), "7H2KQ-9XW4M-0ZBTR-E6DNA-1", "7H2KQ/9XW4M/0ZBTR/E6DNA"]) {
      expect(readCode(wrong)).toBeNull();
    }
  });

  it("tells one changed byte", async () => {
    expect(await digestOf(bytes("abc"))).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    expect(await digestOf(bytes("abd"))).not.toBe(await digestOf(bytes("abc")));
  });
});

describe("status lists", () => {
  it("has the first bit highest, and no place beyond its end", async () => {
    const bits = await bitsOf(await packed([0, 9, 131_071]));
    expect([0, 1, 9, 131_071].map((index) => isSet(bits, index))).toEqual([true, false, true, true]);
    for (const index of [-1, 131_072, 0.5, NaN, Infinity]) expect(() => isSet(bits, index)).toThrow();
  });

  it("stops at a list that unpacks without end", async () => {
    await expect(bitsOf(await packed([], 60_000_000))).rejects.toThrow("too large");
    await expect(bitsOf("uH4sI")).rejects.toThrow();
    await expect(bitsOf("zabc")).rejects.toThrow();
  });
});
