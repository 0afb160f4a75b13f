/** Which activities are listed, as the address of the list says. */

import type { ActivityQuery } from "./activityCalls";

export interface ActivityChoice {
  status: string;
  format: string;
  year: string;
  /** The provider's own ID. */
  own_id: string;
  /** Words of the title. */
  title: string;
}

const ROWS_A_PAGE = 25;

export function readActivityChoice(search: string): ActivityChoice {
  const asked = new URLSearchParams(search);
  const chosen = (name: keyof ActivityChoice) => asked.get(name) ?? "";
  return {
    status: chosen("status"),
    format: chosen("format"),
    year: chosen("year"),
    own_id: chosen("own_id"),
    title: chosen("title"),
  };
}

/** Return what the API is asked: of a year are the activities that begin in it. */
export function activityQueryOf(
  { status, format, year, own_id, title }: ActivityChoice,
  cursor: string | null,
): ActivityQuery {
  return {
    limit: ROWS_A_PAGE,
    ...(status && { status: status as NonNullable<ActivityQuery["status"]> }),
    ...(format && { format }),
    ...(/^\d{4}$/.test(year) && { since: `${year}-01-01`, until: `${year}-12-31` }),
    ...(own_id && { provider_activity_id: own_id }),
    ...(title && { title }),
    ...(cursor && { cursor }),
  };
}
