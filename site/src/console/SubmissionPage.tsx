import type { ComponentChildren } from "preact";
import { ApiProblem } from "../api";
import { Problem } from "../Problem";
import { momentText } from "../wording";
import { addressOf } from "./address";
import type { SubmissionState } from "./calls";
import { useFindings } from "./findings";
import { useFollowed } from "./following";
import { IssueGroups } from "./IssueGroups";
import { Outcomes } from "./Outcomes";
import { Rows } from "./Rows";
import { kindText, nameOf, rowCountText } from "./words";

/** One submission: how far it is, what to do, and its rows. */
export function SubmissionPage({ submission }: { submission: string }) {
  const { state, problem, retry } = useFollowed(submission);
  if (state) {
    return (
      <Told state={state}>
        {problem !== null && <Problem problem={problem} subject="What comes of it" retry={retry} />}
      </Told>
    );
  }
  return (
    <>
      <h1>Submission</h1>
      {problem === null && <p role="status">Looking for it …</p>}
      {problem !== null &&
        (isMissing(problem) ? (
          <NotThere submission={submission} />
        ) : (
          <Problem problem={problem} subject="The submission" retry={retry} />
        ))}
    </>
  );
}

function Told({ state, children }: { state: SubmissionState; children: ComponentChildren }) {
  const found = useFindings(state);
  return (
    <>
      <h1>{nameOf(state)}</h1>
      <p class="console__about">
        {kindText(state.kind)}, {state.dry_run ? "tried" : "sent"}{" "}
        <time dateTime={state.received_at}>{momentText(state.received_at)}</time>, {rowCountText(state.rows)}
        {state.format && `, read as ${state.format}`}. ID {state.submission_id}
      </p>
      {state.dry_run && (
        <p class="notice">
          This was only tried: nothing is stored, and no board was asked. <a href={addressOf("send")}>Send the file</a>{" "}
          to have it count.
        </p>
      )}
      {children}
      <Outcomes state={state} />
      <IssueGroups state={state} found={found} />
      {state.rows > 0 && <Rows state={state} findings={found.findings} />}
    </>
  );
}

function isMissing(problem: unknown): boolean {
  return problem instanceof ApiProblem && problem.kind === "missing";
}

function NotThere({ submission }: { submission: string }) {
  return (
    <div class="notice notice--alarm" role="alert">
      <p>
        This provider has no submission with the ID {submission}. If a colleague gave you the address, it may be of
        another provider.
      </p>
      <p>
        <a href={addressOf("submissions")}>See all submissions</a>
      </p>
    </div>
  );
}
