import { useEffect, useRef, useState } from "preact/hooks";
import { ApiProblem } from "../api";
import { Problem } from "../Problem";
import { momentText, today } from "../wording";
import { client, needs as askNeeds, shares as askShares, type Need, type NewShare, type Share } from "./calls";
import { useDraft } from "./drafts";
import { Field, Form, useForm } from "./Form";
import { Question } from "./Question";
import type { SectionProps } from "./sections";
import { choiceText, daysOf, firstChoice, type TranscriptChoice } from "./transcriptChoice";

const BLANK = { reader: "", days: "30", passcode: "", kind: "current" };

/** Who else may read the person's transcript, by which links. */
export function Shares({ me }: SectionProps) {
  const [shares, setShares] = useState<readonly Share[] | null>(null);
  const [needs, setNeeds] = useState<readonly Need[]>([]);
  const [made, setMade] = useState<NewShare | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    setProblem(null);
    Promise.all([askShares(controller.signal), askNeeds(controller.signal)]).then(
      ([found, { needs }]) => {
        setShares(found);
        setNeeds(needs);
      },
      (error: unknown) => controller.signal.aborted || setProblem(error),
    );
    return () => controller.abort();
  }, [attempt]);

  function look(share: NewShare | null) {
    setMade(share);
    setAttempt(attempt + 1);
  }

  if (!shares) {
    if (problem !== null) return <Problem problem={problem} subject="Your shares" retry={() => look(null)} />;
    return <p role="status">Loading your shares …</p>;
  }
  return (
    <>
      <section class="account__part">
        <h2>Share a transcript</h2>
        <p>
          Whoever has the link, and the passcode if you set one, reads your transcript and can download it. Each reading
          is listed under <a href="/account/looks">Who has looked</a>.
        </p>
        {made && <Link share={made} />}
        <ShareForm key={attempt} account={me.account} needs={needs} shared={look} />
      </section>
      <section class="account__part">
        <h2>Your shares</h2>
        {problem !== null && <Problem problem={problem} subject="Your shares" retry={() => look(null)} />}
        {shares.length === 0 && <p>None yet.</p>}
        <ul class="looks">
          {shares.map((share) => (
            <Item key={share.share} share={share} ended={() => look(null)} />
          ))}
        </ul>
      </section>
    </>
  );
}

interface FormProps {
  account: string;
  needs: readonly Need[];
  shared: (share: NewShare) => void;
}

function ShareForm({ account, needs, shared }: FormProps) {
  const [choice] = useDraft<TranscriptChoice>(account, "transcript", firstChoice(today()));
  const form = useForm(useDraft(account, "share", BLANK), send, shared);

  async function send({ reader, days, passcode, kind }: typeof BLANK) {
    const { boards, states, kinds, pending, own } = choice;
    return client.POST("/v1/me/shares", {
      body: {
        reader,
        days: Number(days),
        is_fixed: kind === "fixed",
        ...(passcode && { passcode }),
        choice: {
          ...daysOf(choice, needs),
          boards: [...boards],
          states: [...states],
          kinds: [...kinds],
          pending,
          own,
        },
      },
    });
  }

  return (
    <Form form={form} button="Make a link">
      <p>
        It tells {choiceText(choice, needs)}. <a href="/account/transcript">Choose something else</a>
      </p>
      <Field form={form} name="reader" label="Who is to read it" maxLength={100} />
      <Field form={form} name="kind" label="What they read">
        <option value="current">What is so when they read it</option>
        <option value="fixed">What is so now, unchanged</option>
      </Field>
      <Field form={form} name="days" label="For how many days, at most 365" inputMode="numeric" />
      <Field
        form={form}
        name="passcode"
        label="Passcode of at least 8 characters (optional). Tell it in another way than the link."
        autocomplete="off"
        maxLength={100}
      />
    </Form>
  );
}

/** The link, which is told this once. */
function Link({ share }: { share: NewShare }) {
  const [said, setSaid] = useState("");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [share.share]);
  const body = `My continuing education transcript: ${share.url}\n\nIt can be read until ${momentText(share.ends_at)}.`;
  const mail = `mailto:?subject=${encodeURIComponent("My continuing education transcript")}&body=${encodeURIComponent(body)}`;
  return (
    <div class="notice">
      <h3 ref={heading} tabIndex={-1}>
        The link for {share.reader}
      </h3>
      <p>Copy it now: it can’t be shown again.</p>
      <p class="share__link">{share.url}</p>
      <div class="row">
        <button
          type="button"
          class="usa-button"
          onClick={() =>
            void navigator.clipboard.writeText(share.url).then(
              () => setSaid("The link is copied."),
              () => setSaid("The browser didn’t copy it. Mark it and copy it yourself."),
            )
          }
        >
          Copy the link
        </button>
        <a class="usa-button usa-button--outline" href={mail}>
          Write a mail with it
        </a>
      </div>
      <p role="status">{said}</p>
    </div>
  );
}

function Item({ share, ended }: { share: Share; ended: () => void }) {
  async function end() {
    const params = { path: { share: share.share } };
    const { response } = await client.DELETE("/v1/me/shares/{share}", { params });
    if (!response.ok && response.status !== 404) throw new ApiProblem("fault");
    ended();
  }

  return (
    <li>
      <p class="looks__when">
        {share.state === "open" ? "Open" : share.state === "revoked" ? "Ended by you" : "Over"} · made{" "}
        {momentText(share.made_at)}
      </p>
      <h3>{share.reader}</h3>
      <p>
        {share.is_fixed ? "As it was then" : "As of now"}, until {momentText(share.ends_at)}
        {share.has_passcode && ", with a passcode"}.{" "}
        {share.viewed_at
          ? `Read ${share.views} ${share.views === 1 ? "time" : "times"}, last ${momentText(share.viewed_at)}.`
          : "Not read yet."}
      </p>
      {share.state === "open" && (
        <Question
          button={
            <>
              End it<span class="usa-sr-only"> for {share.reader}</span>
            </>
          }
          title="End the share?"
          yes="End it"
          no="Keep it"
          act={end}
        >
          {share.reader} can’t read it any more, from now on.
        </Question>
      )}
    </li>
  );
}
