import { useState } from "preact/hooks";
import type { ActivityView } from "../api";
import { PROBLEMS_TO } from "../contact";

interface Props {
  activity: ActivityView;
  hasEnded: boolean;
}

/** What a visitor can do about an activity. */
export function Actions({ activity, hasEnded }: Props) {
  const [note, setNote] = useState("");

  async function share() {
    const shared = { title: activity.title, url: location.href };
    try {
      if (navigator.share) return await navigator.share(shared);
      await navigator.clipboard.writeText(shared.url);
      setNote("The address is copied.");
    } catch (error) {
      const isGivenUp = error instanceof DOMException && error.name === "AbortError";
      if (!isGivenUp) setNote(`Copy this address: ${shared.url}`);
    }
  }

  return (
    <div class="actions">
      {activity.url && (
        <a class="usa-button actions__main" href={activity.url} rel="external">
          Go to the provider’s page
        </a>
      )}
      <ul class="links">
        {!hasEnded && (
          <li>
            <a href={`/api/activities/${activity.activity_id}/calendar`} download={`${activity.activity_id}.ics`}>
              Add to calendar
            </a>
          </li>
        )}
        <li>
          <button type="button" class="usa-button usa-button--unstyled" onClick={share}>
            Share
          </button>
        </li>
        <li>
          <button type="button" class="usa-button usa-button--unstyled" onClick={() => print()}>
            Print
          </button>
        </li>
        <li>
          <a href={`/account/missing?activity=${activity.activity_id}`}>My credit of it is missing</a>
        </li>
        <li>
          <a href={mailAbout(activity)}>Report a problem</a>
        </li>
      </ul>
      <p class="actions__note" role="status">
        {note}
      </p>
    </div>
  );
}

function mailAbout(activity: ActivityView): string {
  const subject = `Problem with activity ${activity.activity_id}`;
  const body = `${activity.title}\n${location.href}\n\nWhat is wrong:\n`;
  return `mailto:${PROBLEMS_TO}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
}
