/** What is chosen for a check of many licensees, and what of it is asked. */

import type { CheckInput } from "./calls";

export interface Asking {
  of: string;
  numbers: string;
  seed: string;
  by: string;
  amount: string;
  days: string;
  on: string;
  since: string;
  until: string;
  degree: string;
}

/** The largest file that a call can hold, in bytes. */
export const FILE_LIMIT = 4_000_000;

/** Return what is asked: that of the chosen ways alone, whatever stands in the other fields. */
export function checkOf(asking: Asking, file: string | null): CheckInput {
  return { ...whomOf(asking, file), ...daysOf(asking), ...(asking.degree && { degree: asking.degree as "MD" | "DO" }) };
}

function whomOf({ of, numbers, seed, by, amount }: Asking, file: string | null): Partial<CheckInput> {
  if (of === "typed") return { numbers: numbersOf(numbers) };
  if (of === "file") return { file };
  if (of === "roster") return { roster: true };
  return { sample: { seed, [by]: Number(amount) } };
}

function daysOf({ days, on, since, until }: Asking): Partial<CheckInput> {
  return days === "span" ? { since, until } : { on };
}

/** Tell the numbers of a text: one on a line, or with commas, semicolons or tabs between them. */
export function numbersOf(text: string): string[] {
  return text
    .split(/[\n,;\t]+/)
    .map((number) => number.trim())
    .filter(Boolean);
}

/** Return a file in Base64. */
export async function base64Of(file: Blob): Promise<string> {
  return new Promise((read, fail) => {
    const reader = new FileReader();
    reader.onload = () => read(String(reader.result).split(",")[1] ?? "");
    reader.onerror = () => fail(reader.error);
    reader.readAsDataURL(file);
  });
}
