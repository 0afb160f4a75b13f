import { useEffect, useRef } from "preact/hooks";
import type { ActivityDraft, ActivityTexts } from "./activityDraft";
import { Choice, ChoiceList, faultAt, lockedAt, Lines, Text, type Locks } from "./activityFields";
import type { Issue } from "./calls";

interface Props {
  /** The outcomes that can be told. */
  outcomes: readonly string[];
  draft: ActivityDraft;
  issues: readonly Issue[];
  locks: Locks;
  change: (changed: Partial<ActivityDraft>) => void;
}

const YES_OR_NO = ["Yes", "No"];
const MEASURED = ["Objective", "Subjective"];

/** What an activity has to tell once it is over. */
export function ActivityClosing({ outcomes, draft, issues, locks, change }: Props) {
  const field = (
    path: keyof ActivityTexts | "physicians" | "other_learners" | "supports" | "commendation_tags",
    label: string,
  ) => ({
    path,
    label,
    value: draft[path],
    fault: faultAt(issues, path, label),
    ...lockedAt(locks, path),
    change: (value: string) => change({ [path]: value }),
  });
  const part = useRef<HTMLFieldSetElement>(null);
  // The address leads here before the form is.
  useEffect(() => {
    if (location.hash === "#closing") part.current?.scrollIntoView();
  }, []);
  return (
    <fieldset id="closing" ref={part}>
      <legend>Closing it</legend>
      <div class="console__pair">
        <Text {...field("physicians", "Physicians who took part")} inputMode="numeric" />
        <Text {...field("other_learners", "Other learners who took part")} inputMode="numeric" />
      </div>
      {outcomes.map((outcome) => (
        <ChoiceList
          key={outcome}
          path={`outcomes ${outcome}`}
          label={`${outcome}: how it was measured`}
          options={MEASURED}
          chosen={draft.outcomes[outcome] ?? []}
          fault={undefined}
          change={(measured) => change({ outcomes: { ...draft.outcomes, [outcome]: measured } })}
        />
      ))}
      <Lines {...field("commendation_tags", "Commendation tags, one a line")} />
      <Choice {...field("commercial_support", "It has commercial support")} options={YES_OR_NO} />
      {draft.commercial_support === "Yes" && (
        <Lines {...field("supports", "Supporters, one a line: name | US dollars or “in kind”")} />
      )}
      <Choice {...field("close_requested", "Nothing more is to come: close it")} options={YES_OR_NO} />
    </fieldset>
  );
}
