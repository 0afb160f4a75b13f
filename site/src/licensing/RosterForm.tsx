import { useState } from "preact/hooks";
import { Labelled, faulty } from "../forms/Form";
import { Problem } from "../Problem";
import { addressOf } from "./address";
import { sendRoster } from "./rosterCalls";

/** In bytes: what the hub takes. */
const FILE_LIMIT = 60_000_000;

/** Sends a roster's file. */
export function RosterForm({ state }: { state: string }) {
  const [file, setFile] = useState<File | null>(null);
  const [delta, setDelta] = useState(false);
  const [share, setShare] = useState<number | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const fault = fileFault(file);

  async function send(chosen: File) {
    setProblem(null);
    setShare(0);
    try {
      const { roster_id } = await sendRoster(state, chosen, delta, setShare);
      location.assign(addressOf("roster", state, { roster: roster_id }));
    } catch (failure) {
      setProblem(failure);
      setShare(null);
    }
  }

  return (
    <form
      class="claim"
      onSubmit={(event) => {
        event.preventDefault();
        if (file && !fault) void send(file);
      }}
    >
      <Labelled
        name="file"
        label="Workbook (.xlsx) or CSV"
        hint="The first row names the columns: licence_id, given_name, family_name, birth_month_day, and what else you have."
        fault={fault}
      >
        <input
          class="usa-file-input"
          type="file"
          required
          accept=".xlsx,.csv,.tsv,.txt"
          onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)}
          {...faulty("file", fault, "hint")}
        />
      </Labelled>
      <fieldset class="field">
        <legend>What the file is</legend>
        <label class="check">
          <input type="radio" name="delta" checked={!delta} onChange={() => setDelta(false)} />
          <span>The whole roster: whoever isn’t in it is taken out</span>
        </label>
        <label class="check">
          <input type="radio" name="delta" checked={delta} onChange={() => setDelta(true)} />
          <span>Changes alone: a column action says add or remove</span>
        </label>
      </fieldset>
      {problem !== null && <Problem problem={problem} subject="The roster" />}
      {share !== null && (
        <p role="status">
          <progress class="archive__progress" aria-label="Sent" max={1} value={share} /> Sending it:{" "}
          {Math.floor(share * 100)} %
        </p>
      )}
      <p>
        <button type="submit" class="usa-button" disabled={share !== null}>
          Look it through
        </button>
      </p>
      <p class="console__hint">Nothing changes before you have seen what would.</p>
    </form>
  );
}

function fileFault(file: File | null): string | undefined {
  if (!file) return undefined;
  if (file.size === 0) return "The file is empty.";
  return file.size > FILE_LIMIT ? "The file has more than 60 MB. Ask whoever runs the hub to load it." : undefined;
}
