import { useState } from "preact/hooks";
import { records, rowsToMend, type ContactProvider, type SubmissionState } from "./calls";
import { Downloads } from "./Downloads";
import type { Finding } from "./issueGroups";
import { MendBar } from "./MendBar";
import { useMending } from "./mending";
import { MendTable } from "./MendTable";
import { RowPages } from "./RowPages";
import { RowTable } from "./RowTable";
import { rowsTable } from "./rowsTable";
import { stemOf } from "./words";

const ROWS_A_PAGE = 50;

interface Props {
  provider: ContactProvider;
  state: SubmissionState;
  findings: readonly Finding[];
}

/** The rows of a submission: those to mend as they were sent, or what became of all of them. */
export function Rows({ provider, state, findings }: Props) {
  const { submission_id, status, counts } = state;
  const first = Number(new URLSearchParams(location.search).get("row")) || 0;
  const toMend = counts.refused + counts.rejected;
  const [wanted, setWanted] = useState<"mend" | "all" | null>(null);
  const shown = wanted ?? (toMend ? "mend" : "all");
  const mended = useMending(provider.provider_id, submission_id);
  const mayMend =
    provider.scopes.includes("learners:write") && state.kind === "learners" && status === "finished" && !state.dry_run;
  const mending = mayMend ? mended : null;
  // Rows that were sent once more tell so when they are read anew.
  const [sentTimes, setSentTimes] = useState(0);
  const version = `${status} ${counts.pending} ${sentTimes}`;
  return (
    <section class="console__part" id="rows" aria-labelledby="rows-title">
      <h2 id="rows-title">Rows</h2>
      {toMend > 0 && (
        <fieldset class="row console__tools">
          <legend class="usa-sr-only">Which rows</legend>
          {(["mend", "all"] as const).map((choice) => (
            <label key={choice} class="check">
              <input type="radio" name="rows" checked={shown === choice} onChange={() => setWanted(choice)} />
              <span>{choice === "mend" ? `To mend, as they were sent (${toMend.toLocaleString()})` : "All"}</span>
            </label>
          ))}
        </fieldset>
      )}
      {mending && toMend > 0 && shown === "mend" && (
        <MendBar submission={submission_id} mending={mending} sent={() => setSentTimes((times) => times + 1)} />
      )}
      {shown === "mend" ? (
        <RowPages
          key="mend"
          version={version}
          first={first}
          ask={(after, signal) => rowsToMend(submission_id, after, ROWS_A_PAGE, signal)}
        >
          {({ sent, next }) => (
            <MendTable
              sent={sent}
              first={first}
              isWhole={next === null && sent.rows.length >= toMend}
              mending={mending}
            />
          )}
        </RowPages>
      ) : (
        <>
          <Downloads stem={`${stemOf(state)}-rows`} table={(tell) => rowsTable(submission_id, findings, tell)} />
          <RowPages
            key="all"
            version={version}
            first={first}
            ask={(after, signal) => records(submission_id, after, signal, ROWS_A_PAGE)}
          >
            {({ rows }) => <RowTable records={rows} first={first} findings={findings} />}
          </RowPages>
        </>
      )}
    </section>
  );
}
