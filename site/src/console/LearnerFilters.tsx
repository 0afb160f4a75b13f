import { addressOf } from "./address";
import { Filters, type Filter } from "./Filters";
import { STATUSES, type LearnerChoice } from "./learnerQuery";

const FILTERS: readonly Filter<LearnerChoice>[] = [
  { name: "name", label: "Name begins with", kind: "search" },
  { name: "status", label: "Credit", kind: "choice", options: { "": "Any", ...STATUSES } },
  { name: "since", label: "Completed since", kind: "date" },
  { name: "until", label: "Completed until", kind: "date" },
];

interface Props {
  choice: LearnerChoice;
  change: (choice: LearnerChoice) => void;
}

/** Narrow an activity's learners down; the address says how, so that it can be passed on. */
export function LearnerFilters({ choice, change }: Props) {
  function choose(changed: LearnerChoice) {
    history.replaceState(null, "", addressOf("learners", { ...changed }));
    change(changed);
  }

  return <Filters legend="Which learners" filters={FILTERS} choice={choice} change={choose} />;
}
