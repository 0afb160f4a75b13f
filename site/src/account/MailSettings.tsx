import { useEffect, useState } from "preact/hooks";
import { Problem } from "../Problem";
import { chooseMails, mailPreferences, type MailPreferences } from "./calls";

type Kind = keyof MailPreferences & string;

const KINDS: Record<Kind, string> = {
  accepted: "A credit was accepted",
  rejected: "A board rejected a report",
  deleted: "A credit was deleted",
  answered: "A missing credit was answered",
  access: "Your credits were read",
};
const RHYTHMS: Record<string, string> = {
  never: "Never",
  at_once: "At once",
  daily: "Daily",
  weekly: "Weekly, on Mondays",
};

/** When the account is told of what by mail. */
export function MailSettings({ email }: { email: string }) {
  const [wanted, setWanted] = useState<MailPreferences | null>(null);
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const [said, setSaid] = useState("");
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    setProblem(null);
    mailPreferences(controller.signal).then(setWanted, (error: unknown) => {
      if (!controller.signal.aborted) setProblem(error);
    });
    return () => controller.abort();
  }, [attempt]);

  async function save(event: Event) {
    event.preventDefault();
    setSaving(true);
    setProblem(null);
    setSaid("");
    try {
      setWanted(await chooseMails(wanted!));
      setSaid("Saved.");
    } catch (error) {
      setProblem(error);
    }
    setSaving(false);
  }

  return (
    <section class="account__part">
      <h2>Mails</h2>
      <p>
        Mails go to <strong>{email}</strong>. They name activities, boards and reasons, no number and no birth day. A
        day’s mails go out at 12:00 UTC.
      </p>
      {problem !== null && (
        <Problem
          problem={problem}
          subject="Which mails you get"
          {...(!wanted && { retry: () => setAttempt(attempt + 1) })}
        />
      )}
      {!wanted && problem === null && <p role="status">Loading which mails you get …</p>}
      {wanted && (
        <form class="mails" onSubmit={(event) => void save(event)}>
          {(Object.keys(KINDS) as Kind[]).map((kind) => (
            <div key={kind}>
              <label class="usa-label" for={`mail-${kind}`}>
                {KINDS[kind]}
              </label>
              <select
                id={`mail-${kind}`}
                class="usa-select"
                value={wanted[kind]}
                onChange={(event) => {
                  setSaid("");
                  setWanted({ ...wanted, [kind]: event.currentTarget.value });
                }}
              >
                {Object.entries(RHYTHMS).map(([rhythm, words]) => (
                  <option key={rhythm} value={rhythm}>
                    {words}
                  </option>
                ))}
              </select>
            </div>
          ))}
          <p class="mails__save">
            <button class="usa-button" disabled={isSaving}>
              Save
            </button>
            <span role="status">{said}</span>
          </p>
        </form>
      )}
    </section>
  );
}
