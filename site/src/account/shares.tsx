import { useEffect, useState } from "preact/hooks";
import { ApiProblem } from "../api";
import { Problem } from "../Problem";
import { momentText } from "../wording";
import { client, needs as askNeeds, shares as askShares, type Need, type NewShare, type Share } from "./calls";
import { Question } from "../forms/Question";
import type { SectionProps } from "./sections";
import { ShareForm } from "./ShareForm";
import { MailLink, ShareLink } from "./ShareLink";

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
          Whoever has the link, or one reader by a code that is mailed, reads your transcript and can download it. Each
          reading is listed under <a href="/account/looks">Who has looked</a>; a mail tells you of it if you choose so
          in your <a href="/account/settings">settings</a>.
        </p>
        {made && <ShareLink share={made} />}
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
        {share.is_fixed ? "As it was then" : "As of now"},{" "}
        {share.ends_at ? `until ${momentText(share.ends_at)}` : "until you end it"}
        {share.email && (
          <>
            , with a code to <span class="share__email">{share.email}</span>
          </>
        )}
        {share.has_passcode && ", with a passcode"}.{" "}
        {share.viewed_at
          ? `Read ${share.views} ${share.views === 1 ? "time" : "times"}, last ${momentText(share.viewed_at)}.`
          : "Not read yet."}
      </p>
      {share.state === "open" && share.email && <MailLink share={share} isPlain />}
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
