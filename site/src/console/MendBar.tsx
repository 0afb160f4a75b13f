import { useEffect, useState } from "preact/hooks";
import { pause } from "../pausing";
import { Problem } from "../Problem";
import { addressOf } from "./address";
import { sendCorrections, type CorrectionView } from "./calls";
import { useFollowed } from "./following";
import { inCalls } from "./corrections";
import type { Mending } from "./mending";
import { Outcomes } from "./Outcomes";
import { rowCountText } from "./words";

interface Props {
  submission: string;
  mending: Mending;
  /** Rows were sent, or something came of them: they are something else now. */
  sent: () => void;
}

/** What was mended: tried, sent once more, or put back. */
export function MendBar({ submission, mending, sent }: Props) {
  const { corrections, checks, canUndo, isKept, news, doing } = mending;
  const [sending, setSending] = useState("");
  const [problem, setProblem] = useState<unknown>(null);
  const [made, setMade] = useState<readonly { told: CorrectionView; isTry: boolean }[]>([]);
  const rows = Object.keys(corrections);
  const count = rows.length;
  const clean = rows.filter((row) => checks[row]?.values === corrections[row] && checks[row]?.problems?.length === 0);

  async function send(isTry: boolean) {
    setProblem(null);
    setMade([]);
    let sentRows = 0;
    try {
      for (const part of inCalls(corrections)) {
        setSending(`Sending: ${sentRows.toLocaleString()} of ${rowCountText(count)} so far.`);
        await pause();
        const told = await sendCorrections(submission, part, isTry);
        // Forgotten before anything leads away from the page: what is sent isn't kept as mended.
        if (!isTry) doing.forget(told.rows.map(({ row }) => row));
        await pause();
        setMade((before) => [...before, { told, isTry }]);
        sentRows += Object.keys(part).length;
      }
    } catch (failure) {
      // What wasn't sent yet stays as it was mended, and is sent by the next press.
      setProblem(failure);
    }
    if (!isTry) sent();
    setSending("");
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
                disabled={sending !== ""}
                onClick={() => void send(true)}
              >
                Try the mended rows
              </button>
              <button type="button" class="usa-button" disabled={sending !== ""} onClick={() => void send(false)}>
                Send the mended rows
              </button>
            </>
          )}
          {canUndo && (
            <button type="button" class="usa-button usa-button--outline" disabled={sending !== ""} onClick={doing.undo}>
              Undo the last change
            </button>
          )}
          {count > 0 && (
            <button
              type="button"
              class="usa-button usa-button--outline"
              disabled={sending !== ""}
              onClick={doing.putBack}
            >
              Put everything back
            </button>
          )}
        </p>
      )}
      {sending && <p role="status">{sending}</p>}
      {news && <p role="status">{news}</p>}
      {mending.problem !== null && <Problem problem={mending.problem} subject="The list of rows" />}
      {problem !== null && <Problem problem={problem} subject="The hub" />}
      {made.map((part) => (
        <Made key={part.told.submission_id} {...part} sent={sent} />
      ))}
    </div>
  );
}

interface MadeProps {
  told: CorrectionView;
  isTry: boolean;
  sent: () => void;
}

function Made({ told: { submission_id, left_out }, isTry, sent }: MadeProps) {
  const { state, problem, retry } = useFollowed(submission_id);
  const isDone = state?.status === "finished" && !isTry;
  useEffect(() => {
    if (isDone) sent();
  }, [isDone]);
  return (
    <div class="notice">
      {problem !== null && <Problem problem={problem} subject="What comes of it" retry={retry} />}
      {state ? <Outcomes state={state} /> : <p role="status">The mended rows are read.</p>}
      {left_out.length > 0 && (
        <p>
          Not sent, since they were mended meanwhile: {left_out.map(({ row }) => row).join(", ")}. Each row says where
          it stands now.
        </p>
      )}
      <p>
        <a href={addressOf(`submissions/${submission_id}`)}>
          {isTry ? "See what would come of them" : "See what comes of them"}
        </a>
      </p>
    </div>
  );
}
