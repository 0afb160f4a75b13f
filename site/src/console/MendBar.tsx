import { useState } from "preact/hooks";
import { Problem } from "../Problem";
import { addressOf } from "./address";
import { sendCorrections } from "./calls";
import type { Corrections } from "./corrections";
import { useFollowed } from "./following";
import { Outcomes } from "./Outcomes";
import { rowCountText } from "./words";

interface Props {
  submission: string;
  corrections: Corrections;
  /** Puts back all that was sent. */
  forget: () => void;
}

/** What was mended: tried, sent once more, or put back. */
export function MendBar({ submission, corrections, forget }: Props) {
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const [made, setMade] = useState<{ submission_id: string; isTry: boolean } | null>(null);
  const count = Object.keys(corrections).length;

  async function send(isTry: boolean) {
    setSending(true);
    setProblem(null);
    setMade(null);
    try {
      const { submission_id } = await sendCorrections(submission, corrections, isTry);
      setMade({ submission_id, isTry });
      if (!isTry) forget();
    } catch (failure) {
      setProblem(failure);
    }
    setSending(false);
  }

  return (
    <div class="mend__bar console__tools">
      {count === 0 ? (
        <p>Mend rows in their cells, then send them. What was accepted stays as it is.</p>
      ) : (
        <>
          <p role="status">{rowCountText(count)} mended, not sent yet.</p>
          <p class="row">
            <button
              type="button"
              class="usa-button usa-button--outline"
              disabled={isSending}
              onClick={() => void send(true)}
            >
              Try the mended rows
            </button>
            <button type="button" class="usa-button" disabled={isSending} onClick={() => void send(false)}>
              Send the mended rows
            </button>
            <button type="button" class="usa-button usa-button--unstyled" disabled={isSending} onClick={forget}>
              Put everything back
            </button>
          </p>
        </>
      )}
      {problem !== null && <Problem problem={problem} subject="The hub" />}
      {made && <Made key={made.submission_id} {...made} />}
    </div>
  );
}

function Made({ submission_id, isTry }: { submission_id: string; isTry: boolean }) {
  const { state, problem, retry } = useFollowed(submission_id);
  return (
    <div class="notice">
      {problem !== null && <Problem problem={problem} subject="What comes of it" retry={retry} />}
      {state ? <Outcomes state={state} /> : <p role="status">The mended rows are read.</p>}
      <p>
        <a href={addressOf(`submissions/${submission_id}`)}>
          {isTry ? "See what would come of them" : "See what comes of them"}
        </a>
      </p>
    </div>
  );
}
