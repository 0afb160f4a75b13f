import { useEffect, useRef, useState } from "preact/hooks";
import { CredentialDetails } from "./CredentialDetails";
import { moment } from "./dates";
import { readCode } from "./given";
import { look, surroundings, verify, type Verdict } from "./lookup";
import { wordsOf } from "./words";

/** Where anybody verifies a credential or a transcript with a code, without sending it anywhere. */
export function VerifyPage({ code: given }: { code: string }) {
  const [code, setCode] = useState(given);
  const [pasted, setPasted] = useState("");
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [isBusy, setBusy] = useState(false);
  const latest = useRef(0);

  /** Of several checks the one that was begun last is shown. */
  async function show(checking: Promise<Verdict>) {
    const own = ++latest.current;
    setBusy(true);
    const came = await checking.catch((): Verdict => ({ state: "unreadable" }));
    if (own !== latest.current) return;
    setVerdict(came);
    setBusy(false);
  }

  async function verifyFile(file: File): Promise<Verdict> {
    return verify(new Uint8Array(await file.arrayBuffer()), readCode(code), surroundings());
  }

  useEffect(() => {
    if (given) void show(look(readCode(given)));
  }, []);

  return (
    <div class="wide page verify">
      <h1>Verify a transcript or credential</h1>
      <p class="lede">
        It is checked in your browser, and what you choose isn’t sent anywhere. CME Hub is asked for its public keys,
        for its list of what is revoked, and about the code, if you give one.
      </p>
      <div class="verify__ways">
        <form
          class="verify__way"
          onSubmit={(event) => {
            event.preventDefault();
            void show(look(readCode(code)));
          }}
        >
          <h2>A code on a document</h2>
          <label class="usa-label" for="code">
            Code
          </label>
          <input
            id="code"
            class="usa-input"
            value={code}
            autocomplete="off"
            spellcheck={false}
            maxLength={64}
            aria-describedby="code-hint"
            onInput={(event) => setCode(event.currentTarget.value)}
          />
          <p id="code-hint" class="verify__hint">
            It stands beside the QR code, such as 7H2KQ-9XW4M-0ZBTR-E6DNA.
          </p>
          <button class="usa-button" type="submit">
            Look it up
          </button>
        </form>
        <div class="verify__way">
          <h2>A file</h2>
          <label class="usa-label" for="file">
            Credential (.jwt), or a PDF with its code
          </label>
          <input
            id="file"
            class="usa-file-input verify__file"
            type="file"
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              if (file) void show(verifyFile(file));
              // The same file may be chosen again, once a code is there.
              event.currentTarget.value = "";
            }}
          />
        </div>
        <form
          class="verify__way"
          onSubmit={(event) => {
            event.preventDefault();
            void show(verify(new TextEncoder().encode(pasted), null, surroundings()));
          }}
        >
          <h2>A credential as text</h2>
          <label class="usa-label" for="pasted">
            The whole credential
          </label>
          <textarea
            id="pasted"
            class="usa-textarea"
            rows={4}
            spellcheck={false}
            autocomplete="off"
            value={pasted}
            onInput={(event) => setPasted(event.currentTarget.value)}
          />
          <button class="usa-button" type="submit">
            Verify the text
          </button>
        </form>
      </div>
      <p class="verify__busy" role="status">
        {isBusy ? "Checking…" : ""}
      </p>
      {verdict && !isBusy && <Result verdict={verdict} />}
    </div>
  );
}

function Result({ verdict }: { verdict: Verdict }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [verdict]);
  const words = wordsOf(verdict);
  return (
    <section class="verify__result" aria-labelledby="verdict">
      <div class={`notice verify__verdict verify__verdict--${words.tone}`}>
        <h2 id="verdict" tabIndex={-1} ref={heading}>
          <span aria-hidden="true">{{ good: "✓", doubt: "!", bad: "✕" }[words.tone]}</span> {words.heading}
        </h2>
        {words.told.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        {"document" in verdict && <p class="verify__hint">Made on {moment(new Date(verdict.document.issued_at))}.</p>}
      </div>
      {"credential" in verdict && <CredentialDetails credential={verdict.credential} />}
    </section>
  );
}
