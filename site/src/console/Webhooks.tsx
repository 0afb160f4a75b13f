import { useState } from "preact/hooks";
import { Question } from "../forms/Question";
import { Problem } from "../Problem";
import { momentText } from "../wording";
import { ChoiceList, Text } from "./activityFields";
import { useAsked } from "./asked";
import { Deliveries } from "./Deliveries";
import { Secret } from "./Secret";
import {
  addWebhook,
  deleteWebhook,
  renewSecret,
  switchWebhook,
  testWebhook,
  webhooks as askWebhooks,
  type EventType,
  type Webhook,
  type WebhookSecret,
} from "./systemCalls";

// As members, so that the compiler misses one that the API has besides; a test comes when it is asked for.
const EVENTS = Object.keys({
  "records.validated": true,
  "records.decided": true,
  "submission.finished": true,
  "review.asked": true,
  "review.closed": true,
} satisfies Record<Exclude<EventType, "webhook.test" | `licensee.${string}`>, true>) as EventType[];

export function Webhooks() {
  const [made, setMade] = useState<WebhookSecret | null>(null);
  const [changes, setChanges] = useState(0);
  const { data, problem, retry } = useAsked(`webhooks ${changes}`, askWebhooks);
  const changed = () => setChanges(changes + 1);

  function show(secret: WebhookSecret) {
    setMade(secret);
    changed();
  }

  return (
    <section class="console__part" aria-labelledby="webhooks">
      <h2 id="webhooks">Webhooks</h2>
      <p>The hub posts what happens to your system’s address, so that it needn’t ask.</p>
      {made && <Secret what={`The secret of ${made.url}.`} secret={made.secret} />}
      <WebhookForm done={show} />
      {problem !== null && <Problem problem={problem} subject="The list of webhooks" retry={retry} />}
      {data?.length === 0 && <p>There is no webhook yet.</p>}
      <ul class="groups">
        {data?.map((webhook) => (
          <WebhookItem key={webhook.webhook_id} webhook={webhook} changed={changed} renewed={show} />
        ))}
      </ul>
    </section>
  );
}

interface ItemProps {
  webhook: Webhook;
  changed: () => void;
  renewed: (secret: WebhookSecret) => void;
}

function WebhookItem({ webhook, changed, renewed }: ItemProps) {
  const { webhook_id, url, events, status, disabled_because, succeeded_at } = webhook;
  const [said, setSaid] = useState("");
  const [isLooking, setLooking] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);

  function act(call: () => Promise<unknown>, after: () => void) {
    setProblem(null);
    call().then(after, setProblem);
  }

  return (
    <li class="group">
      <h3>{url}</h3>
      <p>{events.join(", ")}</p>
      <p class="console__hint">
        {status === "enabled" ? "Enabled" : `Disabled: ${disabled_because}`},{" "}
        {succeeded_at ? `arrived last ${momentText(succeeded_at)}` : "nothing has arrived yet"}.
      </p>
      {problem !== null && <Problem problem={problem} subject="The hub" />}
      <p role="status">{said}</p>
      <div class="links">
        <button
          type="button"
          class="usa-button usa-button--unstyled"
          onClick={() =>
            act(
              () => testWebhook(webhook_id),
              () => setSaid("A test is on its way."),
            )
          }
        >
          Send a test<span class="usa-sr-only"> to {url}</span>
        </button>
        <button
          type="button"
          class="usa-button usa-button--unstyled"
          onClick={() => act(() => switchWebhook(webhook_id, status !== "enabled"), changed)}
        >
          {status === "enabled" ? "Disable" : "Enable"}
          <span class="usa-sr-only"> {url}</span>
        </button>
        <button
          type="button"
          class="usa-button usa-button--unstyled"
          onClick={() =>
            act(
              async () => renewed(await renewSecret(webhook_id)),
              () => undefined,
            )
          }
        >
          Another secret<span class="usa-sr-only"> for {url}</span>
        </button>
        <Question
          button={
            <>
              Delete<span class="usa-sr-only"> {url}</span>
            </>
          }
          title="Delete the webhook?"
          yes="Delete"
          no="Keep it"
          subject="The hub"
          act={async () => {
            await deleteWebhook(webhook_id);
            changed();
          }}
        >
          {url} is told nothing any more.
        </Question>
      </div>
      <details onToggle={(event) => setLooking(event.currentTarget.open)}>
        <summary>
          What was sent<span class="usa-sr-only"> to {url}</span>
        </summary>
        {isLooking && <Deliveries webhook_id={webhook_id} isEnabled={status === "enabled"} />}
      </details>
    </li>
  );
}

function WebhookForm({ done }: { done: (made: WebhookSecret) => void }) {
  const [url, setUrl] = useState("");
  const [events, setEvents] = useState<string[]>([...EVENTS]);
  const [problem, setProblem] = useState<unknown>(null);

  async function add() {
    setProblem(null);
    try {
      done(await addWebhook(url, events as EventType[]));
      setUrl("");
    } catch (failure) {
      setProblem(failure);
    }
  }

  return (
    <form
      class="console__form"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <Text
        path="url"
        label="A new webhook’s address"
        type="url"
        value={url}
        fault={undefined}
        change={setUrl}
        required
      />
      <ChoiceList
        path="events"
        label="Is told of"
        options={EVENTS}
        chosen={events}
        fault={undefined}
        change={setEvents}
      />
      {problem !== null && <Problem problem={problem} subject="The hub" />}
      <p>
        <button type="submit" class="usa-button">
          Add the webhook
        </button>
      </p>
    </form>
  );
}
