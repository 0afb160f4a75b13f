import type { FunctionComponent } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { ActivityView as PublicActivity } from "../api";
import { useDraft } from "../forms/drafts";
import { Problem } from "../Problem";
import states from "../states.json";
import { addActivity, changeActivity, type ActivityView, type Saved, type StoredActivity } from "./activityCalls";
import { ActivityAdvice } from "./ActivityAdvice";
import { ActivityBoards } from "./ActivityBoards";
import { ActivityClosing } from "./ActivityClosing";
import { givenOf, type ActivityDraft, type ActivityTexts } from "./activityDraft";
import { Choice, ChoiceList, faultAt, lockedAt, locksOf, Lines, Text } from "./activityFields";
import type { BoardsDocument } from "./boardCalls";
import type { ContactProvider } from "./calls";
import { publicOf } from "./publicActivity";

interface Props {
  provider: ContactProvider;
  boards: BoardsDocument;
  /** What is changed; none if an activity is added. */
  stored: StoredActivity | null;
  /** Under which what is typed is kept. */
  name: string;
  /** What the form begins with. */
  start: ActivityDraft;
  done: (saved: ActivityView) => void;
}

const YES_OR_NO = ["Yes", "No"];

/** A form to add an activity or to change one. */
export function ActivityForm({ provider, boards, stored, name, start, done }: Props) {
  const choices = boards.activities;
  const [draft, change, forget] = useDraft(provider.provider_id, `activity.${name}`, start);
  const [isSending, setSending] = useState(false);
  const [refusal, setRefusal] = useState<Exclude<Saved, { view: ActivityView }> | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => summary.current?.focus(), [refusal]);
  const issues = refusal?.issues ?? [];
  const locks = locksOf(stored?.view ?? null);

  async function save() {
    setSending(true);
    setProblem(null);
    setRefusal(null);
    try {
      const given = givenOf(draft, stored?.view.activity ?? null);
      const saved = await (stored
        ? changeActivity(stored.view.activity.activity_id, stored.tag, given)
        : addActivity(given));
      if ("view" in saved) {
        forget();
        done(saved.view);
      } else setRefusal(saved);
    } catch (failure) {
      setProblem(failure);
    }
    setSending(false);
  }

  const field = (path: keyof ActivityTexts | "joint_providers", label: string) => ({
    path,
    label,
    value: draft[path],
    fault: faultAt(issues, path, label),
    ...lockedAt(locks, path),
    change: (value: string) => change({ ...draft, [path]: value }),
  });

  return (
    <>
      <form
        class="console__form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {refusal && (
          <div ref={summary} class="notice notice--alarm" role="alert" tabIndex={-1}>
            <p>
              <strong>{refusal.title}</strong> {refusal.detail}
            </p>
            <ul>
              {issues.map((issue) => (
                <li key={`${issue.field} ${issue.message}`}>
                  {issue.message} {issue.fix}
                </li>
              ))}
            </ul>
          </div>
        )}
        <ActivityAdvice advice={stored?.view.advice ?? []} />
        {!stored && (
          <p>Title, ID, format and days are needed now. What else is missing leaves it a Draft until it comes.</p>
        )}
        <fieldset>
          <legend>What it is</legend>
          <Text {...field("title", "Title")} required />
          <Text {...field("provider_activity_id", "Your own ID of it")} required />
          <Text {...field("description", "Description")} rows={5} maxLength={choices.longest_description} />
          <Choice {...field("activity_format", "Format")} options={choices.activity_format} required />
          <Text {...field("start_date", "First day")} type="date" required />
          <Text {...field("end_date", "Last day")} type="date" required />
          <Text
            {...field("credits", `AMA PRA Category 1 credits, in steps of ${choices.credits_step}`)}
            inputMode="decimal"
          />
          <Choice {...field("providership", "Providership")} options={["direct", "joint"]} />
          {draft.providership === "joint" && <Lines {...field("joint_providers", "Joint providers, one a line")} />}
        </fieldset>
        <fieldset>
          <legend>Taking part</legend>
          <ChoiceList
            path="deliveries"
            label="How"
            options={choices.deliveries}
            chosen={draft.deliveries}
            fault={faultAt(issues, "deliveries", "How")}
            change={(deliveries) => change({ ...draft, deliveries })}
          />
          {draft.deliveries.includes("In-Person") && (
            <>
              <Text {...field("city", "City")} />
              <Choice {...field("state", "State")} options={states.map(({ code }) => code)} />
              <Text {...field("country", "Country, by its three letters, such as USA")} />
            </>
          )}
          <Text {...field("url", "Web address where physicians register")} type="url" />
          <Choice {...field("fee", "Fee")} options={choices.fee} />
          <Choice {...field("registration", "Who can register")} options={choices.registration} />
          <Choice {...field("listed", "Physicians find it in the public search")} options={YES_OR_NO} />
        </fieldset>
        <ActivityBoards
          boards={boards}
          draft={draft}
          issues={issues}
          locks={locks}
          change={(changed) => change({ ...draft, ...changed })}
        />
        <ActivityClosing
          outcomes={choices.outcomes}
          draft={draft}
          issues={issues}
          locks={locks}
          change={(changed) => change({ ...draft, ...changed })}
        />
        {problem !== null && <Problem problem={problem} subject="The hub" />}
        <p>
          <button type="submit" class="usa-button" disabled={isSending}>
            {stored ? "Save the changes" : "Add the activity"}
          </button>
        </p>
      </form>
      <Shown draft={draft} stored={stored} provider={provider} />
    </>
  );
}

/** Shows, once it is asked for, what the form would be to physicians. */
function Shown({ draft, stored, provider }: { draft: ActivityDraft } & Pick<Props, "stored" | "provider">) {
  const [Preview, setPreview] = useState<FunctionComponent<{ activity: PublicActivity }> | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const shown = publicOf(draft, stored?.view.activity ?? null, provider);

  function toggle() {
    setProblem(null);
    if (Preview) setPreview(null);
    else import("./ActivityPreview").then((module) => setPreview(() => module.default), setProblem);
  }

  return (
    <>
      <p>
        <button type="button" class="usa-button usa-button--outline" aria-expanded={Preview !== null} onClick={toggle}>
          See it as physicians do
        </button>
      </p>
      {problem !== null && <Problem problem={problem} subject="The preview" retry={toggle} />}
      {Preview &&
        (shown ? (
          <Preview activity={shown} />
        ) : (
          <p role="status">Fill in the title, the format, and the first and last day; then it is shown here.</p>
        ))}
    </>
  );
}
