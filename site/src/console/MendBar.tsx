import { useState } from "preact/hooks";
import { Problem } from "../Problem";
import { addressOf } from "./address";
import { sendCorrections } from "./calls";
import { useFollowed } from "./following";
import type { Mending } from "./mending";
import { Outcomes } from "./Outcomes";
import { rowCountText } from "./words";

interface Props {
  submission: string;
  mending: Mending;
}

/** What was mended: tried, sent once more, or put back. */
export function MendBar({ submission, mending }: Props) {
  const { corrections, checks, canUndo, isKept, doing } = mending;
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const [made, setMade] = useState<{ submission_id: string; isTry: boolean } | null>(null);
  const rows = Object.keys(corrections);
  const count = rows.length;
  const clean = rows.filter((row) => checks[row]?.values === corrections[row] && checks[row]?.problems?.length === 0);

  async function send(isTry: boolean) {
    setSending(true);
    setProblem(null);
    setMade(null);
    try {
      const { submission_id } = await sendCorrections(submission, corrections, isTry);
      setMade({ submission_id, isTry });
      if (!isTry) doing.forget();
    } catch (failure) {
      setProblem(failure);
    }
    setSending(false);
  }

  return (
    <div class="mend__bar console__tools">
      <p role="status">
        {count === 0
          ? "Mend rows in their cells, then send them. What was accepted stays as it is."
          : `${rowCountText(count)} mended, not sent yet.`}
        {clean.length > 0 &&
          ` ${clean.length.toLocaleString()} of them ${clean.length === 1 ? "checks" : "check"} clean.`}
      </p>
      {count > 0 && !isKept && (
        <p class="console__reason">This browser keeps nothing: send them before you close the tab.</p>
      )}
      {(count > 0 || canUndo) && (
        <p class="row">
          {count > 0 && (
            <>
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
            </>
          )}
          {canUndo && (
            <button type="button" class="usa-button usa-button--outline" disabled={isSending} onClick={doing.undo}>
              Undo the last change
            </button>
          )}
          {count > 0 && (
            <button type="button" class="usa-button usa-button--outline" disabled={isSending} onClick={doing.putBack}>
              Put everything back
            </button>
          )}
        </p>
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
