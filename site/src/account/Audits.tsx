import { useEffect, useState } from "preact/hooks";
import { useDraft } from "../forms/drafts";
import { Field, Form, useForm } from "../forms/Form";
import { Problem } from "../Problem";
import { dayText, momentText } from "../wording";
import { auditDaysText } from "./auditWords";
import { client, myAudits, type Me, type MyAudit } from "./calls";

const LONGEST_ANSWER = 4000;

/** The audits of licensing boards for which the person was drawn. */
export function Audits({ me }: { me: Me }) {
  const [audits, setAudits] = useState<readonly MyAudit[]>([]);
  const [problem, setProblem] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    setProblem(null);
    myAudits(controller.signal).then(setAudits, (error: unknown) => {
      if (!controller.signal.aborted) setProblem(error);
    });
    return () => controller.abort();
  }, [attempt]);
  useEffect(() => {
    // What a link leads to is here only now.
    if (audits.length > 0 && location.hash === "#audits") document.getElementById("audits")?.scrollIntoView();
  }, [audits.length > 0]);
  const isUnconfirmed = me.claims.some(({ sureness }) => sureness === "stated");
  if (audits.length === 0 && problem === null && !isUnconfirmed) return null;
  return (
    <section class="account__part">
      <h2 id="audits">Audits of licensing boards</h2>
      {problem !== null && <Problem problem={problem} subject="Your audits" retry={() => setAttempt(attempt + 1)} />}
      {isUnconfirmed && (
        <p>
          Whether a board drew you for an audit is told only of licences by a confirmed claim:{" "}
          <a href="/account/claims">confirm who you are</a>.
        </p>
      )}
      {audits.length > 0 && (
        <p>
          Boards draw some of their licensees by lot and ask how they learnt. Your answer is read by that board, with
          your name and number as it has them, and nothing else of your account is. Each reading is under{" "}
          <a href="/account/looks">Who has looked</a>. It stays with the board if you end the account.
        </p>
      )}
      <ul class="looks">
        {audits.map((audit) => (
          <li key={audit.audit}>
            <AskedAudit
              me={me}
              audit={audit}
              answered={(now) => setAudits(audits.map((other) => (other.audit === now.audit ? now : other)))}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

function AskedAudit({ me, audit, answered }: { me: Me; audit: MyAudit; answered: (audit: MyAudit) => void }) {
  const { board, licence, told_at, until, is_open, words, answer, answered_at, kept_until } = audit;
  return (
    <>
      <p class="looks__when">
        Told <time dateTime={told_at}>{momentText(told_at)}</time>
      </p>
      <h3>{board}</h3>
      <p>
        Licence {licence}. It looks at what you completed in these days: {auditDaysText(audit)}.{" "}
        <a href="/account/needs">What your state asks</a> tells what counts, once it is among your needs.
      </p>
      {words && (
        <>
          <p>The board says:</p>
          <p class="own-words">{words}</p>
        </>
      )}
      <p role="status">
        <strong>
          {is_open
            ? `You can answer, and change your answer, until the end of ${dayText(until)}, US Eastern.`
            : `The last day to answer was ${dayText(until)}: it is closed.`}
        </strong>{" "}
        {answered_at ? `You answered ${momentText(answered_at)}.` : is_open ? "" : "You didn’t answer here."}
      </p>
      {is_open && <AnswerForm key={String(answered_at)} me={me} audit={audit} answered={answered} />}
      {!is_open && answer && <p class="own-words">{answer}</p>}
      <p class="credit__note">Kept until {dayText(kept_until.slice(0, 10))}.</p>
    </>
  );
}

/** What was typed is kept until it is sent. */
function AnswerForm({ me, audit, answered }: { me: Me; audit: MyAudit; answered: (audit: MyAudit) => void }) {
  const draft = useDraft(me.account, `audit.${audit.audit}`, { words: audit.answer ?? "" });
  const form = useForm<{ words: string }, MyAudit>(
    draft,
    (given) => client.PUT("/v1/me/audits/{audit}/answer", { params: { path: { audit: audit.audit } }, body: given }),
    answered,
  );
  return (
    <Form form={form} button={audit.answer === null ? "Answer" : "Change the answer"}>
      <Field
        form={form}
        name="words"
        label="Your answer, such as what you completed that isn’t among your credits"
        rows={6}
        maxLength={LONGEST_ANSWER}
        required
      />
    </Form>
  );
}
