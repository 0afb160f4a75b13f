import { useEffect, useState } from "preact/hooks";
import { ApiProblem } from "../api";
import { Problem } from "../Problem";
import { dayText, momentText } from "../wording";
import { client, missingCredits, type MissingCredit } from "./calls";
import { MissingForm } from "./MissingForm";
import { answerText, statusText } from "./missingWords";
import type { SectionProps } from "./sections";

/** Requests to providers about credits that aren't there. */
export function Missing({ me }: SectionProps) {
  const [requests, setRequests] = useState<readonly MissingCredit[] | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  const [said, setSaid] = useState("");
  useEffect(() => {
    const controller = new AbortController();
    setProblem(null);
    missingCredits(controller.signal).then(setRequests, (error: unknown) => {
      if (!controller.signal.aborted) setProblem(error);
    });
    return () => controller.abort();
  }, [attempt]);

  function look(now: string) {
    setSaid(now);
    setAttempt(attempt + 1);
  }

  if (me.claims.length === 0) {
    return (
      <div class="notice">
        <h2>Say who you are first</h2>
        <p>
          A provider can report a credit only of somebody whom boards or states know.{" "}
          <a href="/account/claims">Say who you are</a>, then ask for what is missing.
        </p>
      </div>
    );
  }
  const activity = new URLSearchParams(location.search).get("activity") ?? "";
  return (
    <>
      <section class="account__part">
        <h2>You completed something that isn’t here?</h2>
        <p>
          Providers usually report within 30 days. After that, ask: the provider of the activity gets a mail and has ten
          business days to report it or to answer.
        </p>
        <MissingForm account={me.account} activity={activity} asked={() => look("The provider was asked.")} />
      </section>
      <section class="account__part">
        <h2>What you have asked for</h2>
        <p role="status">{said}</p>
        {problem !== null && <Problem problem={problem} subject="The list" retry={() => look("")} />}
        {requests?.length === 0 && <p>Nothing yet.</p>}
        {!requests && problem === null && <p role="status">Loading what you have asked for …</p>}
        <ul class="looks">
          {requests?.map((request) => (
            <Request
              key={request.missing_credit}
              request={request}
              withdrawn={() => look("The request is withdrawn.")}
            />
          ))}
        </ul>
      </section>
    </>
  );
}

function Request({ request, withdrawn }: { request: MissingCredit; withdrawn: () => void }) {
  const [problem, setProblem] = useState<unknown>(null);
  const { missing_credit, provider, answer } = request;

  async function withdraw() {
    setProblem(null);
    try {
      const params = { path: { missing_credit } };
      const { response } = await client.DELETE("/v1/me/missing-credits/{missing_credit}", { params });
      if (!response.ok && response.status !== 404) throw new ApiProblem("fault");
      withdrawn();
    } catch (error) {
      setProblem(error);
    }
  }

  return (
    <li>
      <p class="looks__when">
        Asked <time dateTime={request.asked_at}>{momentText(request.asked_at)}</time>
      </p>
      <h3>{request.title}</h3>
      <p>
        {request.activity_id}, completed on {dayText(request.completed_on)}, {provider.name}
      </p>
      <p>
        <strong>{statusText(request)}</strong>
      </p>
      {request.words && <p>You said: {request.words}</p>}
      {answer && (
        <p>
          The provider answered {momentText(answer.at)}: {answerText(answer.kind)} {answer.words}
        </p>
      )}
      {request.can_do && <p>{request.can_do}</p>}
      {problem !== null && <Problem problem={problem} subject="Your account" />}
      {request.status === "open" && (
        <p>
          <button type="button" class="usa-button usa-button--unstyled" onClick={() => void withdraw()}>
            Withdraw
          </button>
        </p>
      )}
    </li>
  );
}
