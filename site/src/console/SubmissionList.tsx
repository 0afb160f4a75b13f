import { useState } from "preact/hooks";
import { Problem } from "../Problem";
import { momentText } from "../wording";
import { addressOf } from "./address";
import { useAsked } from "./asked";
import { submissions, type SubmissionSummary } from "./calls";
import { CHOICES, queryOf, readChoice, type Choice } from "./submissionQuery";
import { kindText, nameOf, statusText } from "./words";

const OPTIONS = {
  status: {
    label: "How far",
    values: {
      "": "Any",
      reading: "Being read",
      validating: "Being checked",
      "awaiting boards": "Waiting for boards",
      finished: "Finished",
    },
  },
  kind: {
    label: "What",
    values: { "": "Any", learners: "Learners", activities: "Activities", matches: "Match lists" },
  },
  dry_run: { label: "Sent or tried", values: { "": "Both", false: "Sent", true: "Tried only" } },
} as const;

/** The provider's files, the newest first. */
export function SubmissionList() {
  const [choice, setChoice] = useState(() => readChoice(location.search));
  const [path, setPath] = useState<readonly (string | null)[]>([null]);
  const cursor = path.at(-1) ?? null;
  const { data, problem, retry } = useAsked(JSON.stringify([choice, cursor]), (signal) =>
    submissions(queryOf(choice, cursor), signal),
  );

  function choose(name: keyof Choice, value: string) {
    const changed = { ...choice, [name]: value };
    setChoice(changed);
    setPath([null]);
    history.replaceState(null, "", addressOf("submissions", { ...changed }));
  }

  return (
    <>
      <h1>Submissions</h1>
      <fieldset class="console__filters">
        <legend class="usa-sr-only">Which submissions</legend>
        {(["status", "kind", "dry_run"] as const).map((name) => (
          <label key={name} class="value">
            <span>{OPTIONS[name].label}</span>
            <select
              class="usa-select"
              value={choice[name]}
              onChange={(event) => choose(name, event.currentTarget.value)}
            >
              {Object.entries(OPTIONS[name].values).map(([value, text]) => (
                <option key={value} value={value}>
                  {text}
                </option>
              ))}
            </select>
          </label>
        ))}
        {(["since", "until"] as const).map((name) => (
          <label key={name} class="value">
            <span>{name === "since" ? "Received since" : "Received until"}</span>
            <input
              class="usa-input"
              type="date"
              value={choice[name]}
              onChange={(event) => choose(name, event.currentTarget.value)}
            />
          </label>
        ))}
      </fieldset>
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
            <SubmissionTable submissions={data.rows} />
          )}
          <p class="links">
            {path.length > 1 && (
              <button type="button" class="usa-button usa-button--outline" onClick={() => setPath(path.slice(0, -1))}>
                Newer
              </button>
            )}
            {data.next && (
              <button
                type="button"
                class="usa-button usa-button--outline"
                onClick={() => setPath([...path, data.next])}
              >
                Older
              </button>
            )}
          </p>
        </>
      )}
    </>
  );
}

export function SubmissionTable({ submissions }: { submissions: readonly SubmissionSummary[] }) {
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
