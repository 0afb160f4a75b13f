import { Problem } from "../Problem";
import { addressOf } from "./address";
import { useAsked } from "./asked";
import { submissions } from "./calls";
import { maySend } from "./roles";
import type { SectionProps } from "./sections";
import { SubmissionTable } from "./SubmissionList";

const LAST = 5;

/** What is going on. */
export function Start({ provider }: SectionProps) {
  const { data, problem, retry } = useAsked("last", (signal) => submissions({ limit: LAST }, signal));
  return (
    <>
      <h1>{provider.name}</h1>
      {maySend(provider) && (
        <p class="account__enter">
          <a class="usa-button" href={addressOf("send")}>
            Send files
          </a>
        </p>
      )}
      <section class="console__part" aria-labelledby="last">
        <h2 id="last">Last files</h2>
        {problem !== null && <Problem problem={problem} subject="The list of files" retry={retry} />}
        {!data && problem === null && <p role="status">Loading the last files …</p>}
        {data?.rows.length === 0 && <p>Nothing was sent yet.</p>}
        {data && data.rows.length > 0 && (
          <>
            <SubmissionTable submissions={data.rows} />
            <p>
              <a href={addressOf("submissions")}>All submissions</a>
            </p>
          </>
        )}
      </section>
    </>
  );
}
