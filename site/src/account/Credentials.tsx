import { useEffect, useState } from "preact/hooks";
import { ApiProblem } from "../api";
import { Problem } from "../Problem";
import { dayText } from "../wording";
import { credentials, saveCredential, type Credential } from "./calls";

const STATES: Readonly<Record<Credential["state"], string>> = {
  good: "good",
  expired: "expired",
  revoked: "revoked: a credit in it was taken back or changed",
  superseded: "superseded by a newer one",
};
const KINDS: Readonly<Record<Credential["kind"], string>> = {
  print: "PDF",
  transcript: "Signed credential",
  badge: "Open Badge",
};

/** What others can verify: a signed credential is made of the chosen days, and those that were made are listed. */
export function Credentials({ since, until }: { since?: string | undefined; until?: string | undefined }) {
  const [made, setMade] = useState<readonly Credential[]>([]);
  const [said, setSaid] = useState("");
  const [isMaking, setMaking] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const [count, setCount] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    credentials(controller.signal).then(setMade, (error: unknown) => controller.signal.aborted || setProblem(error));
    return () => controller.abort();
  }, [count]);

  async function make() {
    setMaking(true);
    setProblem(null);
    setSaid("The credential is being signed …");
    try {
      const { name, refusal } = await saveCredential({ ...(since && { since }), ...(until && { until }) });
      setSaid(refusal ?? `Your browser saves ${name}.`);
      setCount(count + 1);
    } catch (error) {
      setSaid("");
      setProblem(error instanceof ApiProblem ? error : new ApiProblem("offline"));
    }
    setMaking(false);
  }

  return (
    <section class="account__part transcript__downloads">
      <h2>Signed credential</h2>
      <p>
        A file that others can <a href="/verify/">verify</a> without asking anybody about you. It holds every credit of
        the chosen days that counts, whatever else is chosen here.
      </p>
      <button type="button" class="usa-button usa-button--outline" disabled={isMaking} onClick={() => void make()}>
        Make a credential
      </button>
      <p role="status">{said}</p>
      {problem !== null && <Problem problem={problem} subject="The credential" />}
      {made.length > 0 && (
        <details>
          <summary>Documents that can be verified: {made.length}</summary>
          <ul>
            {made.map((document) => (
              <li key={document.code}>
                {KINDS[document.kind]} of {dayText(document.issued_at)}, {STATES[document.state]}.{" "}
                <a href={document.verify_url}>{document.code}</a>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
