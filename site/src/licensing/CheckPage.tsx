import { useState } from "preact/hooks";
import { useFollowing } from "../console/following";
import { Problem } from "../Problem";
import { amountText, dayText, momentText } from "../wording";
import { addressOf } from "./address";
import { AuditPart } from "./AuditPart";
import { isTelling } from "./auditWords";
import { check as askCheck, type CheckView } from "./calls";
import { daysOfCheck, progressText, RESULTS, titleOf } from "./checkWords";

const FILES: readonly { kind: string; name: string }[] = [
  { kind: "xlsx", name: "Workbook (.xlsx)" },
  { kind: "csv", name: "CSV" },
  { kind: "json", name: "JSON" },
];

interface Props {
  state: string;
  check: string;
}

/** How far a check is, and its files and audit. It goes on whether this page is open or not. */
export function CheckPage({ state, check: check_id }: Props) {
  const [steps, setSteps] = useState(0);
  const found = useFollowing<CheckView>(
    `${check_id} ${steps}`,
    (signal) => askCheck(state, check_id, signal),
    (check) => check.finished_at !== null && !isTelling(check),
  );
  const check = found.state;
  return (
    <>
      <h1>{check ? titleOf(check) : "Check"}</h1>
      {!check && found.problem === null && <p role="status">Looking for it …</p>}
      {found.problem !== null && <Problem problem={found.problem} subject="The check" retry={found.retry} />}
      {check && <Told check={check} />}
      {check?.sample && check.finished_at && <AuditPart check={check} telling={() => setSteps(steps + 1)} />}
      <p class="licensing__back">
        <a href={addressOf("checks", state)}>All checks</a>
      </p>
    </>
  );
}

function Told({ check }: { check: CheckView }) {
  const { sample } = check;
  return (
    <>
      <p class="console__about">
        Asked on <time dateTime={check.asked_at}>{momentText(check.asked_at)}</time>, {daysOfCheck(check)}
        {check.roster_size !== null && `, a roster of ${amountText(check.roster_size)}`}. ID {check.check_id}
      </p>
      <div role="status" class="licensing__status">
        <p>
          {!check.finished_at && (
            <progress
              class="archive__progress"
              aria-label="Checked"
              {...(check.licensees !== null && { max: Math.max(check.licensees, 1), value: check.checked })}
            />
          )}{" "}
          {progressText(check)}
          {!check.finished_at && " You can close this page; the check goes on, and is listed among all checks."}
        </p>
      </div>
      {check.files.length > 0 && <Files check={check} />}
      <div class="console__table" role="region" aria-label="Table of results" tabIndex={0}>
        <table class="usa-table usa-table--borderless">
          <thead>
            <tr>
              <th scope="col">Result</th>
              <th scope="col">Licensees</th>
              <th scope="col">What it means</th>
            </tr>
          </thead>
          <tbody>
            {RESULTS.map(({ result, name, means }) => (
              <tr key={result}>
                <th scope="row">{name}</th>
                <td>{amountText(check.counts[result] ?? 0)}</td>
                <td>{means}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {sample && (
        <>
          <h2 class="checks__part">How the sample was drawn</h2>
          <p>
            {sample.size ? `${amountText(sample.size)} licensees` : `${sample.percent} % of the roster`}, seed “
            {sample.seed}”. {sample.method}
          </p>
        </>
      )}
    </>
  );
}

/** The addresses of files are good for minutes, so each is asked for when it is wanted. */
function Files({ check: { state, check_id, kept_until } }: { check: CheckView }) {
  const [problem, setProblem] = useState<unknown>(null);

  async function save(kind: string) {
    setProblem(null);
    try {
      const { files } = await askCheck(state, check_id, new AbortController().signal);
      const url = files.find((file) => file.kind === kind)?.url;
      if (url) location.assign(url);
    } catch (failure) {
      setProblem(failure);
    }
  }

  return (
    <>
      <p class="row">
        {FILES.map(({ kind, name }) => (
          <button key={kind} type="button" class="usa-button usa-button--outline" onClick={() => void save(kind)}>
            {name}
          </button>
        ))}
      </p>
      <p class="console__hint">
        The files have every licensee. They are kept until {dayText(kept_until.slice(0, 10))}.
      </p>
      {problem !== null && <Problem problem={problem} subject="The file" />}
    </>
  );
}
