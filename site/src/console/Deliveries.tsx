import { useState } from "preact/hooks";
import { Problem } from "../Problem";
import { momentText } from "../wording";
import { Text } from "./activityFields";
import { useAsked } from "./asked";
import { Downloads } from "./Downloads";
import { deliveries, replay, type Delivery } from "./systemCalls";
import type { Table } from "./tables";

/** What a webhook was sent and what it answered, and sending it once more. */
export function Deliveries({ webhook_id, isEnabled }: { webhook_id: string; isEnabled: boolean }) {
  const [looks, setLooks] = useState(0);
  const [since, setSince] = useState("");
  const [said, setSaid] = useState("");
  const [fault, setFault] = useState<unknown>(null);
  const { data, problem, retry } = useAsked(`deliveries ${webhook_id} ${looks}`, (signal) =>
    deliveries(webhook_id, signal),
  );

  async function send(what: { event_id: string } | { since: string }) {
    setFault(null);
    setSaid("");
    try {
      await replay(webhook_id, what);
      setSaid("It is on its way. Look again in a moment.");
    } catch (failure) {
      setFault(failure);
    }
  }

  return (
    <>
      {problem !== null && <Problem problem={problem} subject="The list of deliveries" retry={retry} />}
      {!data && problem === null && <p role="status">Loading the deliveries …</p>}
      {data?.length === 0 && <p>Nothing was sent in the last 30 days.</p>}
      {data && data.length > 0 && (
        <>
          <table class="usa-table stacks">
            <caption class="usa-sr-only">The last 50 tries</caption>
            <thead>
              <tr>
                <th scope="col">Event</th>
                <th scope="col">When</th>
                <th scope="col">Answer</th>
                <th scope="col">Next try</th>
                {isEnabled && <th scope="col">Again</th>}
              </tr>
            </thead>
            <tbody>
              {data.map((delivery) => (
                <tr key={`${delivery.event_id} ${delivery.at}`}>
                  <th scope="row">
                    {delivery.event_type}
                    <span class="console__hint"> {delivery.event_id}</span>
                  </th>
                  <td data-head="When">
                    {momentText(delivery.at)}, try {delivery.number}
                  </td>
                  <td data-head="Answer">{answerText(delivery)}</td>
                  <td data-head="Next try">{delivery.next_at ? momentText(delivery.next_at) : "None"}</td>
                  {isEnabled && (
                    <td data-head="Again">
                      <button
                        type="button"
                        class="usa-button usa-button--unstyled"
                        onClick={() => void send({ event_id: delivery.event_id })}
                      >
                        Send again<span class="usa-sr-only"> {delivery.event_id}</span>
                      </button>
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
          <Downloads stem="deliveries" table={() => tableOf(data)} />
        </>
      )}
      {isEnabled && (
        <form
          class="console__form"
          onSubmit={(event) => {
            event.preventDefault();
            void send({ since: new Date(since).toISOString() });
          }}
        >
          <Text
            path={`since-${webhook_id}`}
            label="Send everything again that happened since"
            hint="Events are kept for 30 days."
            type="datetime-local"
            value={since}
            fault={undefined}
            change={setSince}
            required
          />
          <p class="links">
            <button type="submit" class="usa-button usa-button--outline">
              Send again
            </button>
            <button type="button" class="usa-button usa-button--unstyled" onClick={() => setLooks(looks + 1)}>
              Look again
            </button>
          </p>
        </form>
      )}
      {fault !== null && <Problem problem={fault} subject="The hub" />}
      <p role="status">{said}</p>
    </>
  );
}

function tableOf(tries: readonly Delivery[]): Table {
  return {
    headings: ["Event", "Event ID", "When (UTC)", "Try", "Answer", "Milliseconds", "Next try (UTC)"],
    rows: tries.map(({ event_type, event_id, at, number, status, failure, milliseconds, next_at }) => [
      event_type,
      event_id,
      { moment: at },
      number,
      status ?? failure,
      milliseconds,
      next_at && { moment: next_at },
    ]),
  };
}

function answerText({ status, failure, milliseconds }: Delivery): string {
  return `${status ?? failure}, after ${milliseconds.toLocaleString()} ms`;
}
