import { useContext, useEffect, useRef } from "preact/hooks";
import { Problem } from "../Problem";
import { sizeText } from "../wording";
import { Account } from "./account";
import { Text } from "./activityFields";
import { MOST_CHARACTERS, useAnswering, type Answering } from "./answering";
import { DropBox } from "./DropBox";
import type { Review, ReviewName } from "./reviewCalls";
import { ENDINGS, MOST_DOCUMENTS } from "./reviewDocuments";

interface Props {
  provider: string;
  name: ReviewName;
  /** Who asks, for readers who hear the page. */
  asker: string;
  isFirst: boolean;
  done: (review: Review) => void;
}

/** Where a review is answered, in words and with documents. */
export function AnswerForm({ provider, name, asker, isFirst, done }: Props) {
  const account = useContext(Account);
  const answering = useAnswering({ account, provider, ...name }, done);
  const { draft, faults, stoppedAt, problem, isSending, isKept, send } = answering;
  const form = useRef<HTMLFormElement>(null);
  const wasKept = useRef<boolean | null>(null);
  useEffect(() => {
    // What is wrong is led to, the first of it.
    form.current?.querySelector<HTMLElement>("[aria-invalid=true], [data-fault]")?.focus();
  }, [faults]);
  if (!draft) return <p role="status">Loading the answer …</p>;
  const { words, files } = draft;
  wasKept.current ??= words !== "" || files.length > 0;
  const count = words.trim().length.toLocaleString("en-US");
  const whole = (
    <form
      ref={form}
      class="console__form"
      aria-label={`${isFirst ? "Answer" : "One answer more"}: ${asker}`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Text
        path={`words-${name.review_id}`}
        label={isFirst ? "Your answer" : "Something to add"}
        hint={`${count} of ${MOST_CHARACTERS.toLocaleString("en-US")} characters at most. Whoever asks reads all of it, and nothing can be taken back: leave out what names learners.`}
        rows={6}
        value={words}
        fault={faults.words || undefined}
        disabled={isSending}
        change={answering.type}
      />
      <DropBox
        title="Drop documents here, or"
        button="choose documents"
        accept={ENDINGS.join(",")}
        choose={answering.add}
        drop={({ files: dropped }) => answering.add([...dropped])}
      />
      <p class="console__hint">
        PDF, Word, Excel or PowerPoint without macros; up to {MOST_DOCUMENTS}, each of 25 MB at most. They are sent with
        the answer.
      </p>
      {files.length > 0 && (
        <ul class="files">
          {files.map((file, place) => (
            <Document
              key={`${file.name} ${file.size} ${file.lastModified}`}
              file={file}
              fault={faults.documents[place]}
              answering={answering}
            />
          ))}
        </ul>
      )}
      {faults.rest && (
        <p class="notice notice--alarm" role="alert" tabIndex={-1} data-fault>
          {faults.rest}
        </p>
      )}
      {problem !== null && (
        <Problem problem={problem} subject="The hub">
          <p>{stoppedAt && `It stopped at ${stoppedAt.name}. `}What you typed and chose is still here.</p>
        </Problem>
      )}
      {!isKept && (
        <p class="notice">
          This device doesn’t keep what you type and choose. Send it before you close the page or sign out.
        </p>
      )}
      <p>
        <button type="submit" class="usa-button" disabled={isSending}>
          {isFirst ? "Send the answer" : "Send it too"}
          <span class="usa-sr-only">: {asker}</span>
        </button>
      </p>
    </form>
  );
  if (isFirst) return whole;
  return (
    <details open={wasKept.current}>
      <summary>
        Add to the answer<span class="usa-sr-only">: {asker}</span>
      </summary>
      {whole}
    </details>
  );
}

interface DocumentProps {
  file: File;
  fault: string | undefined;
  answering: Answering;
}

/** A document that was chosen, and how far it has come. */
function Document({ file, fault, answering: { underWay, isSending, remove } }: DocumentProps) {
  const progress = underWay?.file === file ? underWay.progress : null;
  return (
    <li class="file">
      <p class="console__document">
        <strong>{file.name}</strong>, {sizeText(file.size)}
      </p>
      {fault && (
        <p class="file__fault" role="alert" tabIndex={-1} data-fault>
          {fault}
        </p>
      )}
      {progress && (
        <label class="file__progress">
          <span>{progress.step === "reading" ? "Reading the document" : "On its way"}</span>
          <progress max={1} value={Math.min(progress.share, 1)} />
        </label>
      )}
      {!isSending && (
        <p>
          <button type="button" class="usa-button usa-button--unstyled" onClick={() => remove(file)}>
            Remove<span class="usa-sr-only"> {file.name}</span>
          </button>
        </p>
      )}
    </li>
  );
}
