import { useState } from "preact/hooks";
import { Problem } from "../Problem";
import { saveAs } from "../saving";
import { addressOf } from "./address";
import { useAsked } from "./asked";
import { useFollowed } from "./following";
import { IssueGroups } from "./IssueGroups";
import { useFindings } from "./findings";
import { allMatched, matchedCsv, matchedPage, RESULTS } from "./matched";
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
  const [path, setPath] = useState<readonly string[]>(["0"]);
  const [failure, setFailure] = useState<unknown>(null);
  const { data, problem, retry } = useAsked(`matched ${path.at(-1)}`, (signal) =>
    matchedPage(submission_id, Number(path.at(-1)), signal),
  );

  async function save() {
    setFailure(null);
    try {
      saveAs([matchedCsv(await allMatched(submission_id))], "matched.csv");
    } catch (error) {
      setFailure(error);
    }
  }

  if (problem !== null) return <Problem problem={problem} subject="The list" retry={retry} />;
  if (!data) return <p role="status">Loading the list …</p>;
  return (
    <>
      <p class="row console__tools">
        <span>{rowCountText(rows)}</span>
        <button type="button" class="usa-button" onClick={() => void save()}>
          Download as CSV
        </button>
        <button type="button" class="usa-button usa-button--outline" onClick={() => print()}>
          Print
        </button>
      </p>
      {failure !== null && <Problem problem={failure} subject="The list" />}
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
      <p class="links">
        {path.length > 1 && (
          <button type="button" class="usa-button usa-button--outline" onClick={() => setPath(path.slice(0, -1))}>
            Before
          </button>
        )}
        {data.next && (
          <button type="button" class="usa-button usa-button--outline" onClick={() => setPath([...path, data.next!])}>
            More
          </button>
        )}
      </p>
    </>
  );
}
