/** What is typed to look somebody up, and what of it is asked. */

import type { Sought } from "./calls";

export interface Seeking {
  by: string;
  licence: string;
  npi: string;
  given_name: string;
  family_name: string;
  birth_month_day: string;
}

/** Return what is asked: that of the chosen way alone, whatever stands in the other fields. */
export function seekingOf({ by, licence, npi, given_name, family_name, birth_month_day }: Seeking): Sought {
  if (by === "licence") return { licence };
  return by === "npi" ? { npi } : { given_name, family_name, birth_month_day };
}
