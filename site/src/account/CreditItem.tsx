import { useEffect, useState } from "preact/hooks";
import { Problem } from "../Problem";
import { amountText, dayText, momentText } from "../wording";
import { Badge } from "./Badge";
import { creditHistory, type Credit, type History } from "./calls";

/** One credit: what it is, how far it has come, and what can be done about it. */
export function CreditItem({ credit }: { credit: Credit }) {
  return (
    <article class="card credit">
      <div class="card__main">
        <p class="card__format">
          <time dateTime={credit.completed_on}>{dayText(credit.completed_on)}</time>
        </p>
        <h3 class="card__title">
          {credit.activity_id ? <a href={`/activities/${credit.activity_id}`}>{credit.title}</a> : credit.title}
        </h3>
        {credit.provider && <p class="card__provider">{credit.provider.name}</p>}
        <Standing credit={credit} />
        {credit.status === "own" ? (
          <p class="credit__told">
            You entered it {momentText(credit.reported_at)}.{" "}
            <a href={`/account/own?credit=${credit.record}`}>
              Change or delete<span class="usa-sr-only"> {credit.title}</span>
            </a>
          </p>
        ) : (
          <HistoryOf credit={credit} />
        )}
        {credit.status === "accepted" && !credit.derived && <Badge credit={credit} />}
      </div>
      <div class="credits">
        <p class={`credit__status credit__status--${credit.status}`}>
          {credit.status === "own" ? "Own, not verified" : credit.status}
        </p>
        <p class="credits__amount">
          <b>{amountText(credit.amount)}</b> {credit.credit_type}
        </p>
        {credit.board_name && (
          <p class="credit__board">
            {credit.kind} · {credit.derived && "follows from MOC credit for the "}
            {credit.board_name}
          </p>
        )}
      </div>
    </article>
  );
}

function HistoryOf({ credit }: { credit: Credit }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        class="usa-button usa-button--unstyled credit__history"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {isOpen ? "Hide" : "Show"} history<span class="usa-sr-only"> of {credit.title}</span>
      </button>
      {isOpen && <Steps record={credit.record} status={credit.status} />}
    </>
  );
}

function Standing({ credit }: { credit: Credit }) {
  if (credit.status === "pending") {
    return (
      <p class="credit__told">
        Waits for the {credit.board_name} since {momentText(credit.reported_at)}.
        {credit.usually_within && ` It usually answers within ${credit.usually_within}.`}
      </p>
    );
  }
  if (credit.reason) {
    return (
      <div class={credit.status === "rejected" ? "notice notice--alarm" : "notice"}>
        <p>{credit.happened}</p>
        <p class="notice__detail">{credit.reason}</p>
        <p>
          <strong>What you can do:</strong> {credit.can_do}
        </p>
        {credit.provider?.email && (
          <p>
            <a href={`mailto:${credit.provider.email}`}>Write to {credit.provider.name}</a>
          </p>
        )}
      </div>
    );
  }
  if (credit.delete_asked_at) {
    return (
      <p class="credit__told">
        {credit.status === "deleted" ? "Deleted by its provider" : "Its provider asked to delete it"} on{" "}
        {momentText(credit.delete_asked_at)}.
      </p>
    );
  }
  return null;
}

function Steps({ record, status }: { record: string; status: string }) {
  const [history, setHistory] = useState<History | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  useEffect(() => {
    const controller = new AbortController();
    creditHistory(record, controller.signal).then(setHistory, (error: unknown) => {
      if (!controller.signal.aborted) setProblem(error);
    });
    return () => controller.abort();
  }, [record, status]);
  if (problem) return <Problem problem={problem} subject="The history" />;
  if (!history) return <p class="credit__told">Loading …</p>;
  return (
    <ol class="steps">
      {history.steps.map((step) => (
        <li key={`${step.at} ${step.who} ${step.told}`}>
          <p class="steps__when">
            {step.at ? <time dateTime={step.at}>{momentText(step.at)}</time> : "Awaited"} · {step.who}
          </p>
          <p>{step.told}</p>
          {step.can_do && <p class="steps__advice">{step.can_do}</p>}
        </li>
      ))}
    </ol>
  );
}
