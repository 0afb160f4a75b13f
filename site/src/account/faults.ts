/** Why the API did nothing, told apart by the fields that it names. */

export interface Refusal {
  title: string;
  detail: string;
}

export interface Faults {
  byField: Record<string, string>;
  /** What names none of the fields. */
  rest: string;
}

/** Tell a refusal apart, whose detail is such as "amount: give steps of 0.25; title: it is empty". */
export function faultsOf(refusal: Refusal | null, names: readonly string[]): Faults {
  const byField: Record<string, string> = {};
  const rest: string[] = [];
  for (const part of refusal?.detail.split(/; (?=\w+: )/) ?? []) {
    const [, name = "", fault = ""] = /^(\w+): (.+)$/s.exec(part) ?? [];
    if (names.includes(name)) byField[name] = sentence(fault.replace(/^Value error, /, ""));
    else rest.push(part);
  }
  return { byField, rest: rest.join("; ") };
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith(".") ? "" : "."}`;
}
