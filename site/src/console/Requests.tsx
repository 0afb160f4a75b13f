import { useState } from "preact/hooks";
import { Problem } from "../Problem";
import { dayText, momentText } from "../wording";
import { Lines } from "./activityFields";
import { addressOf } from "./address";
import { useAsked } from "./asked";
import { answerMissing, missingCredits, type AnswerKind, type MissingCredit } from "./learnerCalls";
import { Pager, usePages } from "./Pager";
import { leftText } from "./requestWords";
import type { SectionProps } from "./sections";

const ANSWERS: Readonly<Record<AnswerKind, string>> = {
  reported_now: "We have reported it now",
  not_completed: "It wasn’t completed",
  wrong_person: "This isn’t our learner",
};
const OUTCOMES: Readonly<Record<Exclude<MissingCredit["status"], "open">, string>> = {
  arrived: "The record came",
  not_completed: ANSWERS.not_completed,
  wrong_person: ANSWERS.wrong_person,
  overdue: "Not answered in time",
  withdrawn: "Withdrawn by the physician",
};

/** Credits that physicians miss, the first due first, and below them those that have ended. */
export function Requests({ provider }: SectionProps) {
  const [answers, setAnswers] = useState(0);
  const { data, problem, retry } = useAsked(`requests ${answers}`, (signal) => missingCredits(null, signal));
  return (
    <>
      <h1>Requests of physicians</h1>
      <p class="lede">Physicians who completed an activity of yours and don’t find the credit.</p>
      {problem !== null && <Problem problem={problem} subject="The list of requests" retry={retry} />}
      {!data && problem === null && <p role="status">Loading the requests …</p>}
      {data?.rows.length === 0 && <p role="status">Nobody misses a credit.</p>}
      <ul class="groups">
        {data?.rows.map((request) => (
          <Request
            key={request.missing_credit}
            request={request}
            mayAnswer={provider.scopes.includes("learners:write")}
            answered={() => setAnswers(answers + 1)}
          />
        ))}
      </ul>
      {data?.next && <p>There are more; they are listed once some of these are answered.</p>}
      <section class="console__part" aria-labelledby="ended">
        <h2 id="ended">Ended within a year</h2>
        <Ended key={answers} />
      </section>
    </>
  );
}

interface Props {
  request: MissingCredit;
  mayAnswer: boolean;
  answered: () => void;
}

function Request({ request, mayAnswer, answered }: Props) {
  const { missing_credit, activity_id, asked_at, due_on, answer, physician, ids } = request;
  const [said, setSaid] = useState("");
  const [problem, setProblem] = useState<unknown>(null);

  async function send(kind: AnswerKind) {
    setProblem(null);
    try {
      await answerMissing(missing_credit, kind, said);
      answered();
    } catch (failure) {
      setProblem(failure);
    }
  }

  return (
    <li class="group" id={missing_credit}>
      <p class="group__mark">
        <strong>{leftText(due_on)}</strong>: to be answered until the end of {dayText(due_on)}, US Eastern. Asked{" "}
        <time dateTime={asked_at}>{momentText(asked_at)}</time>
      </p>
      <h2>{physician ?? "Somebody who holds no physician any more"}</h2>
      <Completion request={request} />
      {ids && ids.length > 0 && <p>To be reported by: {ids.map(({ name, id }) => `${name} ${id}`).join(", ")}</p>}
      {answer && (
        <p>
          <strong>{ANSWERS[answer.kind]}</strong>, answered {momentText(answer.at)}. {answer.words} It ends when the
          record is here.
        </p>
      )}
      {mayAnswer && (
        <>
          <p>
            <a class="usa-button" href={addressOf("learners/new", { activity: activity_id, request: missing_credit })}>
              Report it now<span class="usa-sr-only">: {physician}</span>
            </a>
          </p>
          <Lines
            path={`words-${missing_credit}`}
            label="Or answer, with words to the physician of up to 500 characters"
            value={said}
            fault={undefined}
            change={setSaid}
          />
          {problem !== null && <Problem problem={problem} subject="The hub" />}
          <p class="row">
            {(Object.keys(ANSWERS) as AnswerKind[]).map((kind) => (
              <button key={kind} type="button" class="usa-button usa-button--outline" onClick={() => void send(kind)}>
                {ANSWERS[kind]}
                <span class="usa-sr-only">: {physician}</span>
              </button>
            ))}
          </p>
        </>
      )}
    </li>
  );
}

function Completion({ request: { activity_id, title, completed_on, words } }: { request: MissingCredit }) {
  return (
    <>
      <p>
        <a href={addressOf(`activities/${activity_id}`)}>{title}</a>, completed on {dayText(completed_on)}
      </p>
      {words && <p>They say: {words}</p>}
    </>
  );
}

function Ended() {
  const pages = usePages();
  const { cursor } = pages;
  const { data, problem, retry } = useAsked(`ended ${cursor}`, (signal) => missingCredits(cursor, signal, true));
  if (problem !== null) return <Problem problem={problem} subject="The list of requests" retry={retry} />;
  if (!data) return <p role="status">Loading what has ended …</p>;
  if (data.rows.length === 0) return <p>None has ended.</p>;
  return (
    <>
      <ul class="groups">
        {data.rows.map((request) => (
          <li key={request.missing_credit} class="group">
            <p class="group__mark">
              {OUTCOMES[request.status as keyof typeof OUTCOMES]}
              {request.ended_at && `, ${momentText(request.ended_at)}`}
            </p>
            <h3>{request.physician ?? "Somebody who holds no physician any more"}</h3>
            <Completion request={request} />
            {request.answer?.words && <p>You said: {request.answer.words}</p>}
          </li>
        ))}
      </ul>
      <Pager pages={pages} next={data.next} back="Newer" on="Older" />
    </>
  );
}
