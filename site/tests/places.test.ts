import { expect, test } from "vitest";
import { placeText } from "../src/account/places";

test.each([
  ["US-OH", "Ohio, United States"],
  ["DE-BY", "Germany (BY)"],
  ["CH", "Switzerland"],
  ["US-ZZ", "United States (ZZ)"],
])("the place %s is %s", (place, told) => {
  expect(placeText(place, "en-US")).toBe(told);
});
