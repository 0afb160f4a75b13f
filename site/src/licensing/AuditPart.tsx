import { useState } from "preact/hooks";
import { Field, Form, useForm } from "../forms/Form";
import { amountText, dayText, momentText } from "../wording";
import { addressOf } from "./address";
import { isTelling, licenseesText, reachText } from "./auditWords";
import { tellDrawn, type Audit, type AuditInput, type CheckView } from "./calls";
import { whoText } from "./licenseeWords";

const LONGEST_WORDS = 2000;

interface Props {
  check: CheckView;
  /** Is called once those drawn are being told. */
  telling: () => void;
}

/** The audit of a sample: those drawn are told, once, and answer. */
export function AuditPart({ check, telling }: Props) {
  return (
    <section aria-labelledby="audit">
      <h2 id="audit" class="checks__part">
        Audit
      </h2>
      {check.audit ? <ToldAudit check={check} audit={check.audit} /> : <AuditForm check={check} telling={telling} />}
    </section>
  );
}

function AuditForm({ check: { state, check_id, licensees, with_email }, telling }: Props) {
  const [values, change] = useState<Required<AuditInput>>({ until: "", words: "" });
  const form = useForm<Required<AuditInput>, Audit>(
    [values, change, () => undefined],
    (asked) => tellDrawn(state, check_id, asked),
    telling,
  );
  const all = licensees ?? 0;
  if (all === 0) return <p>Nobody was drawn.</p>;
  return (
    <>
      <p>
        All who were drawn can be told, whatever is met, and asked to answer in an account here.{" "}
        {reachText(all, with_email)}
      </p>
      <p class="console__hint">
        The mail says who asks, which days are looked at and until when, and nothing of what is met. Each is told once,
        and that can’t be taken back. It is in the log.
      </p>
      <Form form={form} button={`Tell ${licenseesText(all)}`}>
        <Field form={form} name="until" label="Last day for answers (US Eastern)" type="date" required />
        <Field
          form={form}
          name="words"
          label="What you say to them, in their accounts and not in the mail (optional)"
          rows={5}
          maxLength={LONGEST_WORDS}
        />
      </Form>
    </>
  );
}

function ToldAudit({ check, audit }: { check: CheckView; audit: Audit }) {
  const { told, answered, with_email, until, words, told_at, kept_until } = audit;
  const all = check.licensees ?? 0;
  return (
    <>
      <p class="console__about">
        Told from <time dateTime={told_at}>{momentText(told_at)}</time>,{" "}
        {whoText({ asked_by: audit.told_by, by_system: false, is_you: audit.is_you })}. They can answer until the end of{" "}
        {dayText(until)}, US Eastern. Kept with its answers until {dayText(kept_until.slice(0, 10))}.
      </p>
      <div role="status" class="licensing__status">
        <p>
          {isTelling(check) && (
            <progress class="archive__progress" aria-label="Told" max={Math.max(all, 1)} value={told} />
          )}{" "}
          {isTelling(check)
            ? `${amountText(told)} of ${amountText(all)} are told. You can close this page; it goes on.`
            : `${licenseesText(all)} told. ${reachText(all, with_email)}`}
        </p>
        <p>
          <strong>{answered === 0 ? "Nobody has answered yet." : `${amountText(answered)} answered.`}</strong>
        </p>
      </div>
      {words && (
        <>
          <h3>What you said to them</h3>
          <p class="own-words">{words}</p>
        </>
      )}
      <p>
        <a
          class="usa-button usa-button--outline"
          href={addressOf("checks", check.state, { check: check.check_id, answers: "1" })}
        >
          Read the answers
        </a>
      </p>
      <p class="console__hint">That is in the log, and each physician whose answer is shown sees that you read it.</p>
    </>
  );
}
