import { useState } from "preact/hooks";
import { Problem } from "../Problem";
import { saveAs } from "../saving";
import { sizeText } from "../wording";
import { FileBox } from "./FileBox";
import { keptUploads, type KeptUpload } from "./keptUploads";
import { maySend } from "./roles";
import type { SectionProps } from "./sections";
import { SentFile } from "./SentFile";
import { useSending, type Sending } from "./sending";
import { madeTemplate, type Template } from "./templateCalls";
import { giveUp, MOST_BYTES } from "./uploads";

/** What the templates are for; one that the API gets is missed here by the compiler. */
const TEMPLATES: Readonly<Record<Template, string>> = {
  learners: "Learners",
  activities: "Activities",
  "activities-moc": "Activities with MOC",
  matches: "List to match before a course",
};

/** Sending files, or trying them first. */
export function Send({ provider }: SectionProps) {
  const [problem, setProblem] = useState<unknown>(null);
  return (
    <>
      <h1>Send files</h1>
      {maySend(provider) ? (
        <Form provider={provider.provider_id} />
      ) : (
        <p class="notice">You may look, but not send. Ask the primary contact of {provider.name} to let you report.</p>
      )}
      <section class="console__part" aria-labelledby="templates">
        <h2 id="templates">Templates</h2>
        <p>
          A file that you have will mostly do: Excel, CSV, tab-delimited text, XML and JSON are known by what is in
          them. If you start from nothing, fill in one of these. They have drop-down lists of what may stand where, and
          of your activities that take learners.
        </p>
        <ul class="links console__tools">
          {(Object.keys(TEMPLATES) as Template[]).map((name) => (
            <li key={name}>
              <button
                type="button"
                class="usa-button usa-button--unstyled"
                onClick={() => {
                  setProblem(null);
                  madeTemplate(name).then((made) => saveAs([made], `${name}.xlsx`), setProblem);
                }}
              >
                {TEMPLATES[name]} (Excel)
              </button>
            </li>
          ))}
        </ul>
        {problem !== null && <Problem problem={problem} subject="The template" />}
      </section>
    </>
  );
}

function Form({ provider }: { provider: string }) {
  const sending = useSending(provider);
  const { files, isBusy, said } = sending;
  const sendable = files.filter(({ fault }) => !fault);
  return (
    <>
      <p class="lede">
        Rows that are right go on when others aren’t. <em>Try first</em> shows the same report, and nothing is stored.
      </p>
      <Stopped provider={provider} />
      <ChosenBefore sending={sending} />
      <FileBox add={sending.add} />
      <p class="console__hint">Up to {MOST_BYTES.toLocaleString()} bytes each; as many files as you like.</p>
      <p role="status">{said}</p>
      {files.length > 0 && (
        <ul class="files">
          {files.map((chosen) => (
            <SentFile key={`${chosen.file.name} ${chosen.file.lastModified}`} chosen={chosen} sending={sending} />
          ))}
        </ul>
      )}
      {sendable.length > 0 && (
        <p class="row">
          <button
            type="button"
            class="usa-button usa-button--outline"
            disabled={isBusy}
            onClick={() => sending.send("try")}
          >
            Try first
          </button>
          <button type="button" class="usa-button" disabled={isBusy} onClick={() => sending.send("send")}>
            Send
          </button>
        </p>
      )}
    </>
  );
}

/** Files that a session which ended, or a page that was loaded anew, took away. */
function ChosenBefore({ sending: { before, forgetBefore } }: { sending: Sending }) {
  if (!before.length) return null;
  return (
    <div class="notice console__stopped">
      <h2>Chosen before, and not sent</h2>
      <p>This page was left before these files were sent. A browser gives files up with the page: choose them again.</p>
      <ul>
        {before.map(({ name, size, lastModified }) => (
          <li key={`${name} ${size} ${lastModified}`}>
            {name}, {sizeText(size)}
          </li>
        ))}
      </ul>
      <p>
        <button type="button" class="usa-button usa-button--unstyled" onClick={forgetBefore}>
          Forget them
        </button>
      </p>
    </div>
  );
}

/** Transfers that were broken off on this device. */
function Stopped({ provider }: { provider: string }) {
  const [stopped, setStopped] = useState(() => keptUploads(provider));
  if (!stopped.length) return null;

  function forget(upload: KeptUpload) {
    setStopped(stopped.filter((other) => other !== upload));
    // Whatever becomes of this call: the hub forgets the parts by itself within a week.
    giveUp(upload).catch(() => undefined);
  }

  return (
    <div class="notice console__stopped">
      <h2>Broken off</h2>
      <ul>
        {stopped.map((upload) => (
          <li key={`${upload.sha256} ${upload.purpose}`}>
            {upload.file_name}, {sizeText(upload.size)}: {upload.put.length} of{" "}
            {Math.ceil(upload.size / upload.places.part_size)} parts are there. Choose the same file and{" "}
            {upload.purpose === "try" ? "try" : "send"} it to go on.{" "}
            <button type="button" class="usa-button usa-button--unstyled" onClick={() => forget(upload)}>
              Give it up<span class="usa-sr-only">: {upload.file_name}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
