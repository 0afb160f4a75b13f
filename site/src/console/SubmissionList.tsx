import { useState } from "preact/hooks";
import { Problem } from "../Problem";
import { momentText } from "../wording";
import { addressOf } from "./address";
import { useAsked } from "./asked";
import { allRows, MOST_LISTED, submissions, type SubmissionSummary } from "./calls";
import { Downloads } from "./Downloads";
import { Filters, type Filter } from "./Filters";
import { Pager, usePages } from "./Pager";
import { CHOICES, queryOf, readChoice, type Choice } from "./submissionQuery";
import type { Table } from "./tables";
import { kindText, nameOf, statusText } from "./words";

const FILTERS: readonly Filter<Choice>[] = [
  {
    name: "status",
    label: "How far",
    kind: "choice",
    options: {
      "": "Any",
      reading: "Being read",
      validating: "Being checked",
      "awaiting boards": "Waiting for boards",
      finished: "Finished",
    },
  },
  {
    name: "kind",
    label: "What",
    kind: "choice",
    options: { "": "Any", learners: "Learners", activities: "Activities", matches: "Match lists" },
  },
  {
    name: "dry_run",
    label: "Sent or tried",
    kind: "choice",
    options: { "": "Both", false: "Sent", true: "Tried only" },
  },
  { name: "since", label: "Received since", kind: "date" },
  { name: "until", label: "Received until", kind: "date" },
];

/** The provider's files, the newest first. */
export function SubmissionList() {
  const [choice, setChoice] = useState(() => readChoice(location.search));
  const pages = usePages();
  const { cursor } = pages;
  const { data, problem, retry } = useAsked(JSON.stringify([choice, cursor]), (signal) =>
    submissions(queryOf(choice, cursor), signal),
  );

  function choose(changed: Choice) {
    setChoice(changed);
    pages.begin(null);
    history.replaceState(null, "", addressOf("submissions", { ...changed }));
  }

  return (
    <>
      <h1>Submissions</h1>
      <Filters legend="Which submissions" filters={FILTERS} choice={choice} change={choose} />
      {problem !== null && <Problem problem={problem} subject="The list of submissions" retry={retry} />}
      {!data && problem === null && <p role="status">Loading the submissions …</p>}
      {data && (
        <>
          <p role="status" class="usa-sr-only">
            {data.rows.length} shown
          </p>
          {data.rows.length === 0 ? (
            <p>
              {CHOICES.some((name) => choice[name]) ? "None is like this." : "Nothing was sent yet."}{" "}
              <a href={addressOf("send")}>Send files</a>
            </p>
          ) : (
            <>
              <SubmissionTable submissions={data.rows} />
              <Downloads stem="submissions" table={(tell) => tableOf(choice, tell)} />
            </>
          )}
          <Pager pages={pages} next={data.next} back="Newer" on="Older" />
        </>
      )}
    </>
  );
}

async function tableOf(choice: Choice, tell: (rows: number) => void): Promise<Table> {
  const { signal } = new AbortController();
  const listed = await allRows(
    (cursor) => submissions({ ...queryOf(choice, cursor), limit: MOST_LISTED }, signal),
    tell,
  );
  return {
    headings: ["File", "ID", "Received (UTC)", "What", "Rows", "How far"],
    rows: listed.map((submission) => [
      nameOf(submission),
      submission.submission_id,
      { moment: submission.received_at },
      kindText(submission.kind),
      submission.rows,
      statusText(submission),
    ]),
  };
}

function SubmissionTable({ submissions }: { submissions: readonly SubmissionSummary[] }) {
  return (
    <div class="console__table" tabIndex={0} role="region" aria-label="Submissions">
      <table class="usa-table stacks">
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col">Received</th>
            <th scope="col">What</th>
            <th scope="col">Rows</th>
            <th scope="col">How far</th>
          </tr>
        </thead>
        <tbody>
          {submissions.map((submission) => (
            <tr key={submission.submission_id}>
              <th scope="row">
                <a href={addressOf(`submissions/${submission.submission_id}`)}>{nameOf(submission)}</a>
              </th>
              <td data-head="Received">
                <time dateTime={submission.received_at}>{momentText(submission.received_at)}</time>
              </td>
              <td data-head="What">{kindText(submission.kind)}</td>
              <td data-head="Rows">{submission.rows.toLocaleString()}</td>
              <td data-head="How far">{statusText(submission)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
