import { Problem } from "../Problem";
import { addressOf } from "./address";
import { useAsked } from "./asked";
import { Downloads } from "./Downloads";
import { useFollowed } from "./following";
import { IssueGroups } from "./IssueGroups";
import { useFindings } from "./findings";
import { matchedPage, matchedTable, RESULTS } from "./matched";
import { Pager, usePages } from "./Pager";
import type { SubmissionState } from "./calls";
import { rowCountText, statusText } from "./words";

/** What came of a list: each learner with the answer, page by page, and all of them as a file. */
export function MatchResult({ submission }: { submission: string }) {
  const { state, problem, retry } = useFollowed(submission);
  if (problem !== null) return <Problem problem={problem} subject="The list" retry={retry} />;
  if (!state) return <p role="status">Looking for it …</p>;
  if (state.status !== "finished") {
    return (
      <p role="status">
        {statusText(state)}, {rowCountText(state.rows)} so far …
      </p>
    );
  }
  if (state.kind === "matches") return <Matched state={state} />;
  return (
    <>
      <p class="notice notice--alarm" role="alert">
        {state.kind
          ? "This is no list to match: it has credits or activities. Nothing of it is stored."
          : "It can’t be read as a list to match."}{" "}
        <a href={addressOf("send")}>Send files</a> takes files with credits, and has the template of a list to match.
      </p>
      <Faults state={state} />
    </>
  );
}

function Faults({ state }: { state: SubmissionState }) {
  return <IssueGroups state={state} found={useFindings(state)} />;
}

function Matched({ state: { submission_id, rows } }: { state: SubmissionState }) {
  const pages = usePages("0");
  const { data, problem, retry } = useAsked(`matched ${pages.cursor}`, (signal) =>
    matchedPage(submission_id, Number(pages.cursor), signal),
  );
  if (problem !== null) return <Problem problem={problem} subject="The list" retry={retry} />;
  if (!data) return <p role="status">Loading the list …</p>;
  return (
    <>
      <p>{rowCountText(rows)}</p>
      <Downloads stem="matched" table={(tell) => matchedTable(submission_id, tell)} />
      <div class="console__table" tabIndex={0} role="region" aria-label="The list">
        <table class="usa-table stacks">
          <thead>
            <tr>
              <th scope="col">Row</th>
              {data.columns.map((heading) => (
                <th key={heading} scope="col">
                  {heading}
                </th>
              ))}
              <th scope="col">Result</th>
              <th scope="col">What to do</th>
            </tr>
          </thead>
          <tbody>
            {data.rows.map(({ row, cells, result, words }) => (
              <tr key={row}>
                <th scope="row">{row}</th>
                {data.columns.map((heading) => (
                  <td key={heading} data-head={heading}>
                    {cells[heading]}
                  </td>
                ))}
                <td data-head="Result">{result && RESULTS[result]}</td>
                <td data-head="What to do">{words}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Pager pages={pages} next={data.next} />
    </>
  );
}
