import { describe, expect, it } from "vitest";
import { faultsOf } from "../src/forms/faults";

const of = (detail: string) => faultsOf({ title: "No.", detail }, ["amount", "title"]);

describe("faultsOf", () => {
  it("tells each fault at its field", () => {
    expect(of("amount: give steps of 0.25; title: it is empty")).toEqual({
      byField: { amount: "give steps of 0.25", title: "it is empty" },
      rest: "",
    });
  });

  it("leaves what names no field of the form together", () => {
    expect(of("Change it: it is there; words: too long; amount: no")).toEqual({
      byField: { amount: "no" },
      rest: "Change it: it is there; words: too long",
    });
  });

  it("takes a semicolon for a part of the fault, and leaves out how the API marks it", () => {
    expect(of("amount: 0 can't be; give more; title: Value error, it is empty")).toEqual({
      byField: { amount: "0 can't be; give more", title: "it is empty" },
      rest: "",
    });
  });

  it("finds nothing where nothing was refused", () => {
    expect(faultsOf(null, ["title"])).toEqual({ byField: {}, rest: "" });
  });
});
