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

const NAMED = /^(\w+): (.+)$/s;
/** A fault may have a semicolon of its own. */
const NEXT = /; (?=\w+: )/;

/** Tell a refusal apart, whose detail is such as "amount: give steps of 0.25; title: it is empty". */
export function faultsOf(refusal: Refusal | null, names: readonly string[]): Faults {
  const byField: Record<string, string> = {};
  const rest: string[] = [];
  for (const part of refusal?.detail.split(NEXT) ?? []) {
    const [, name = "", fault = ""] = NAMED.exec(part) ?? [];
    if (names.includes(name)) byField[name] = fault.replace(/^Value error, /, "");
    else rest.push(part);
  }
  return { byField, rest: rest.join("; ") };
}
