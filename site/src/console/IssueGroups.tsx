import { useState } from "preact/hooks";
import { Problem } from "../Problem";
import { addressOf } from "./address";
import type { SubmissionState } from "./calls";
import { Downloads } from "./Downloads";
import type { Findings } from "./findings";
import { groupsOf, type Finding, type Group } from "./issueGroups";
import type { Table } from "./tables";
import { rangesOf, rowCountText, stemOf } from "./words";

const SHOWN_GROUPS = 10;
const SHOWN_RANGES = 12;
const MARKS: Readonly<Record<Group["severity"], string>> = {
  error: "To mend",
  warning: "To look at",
  note: "To know",
};

/** What to do about a submission, the biggest group first. */
export function IssueGroups({ state, found }: { state: SubmissionState; found: Findings }) {
  const { findings, isWhole, problem, retry } = found;
  const [shown, setShown] = useState(SHOWN_GROUPS);
  const groups = groupsOf(findings);
  return (
    <section class="console__part" aria-labelledby="to-do">
      <h2 id="to-do">What to do</h2>
      {problem !== null && <Problem problem={problem} subject="The list of issues" retry={retry} />}
      {!isWhole && problem === null && <p role="status">Reading what was found …</p>}
      {isWhole && groups.length === 0 && <p>Nothing. No row of this file has an issue.</p>}
      {groups.length > 0 && (
        <Downloads stem={`${stemOf(state)}-issues`} disabled={!isWhole} table={() => tableOf(findings)} />
      )}
      <ol class="groups">
        {groups.slice(0, shown).map((group) => (
          <IssueGroup key={group.key} group={group} submission={state.submission_id} />
        ))}
      </ol>
      {groups.length > shown && (
        <p>
          <button type="button" class="usa-button usa-button--outline" onClick={() => setShown(groups.length)}>
            Show {(groups.length - shown).toLocaleString()} more
          </button>
        </p>
      )}
    </section>
  );
}

function IssueGroup({ group, submission }: { group: Group; submission: string }) {
  const { severity, fix, example, isAlike, rows } = group;
  const ranges = rangesOf(rows);
  return (
    <li class={`group group--${severity}`}>
      <p class="group__mark">
        {MARKS[severity]} · {rows.length ? rowCountText(new Set(rows).size) : "the whole file"}
      </p>
      <h3>{fix}</h3>
      <p>{isAlike ? example : `For example: ${example}`}</p>
      {ranges.length > 0 && (
        <p class="group__rows">
          Rows{" "}
          {ranges.slice(0, SHOWN_RANGES).map(([from, to], place) => (
            <>
              {place > 0 && ", "}
              <a href={addressOf(`submissions/${submission}`, { row: String(from) }) + "#rows"}>
                {from === to ? from : `${from}–${to}`}
              </a>
            </>
          ))}
          {ranges.length > SHOWN_RANGES && " and more; the files above have all of them"}
        </p>
      )}
    </li>
  );
}

function tableOf(findings: readonly Finding[]): Table {
  return {
    headings: ["Row", "Column", "Value", "Severity", "Code", "What is wrong", "What to do", "Suggestion"],
    rows: findings.map(({ row, field, value, severity, code, message, fix, suggestion }) => [
      row,
      field,
      value,
      severity,
      code,
      message,
      fix,
      suggestion,
    ]),
  };
}
