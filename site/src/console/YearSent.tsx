import { Question } from "../forms/Question";
import { momentText } from "../wording";
import { sendYear, sentFile } from "./yearCalls";
import { YearFiles } from "./YearFiles";
import type { StepProps } from "./YearPage";
import { labelled, STEPS } from "./yearWords";

interface Props extends StepProps {
  maySend: boolean;
  who: (by: string) => string;
  reread: (said: string) => Promise<void>;
}

/** Sending the report, what was sent, and what has changed since. */
export function YearSent({ year, step, maySend, who, reread }: Props) {
  const isReady = !step.is_done && (step.lacks[0] ?? "").startsWith("sending");
  return (
    <section class="console__part year__part" id="send" aria-labelledby="send-title">
      <h2 id="send-title">{STEPS.send}</h2>
      {!step.is_done && !isReady && (
        <>
          <p>Before it can be sent, this has to be there:</p>
          <ul>
            {step.lacks.map((lack) => (
              <li key={lack}>{stepped(lack)}</li>
            ))}
          </ul>
        </>
      )}
      {year.changes.length > 0 && <Changes changes={year.changes} changed={year.changed} />}
      {isReady && !maySend && <p>Everything is there. Ask your primary contact to send it.</p>}
      {isReady && maySend && (
        <p>
          <Question
            button="Send the report"
            title={`Send the report of ${year.year}?`}
            yes="Send"
            no="Not yet"
            subject="The hub"
            act={async () => {
              await sendYear(year.year);
              await reread("The report is sent.");
            }}
          >
            It is kept as a document that can’t be changed. Activities of the year can’t be reopened any more; what else
            changes is sent as another version, which says what changed.
          </Question>
        </p>
      )}
      {year.versions.length > 0 && (
        <ul class="groups">
          {[...year.versions].reverse().map((version) => (
            <li key={version.number} class="group">
              <h3>Version {version.number}</h3>
              <p>
                Sent by {who(version.by)} on {momentText(version.at)}.
                {version.number > 1 && ` It has ${version.changes} changes since the version before.`}
              </p>
              <p class="console__hint">SHA-256 of the JSON: {version.digest}</p>
              <YearFiles
                of={`version ${version.number}`}
                address={(kind) => sentFile(year.year, version.number, kind)}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Changes({ changes, changed }: Pick<StepProps["year"], "changes" | "changed">) {
  return (
    <details>
      <summary>
        {changed === 1 ? "1 thing has" : `${changed.toLocaleString()} things have`} changed since it was sent
      </summary>
      <ul>
        {changes.map(({ what, was, is_now }) => (
          <li key={what}>
            {labelled(what)}: {was || "nothing"}, now {is_now || "nothing"}
          </li>
        ))}
      </ul>
      {changed > changes.length && <p>The first {changes.length} are shown; the version says all of them.</p>}
    </details>
  );
}

function stepped(lack: string): string {
  return Object.entries(STEPS).reduce((told, [name, title]) => told.replace(`“${name}”`, `“${title}”`), lack);
}
