import { describe, expect, it } from "vitest";
import { faultsOf } from "../src/account/faults";

const of = (detail: string) => faultsOf({ title: "No.", detail }, ["starts", "amount"]);

describe("faultsOf", () => {
  it("tells each fault at its field, as a sentence", () => {
    expect(of("starts: Value error, give a date such as 2026-11-26; amount: 0 can't be; give up to 1,000")).toEqual({
      byField: { starts: "Give a date such as 2026-11-26.", amount: "0 can't be; give up to 1,000." },
      rest: "",
    });
  });

  it("leaves what names no field of the form together", () => {
    expect(of("the body: it isn't UTF-8; words: too long; amount: no.")).toEqual({
      byField: { amount: "No." },
      rest: "the body: it isn't UTF-8; words: too long",
    });
  });

  it("finds nothing where nothing was refused", () => {
    expect(faultsOf(null, ["amount"])).toEqual({ byField: {}, rest: "" });
  });
});
