import { useState } from "preact/hooks";
import { Labelled } from "../forms/Form";
import { Problem } from "../Problem";
import { reopenActivity, type YearActivity } from "./yearCalls";

interface Props {
  year: number;
  activity: YearActivity;
  done: (said: string) => Promise<void>;
}

/** Opens a closed activity again, with a reason. */
export function Reopening({ year, activity, done }: Props) {
  const { activity_id, title } = activity;
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<unknown>(null);
  return (
    <details>
      <summary>
        Reopen it<span class="usa-sr-only"> ({title})</span>
      </summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setProblem(null);
          reopenActivity(year, activity_id, reason).then(() => done(`${title} is open again.`), setProblem);
        }}
      >
        <Labelled name={`reason-${activity_id}`} label="Why? It is kept." fault={undefined}>
          <input
            class="usa-input"
            required
            maxLength={500}
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </Labelled>
        {problem !== null && <Problem problem={problem} subject="The hub" />}
        <p>
          <button type="submit" class="usa-button usa-button--outline">
            Reopen
          </button>
        </p>
      </form>
    </details>
  );
}
