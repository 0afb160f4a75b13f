import { expect, test } from "vitest";
import { replaced } from "../src/search/HowRead";

test("a mistyped word alone is put right", () => {
  expect(replaced("Quoka bites, quokas", "quoka", "quokka")).toBe("quokka bites, quokas");
  expect(replaced("QUOKA-like", "quoka", "quokka")).toBe("quokka-like");
});
