import { Problem } from "../Problem";
import { sizeText } from "../wording";
import { addressOf } from "./address";
import { FileLook } from "./FileLook";
import { useFollowed } from "./following";
import { Outcomes } from "./Outcomes";
import type { ChosenFile, Sending } from "./sending";

interface Props {
  chosen: ChosenFile;
  sending: Sending;
}

/** A file that was chosen, and how far it has come. */
export function SentFile({ chosen, sending }: Props) {
  const { file, fault, purpose, progress, sent, problem } = chosen;
  const isWaiting = sending.isBusy && !progress && !sent && !problem && !fault;
  return (
    <li class="file">
      <h2>{file.name}</h2>
      <p class="console__hint">{sizeText(file.size)}</p>
      {fault && (
        <p class="file__fault" role="alert">
          {fault}
        </p>
      )}
      {!fault && !purpose && <FileLook file={file} />}
      {isWaiting && <p>Waits for its turn.</p>}
      {progress && (
        <label class="file__progress">
          <span>{progress.step === "reading" ? "Reading the file" : "On its way"}</span>
          <progress max={1} value={Math.min(progress.share, 1)} />
        </label>
      )}
      {problem !== null && (
        <Problem problem={problem} subject="The hub" retry={() => purpose && sending.send(purpose, file)} />
      )}
      {sent && <Result key={sent.submission_id} submission={sent.submission_id} isKnown={sent.duplicate} />}
      <p class="row">
        {sent && purpose === "try" && (
          <button type="button" class="usa-button" disabled={sending.isBusy} onClick={() => sending.send("send", file)}>
            Send it now<span class="usa-sr-only">: {file.name}</span>
          </button>
        )}
        {sent?.duplicate && (
          <button
            type="button"
            class="usa-button usa-button--outline"
            disabled={sending.isBusy}
            onClick={() => sending.send("again", file)}
          >
            Send it once more all the same<span class="usa-sr-only">: {file.name}</span>
          </button>
        )}
        {!progress && (
          <button
            type="button"
            class="usa-button usa-button--unstyled"
            disabled={isWaiting}
            onClick={() => sending.remove(file)}
          >
            Remove<span class="usa-sr-only"> {file.name} from this list</span>
          </button>
        )}
      </p>
    </li>
  );
}

function Result({ submission, isKnown }: { submission: string; isKnown: boolean }) {
  const { state, problem, retry } = useFollowed(submission);
  return (
    <>
      {isKnown && (
        <p class="notice">These bytes were sent before, so that nothing happened now. This is what came of them.</p>
      )}
      {problem !== null && <Problem problem={problem} subject="What comes of it" retry={retry} />}
      {state ? <Outcomes state={state} /> : problem === null && <p role="status">It is there, and is read now.</p>}
      <p>
        <a href={addressOf(`submissions/${submission}`)}>See what to do about it</a>
      </p>
    </>
  );
}
