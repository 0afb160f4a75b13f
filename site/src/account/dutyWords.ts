/** What is said of a state's duties and of the credits that count for them. */

import type { OpenDuty } from "../visitor";
import { amountText, dayText } from "../wording";
import type { StateDuties } from "./calls";

type Credit = StateDuties["credits"][number];

const KEPT: Readonly<Record<Credit["kept"], string>> = {
  reported: "",
  "not passed on": ", reported as not to be passed on",
  own: ", entered by you and not verified",
};

export function creditText({ title, completed_on, amount, kept }: Credit, language?: string): string {
  return `${dayText(completed_on, language)}, ${title}: ${amountText(amount, language)}${KEPT[kept]}`;
}

/** Tell what the state's board sees of the credits. */
export function seenText({ board, name, is_licensed, is_withheld }: StateDuties): string {
  if (!is_licensed) return `None of your claims is of a licence in ${name}, so ${board} doesn’t see you here.`;
  return is_withheld
    ? `You withhold your credits from ${board}: it sees none of what counts below.`
    : `${board} sees the same hours when it looks at these days.`;
}

/** Return what is open on a day of topics, for the search to know what counts. */
export function openDuties(states: readonly StateDuties[], today: string): OpenDuty[] {
  return states
    .filter(({ starts, ends }) => starts <= today && today <= ends)
    .flatMap(({ state, asked }) =>
      asked
        .filter(({ is_done, topics }) => !is_done && topics.length > 0)
        .map(({ topics, ends, only }) => ({ state, topics, ends, isForSome: only !== null })),
    );
}
