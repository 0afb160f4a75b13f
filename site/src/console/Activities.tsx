import { useState } from "preact/hooks";
import { ApiProblem } from "../api";
import { Problem } from "../Problem";
import { activity, type ActivityView, type StoredActivity } from "./activityCalls";
import { BLANK_ACTIVITY, draftOf } from "./activityDraft";
import { ActivityForm } from "./ActivityForm";
import { ActivityList } from "./ActivityList";
import { ActivityPage } from "./ActivityPage";
import { addressOf } from "./address";
import { useAsked } from "./asked";
import { useBoards } from "./boardCalls";
import { ActivityAdvice } from "./ActivityAdvice";
import { ActivitySeries } from "./ActivitySeries";
import type { ContactProvider } from "./calls";
import { Reviews } from "./Reviews";
import type { SectionProps } from "./sections";

const NEW = "new";

/** All activities of the provider, the one that the address names, or a form for one. */
export function Activities({ provider, name }: SectionProps) {
  const mayChange = provider.scopes.includes("activities:write");
  if (!name) return <ActivityList mayChange={mayChange} />;
  if (name === NEW && !mayChange) {
    return (
      <p class="notice" role="alert">
        You may look at activities, and change none. Ask your primary contact.
      </p>
    );
  }
  const asked = new URLSearchParams(location.search);
  const read = name === NEW ? asked.get("from") : name;
  return (
    <>
      <p class="console__back">
        <a href={addressOf("activities")}>All activities</a>
      </p>
      {read ? (
        <Read
          activity_id={read}
          // Of one that was deleted, reviews are still told and answered.
          beside={<Reviews provider={provider.provider_id} activity_id={read} mayAnswer={mayChange} />}
        >
          {(stored) =>
            asked.get("do") === "repeat" && mayChange ? (
              <ActivitySeries provider={provider.provider_id} activity={stored.view.activity} />
            ) : name === NEW || (asked.get("do") === "change" && mayChange) ? (
              <Form provider={provider} stored={name === NEW ? null : stored} like={stored} />
            ) : (
              <ActivityPage provider={provider.provider_id} view={stored.view} mayChange={mayChange} />
            )
          }
        </Read>
      ) : (
        <Form provider={provider} stored={null} like={null} />
      )}
    </>
  );
}

interface ReadProps {
  activity_id: string;
  /** What is told where there is no such activity any more. */
  beside: preact.ComponentChildren;
  children: (stored: StoredActivity) => preact.ComponentChildren;
}

function Read({ activity_id, beside, children }: ReadProps) {
  const { data, problem, retry } = useAsked(activity_id, (signal) => activity(activity_id, signal));
  if (data) return <>{children(data)}</>;
  if (problem === null) return <p role="status">Loading the activity …</p>;
  if (problem instanceof ApiProblem && problem.kind === "missing") {
    return (
      <>
        <p class="notice notice--alarm" role="alert">
          This provider has no activity {activity_id}. Check the ID in the address.
        </p>
        {beside}
      </>
    );
  }
  return <Problem problem={problem} subject="The activity" retry={retry} />;
}

interface FormProps {
  provider: ContactProvider;
  stored: StoredActivity | null;
  /** What the form begins with. */
  like: StoredActivity | null;
}

function Form({ provider, stored, like }: FormProps) {
  const [saved, setSaved] = useState<ActivityView | null>(null);
  const { data: boards, problem, retry } = useBoards();
  if (saved) return <Done saved={saved} />;
  if (!boards && problem !== null) return <Problem problem={problem} subject="The list of boards" retry={retry} />;
  if (!boards) return <p role="status">Loading the form …</p>;
  // What was typed is kept by name: one like another begins anew with each.
  const start = like ? draftOf(like.view.activity) : BLANK_ACTIVITY;
  return (
    <>
      <h1>{stored ? "Change the activity" : "Add an activity"}</h1>
      <ActivityForm
        provider={provider}
        boards={boards}
        stored={stored}
        name={
          stored ? `${stored.view.activity.activity_id}.${stored.tag}` : `new.${like?.view.activity.activity_id ?? ""}`
        }
        start={
          stored || !like
            ? start
            : { ...start, provider_activity_id: "", start_date: "", end_date: "", close_requested: "No" }
        }
        done={setSaved}
      />
    </>
  );
}

/** What came of saving, with what is to be said of it. */
function Done({ saved }: { saved: ActivityView }) {
  const { activity: stored, status, issues, advice } = saved;
  const told = new Set((issues ?? []).map(({ code }) => code));
  return (
    <>
      <h1 tabIndex={-1}>{stored.title}</h1>
      <div class="notice" role="status">
        <p>
          It is saved, and {status === "Draft" ? "still a Draft" : `now ${status}`}. Its ID is {stored.activity_id}.
        </p>
        {(issues ?? []).length > 0 && (
          <ul>
            {(issues ?? []).map((issue) => (
              <li key={`${issue.code} ${issue.field}`}>
                {issue.message} {issue.fix}
              </li>
            ))}
          </ul>
        )}
        <p>
          <a href={addressOf(`activities/${stored.activity_id}`)}>See the activity</a>
        </p>
      </div>
      <ActivityAdvice advice={(advice ?? []).filter(({ code }) => !told.has(code))} />
    </>
  );
}
