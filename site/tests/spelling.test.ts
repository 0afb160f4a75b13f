import { expect, test } from "vitest";
import { distance, meant } from "../src/spelling";
import { aCard } from "./cards";

const CARDS = [
  aCard({ title: "Diabetes and the heart" }),
  aCard({ title: "Managing diabetes" }),
  aCard({ title: "Foot care of the quokka" }),
];

test.each([
  ["diabtes", "diabetes"],
  ["managing diabetse", "managing diabetes"],
  ["hart diabtes", "heart diabetes"],
  ["diabetes", null],
  ["diabet", null],
  ["mellitus", null],
  ["fot", null],
])("who asked for %s meant %s", (asked, told) => {
  expect(meant(asked, CARDS)).toBe(told);
});

test("a word that is rare in what was found was hardly meant", () => {
  const many = [...CARDS, ...Array.from({ length: 9 }, () => aCard({ title: "Sleep" }))];
  expect(meant("managingg", many)).toBeNull();
});

test.each([
  ["heart", "heart", 0],
  ["hart", "heart", 1],
  ["haert", "heart", 1],
  ["heat", "heart", 1],
  ["beard", "heart", 2],
  ["", "abc", 3],
])("from %s to %s it is %i steps", (one, other, steps) => {
  expect(distance(one, other)).toBe(steps);
});
