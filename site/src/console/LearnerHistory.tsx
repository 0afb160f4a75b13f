import { momentText } from "../wording";
import { addressOf } from "./address";
import type { RecordEvent } from "./learnerCalls";
import { eventText, whoText } from "./recordEvents";

/** What happened to a record, the newest first, each with the row that it came in. */
export function LearnerHistory({ events }: { events: readonly RecordEvent[] }) {
  return (
    <section class="console__part" aria-labelledby="history">
      <h2 id="history">History</h2>
      <ol class="groups">
        {events.map((event) => (
          <li
            key={`${event.kind} ${event.submission_id} ${event.board}`}
            class={`group ${event.reason ? "group--error" : ""}`}
          >
            <p class="group__mark">
              {event.at ? <time dateTime={event.at}>{momentText(event.at)}</time> : "Not dated"}
            </p>
            <p>
              <strong>{eventText(event)}</strong>
            </p>
            {event.reason && <p>{event.reason}</p>}
            {!event.board && (
              <p class="console__hint">
                {whoText(event)}
                <a href={`${addressOf(`submissions/${event.submission_id}`, { row: String(event.row) })}#rows`}>
                  Row {event.row.toLocaleString()} {event.file_name ? `of ${event.file_name}` : "of the call"}
                </a>
              </p>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
