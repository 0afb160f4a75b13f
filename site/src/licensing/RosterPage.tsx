import { useState } from "preact/hooks";
import { useFollowing } from "../console/following";
import { Problem } from "../Problem";
import { amountText, dayText, momentText } from "../wording";
import { addressOf } from "./address";
import { whoText } from "./licenseeWords";
import { loadRoster, lookThrough, sentRoster, type SentRoster } from "./rosterCalls";
import { changesText, isStuck, isUnderWay, licenseesText, statusText } from "./rosterWords";

interface Props {
  state: string;
  roster: string;
}

/** A roster that was sent: what is wrong with it, or what loading it changes, and how far that is. */
export function RosterPage({ state, roster: roster_id }: Props) {
  const [askedAt, setAskedAt] = useState(0);
  const found = useFollowing<SentRoster>(
    `${roster_id} ${askedAt}`,
    (signal) => sentRoster(state, roster_id, signal),
    (roster) => !isUnderWay(roster),
  );
  const roster = found.state;
  return (
    <>
      <h1>{roster?.name ?? "Roster"}</h1>
      {!roster && found.problem === null && <p role="status">Looking for it …</p>}
      {found.problem !== null && <Problem problem={found.problem} subject="The roster" retry={found.retry} />}
      {roster && (
        <>
          <p class="console__about">
            {roster.delta ? "Changes of the roster" : "The whole roster"}, sent{" "}
            <time dateTime={roster.sent_at}>{momentText(roster.sent_at)}</time>,{" "}
            {whoText({ asked_by: roster.sent_by, by_system: false, is_you: roster.is_you })}. Kept here until{" "}
            {dayText(roster.kept_until.slice(0, 10))}.
          </p>
          <Status roster={roster} />
          {isStuck(roster, askedAt, Date.now()) && <AgainForm roster={roster} asked={() => setAskedAt(Date.now())} />}
          {roster.changes && <Changes roster={roster} />}
          {roster.table && <Table roster={roster} />}
          {roster.status === "checked" && <LoadForm roster={roster} loading={() => setAskedAt(Date.now())} />}
          {roster.faults.length > 0 && <Faults roster={roster} />}
        </>
      )}
      <p class="licensing__back">
        <a href={addressOf("roster", state)}>The roster, and all that were sent</a>
      </p>
    </>
  );
}

function Status({ roster }: { roster: SentRoster }) {
  const { status, stored, lines, moved, refusal } = roster;
  return (
    <div
      role="status"
      class={status === "refused" || status === "overtaken" ? "notice notice--alarm" : "licensing__status"}
    >
      <p>
        {isUnderWay(roster) && (
          <progress
            class="archive__progress"
            aria-label={statusText(roster)}
            {...(status === "loading" && { max: Math.max(lines, 1), value: stored })}
          />
        )}{" "}
        {statusText(roster)}
        {status === "loading" && ` ${amountText(stored)} of ${amountText(lines)} lines are stored.`}
        {isUnderWay(roster) && " You can close this page; it goes on."}
        {status === "loaded" && moved > 0 && ` ${amountText(moved)} credits that had waited for them are theirs now.`}
      </p>
      {refusal && <p>{refusal}</p>}
    </div>
  );
}

function Changes({ roster }: { roster: SentRoster }) {
  const { changes, lines } = roster;
  return (
    <section aria-labelledby="changes">
      <h2 id="changes" class="checks__part">
        {roster.status === "loaded" ? "What changed" : "What would change"}
      </h2>
      <p>
        {amountText(lines)} {lines === 1 ? "line" : "lines"}. {changesText(roster)}
      </p>
      {changes && changes.gone.length > 0 && (
        <p>
          Taken out: {changes.gone.join(", ")}
          {changes.removed > changes.gone.length && ` and ${amountText(changes.removed - changes.gone.length)} more`}.
        </p>
      )}
    </section>
  );
}

/** The table's address is good for minutes, so it is asked for when it is wanted. */
function Table({ roster: { state, roster_id, fault_count } }: { roster: SentRoster }) {
  const [problem, setProblem] = useState<unknown>(null);

  async function save() {
    setProblem(null);
    try {
      const { table } = await sentRoster(state, roster_id, new AbortController().signal);
      if (table) location.assign(table);
    } catch (failure) {
      setProblem(failure);
    }
  }

  return (
    <>
      <p>
        <button type="button" class="usa-button usa-button--outline" onClick={() => void save()}>
          {fault_count > 0 ? "All faults (CSV)" : "All licensees that change (CSV)"}
        </button>
      </p>
      {problem !== null && <Problem problem={problem} subject="The table" />}
    </>
  );
}

/** Asks a step again of which nothing more is heard; if it goes on after all, it is done once. */
function AgainForm({ roster, asked }: { roster: SentRoster; asked: () => void }) {
  const { state, roster_id, status, changes } = roster;
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);

  async function ask() {
    setSending(true);
    setProblem(null);
    try {
      await (status === "checking"
        ? lookThrough(state, roster_id)
        : loadRoster(state, roster_id, changes?.removed ?? 0));
      asked();
    } catch (failure) {
      setProblem(failure);
    }
    setSending(false);
  }

  return (
    <div class="notice notice--alarm">
      <p>It takes longer than it should. If it goes on after all, trying again does no harm.</p>
      {problem !== null && <Problem problem={problem} subject="The roster" />}
      <p>
        <button type="button" class="usa-button" disabled={isSending} onClick={() => void ask()}>
          Try again
        </button>
      </p>
    </div>
  );
}

/** Loads a roster whose changes were seen; where many would go, that is said by hand. */
function LoadForm({ roster, loading }: { roster: SentRoster; loading: () => void }) {
  const [isSure, setSure] = useState(false);
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const removed = roster.changes?.removed ?? 0;

  async function load() {
    setSending(true);
    setProblem(null);
    try {
      await loadRoster(roster.state, roster.roster_id, removed);
      loading();
    } catch (failure) {
      setProblem(failure);
    }
    setSending(false);
  }

  return (
    <form
      class="claim"
      onSubmit={(event) => {
        event.preventDefault();
        void load();
      }}
    >
      {roster.takes_many && (
        <div class="notice notice--alarm">
          <p>
            <strong>More than a tenth of the roster would go.</strong> If the file was cut off, send it again.
          </p>
          <label class="check">
            <input
              type="checkbox"
              required
              checked={isSure}
              onChange={(event) => setSure(event.currentTarget.checked)}
            />
            <span>{licenseesText(removed)} shall be taken out</span>
          </label>
        </div>
      )}
      {problem !== null && <Problem problem={problem} subject="The roster" />}
      <p>
        <button type="submit" class="usa-button" disabled={isSending}>
          Load it
        </button>
      </p>
    </form>
  );
}

function Faults({ roster: { faults, fault_count } }: { roster: SentRoster }) {
  return (
    <section aria-labelledby="faults">
      <h2 id="faults" class="checks__part">
        {fault_count === 1 ? "One fault" : `${amountText(fault_count)} faults`}
      </h2>
      <p>
        Mend them in your file and send it again.
        {fault_count > faults.length && ` The first ${amountText(faults.length)} stand here.`}
      </p>
      <div class="console__table" role="region" aria-label="Faults" tabIndex={0}>
        <table role="table" class="usa-table usa-table--borderless stacks">
          <thead>
            <tr>
              <th scope="col">Line</th>
              <th scope="col">Column</th>
              <th scope="col">What stands there</th>
              <th scope="col">What is wrong</th>
            </tr>
          </thead>
          <tbody>
            {faults.map((fault) => (
              <tr key={`${fault.line} ${fault.column} ${fault.what}`}>
                <th scope="row">{fault.line}</th>
                <td data-head="Column">{fault.column}</td>
                <td data-head="What stands there">{fault.value || "nothing"}</td>
                <td data-head="What is wrong">It {fault.what}.</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
