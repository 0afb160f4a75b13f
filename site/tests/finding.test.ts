import { describe, expect, test, vi } from "vitest";
import { addressOfId, learnerIdOf } from "../src/console/finding";

vi.stubGlobal("location", { search: "?provider=0009999" });

const HEX = "0123456789abcdef0123456789abcdef";

describe("what somebody types", () => {
  test.each([
    ["202699001", "/console/activities/202699001?provider=0009999"],
    [HEX.toUpperCase(), `/console/submissions/${HEX}?provider=0009999`],
    [`${HEX}-00001-17`, `/console/learners/${HEX}-00001-17?provider=0009999`],
    [" CCID:cme.example.org:1 ", "/console/learners?provider=0009999&credit=CCID%3Acme.example.org%3A1"],
    ["cardiology", null],
    ["123456", null],
    ["", null],
  ])("%s leads to %s", (typed, place) => {
    expect(addressOfId(typed)).toBe(place);
  });

  test.each([
    ["ABIM 123456", { board: "ABIM", learner_id: "123456" }],
    ["abim: 123456", { board: "ABIM", learner_id: "123456" }],
    ["OH 35.900001", { board: "OH", learner_id: "35.900001" }],
    ["npi 1234567893", { board: "NPI", learner_id: "1234567893" }],
    ["G012345", { learner_id: "G012345" }],
    ["Update 2025", null],
    ["cardiology", null],
  ])("%s is a learner's ID or none", (typed, found) => {
    expect(learnerIdOf(typed)).toEqual(found);
  });
});
