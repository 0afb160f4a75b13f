import { useEffect, useRef, useState } from "preact/hooks";
import { momentText } from "../wording";
import { mailShare, type NewShare, type Share } from "./calls";

/** The link of a share, which is told this once. */
export function ShareLink({ share }: { share: NewShare }) {
  const [said, setSaid] = useState("");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [share.share]);
  return (
    <div class="notice">
      <h3 ref={heading} tabIndex={-1}>
        The link for {share.reader}
      </h3>
      <p>
        {share.email
          ? "Have it mailed, or copy it now: it can’t be shown again. Who opens it is asked for a code that is mailed to the same address."
          : "Copy it now: it can’t be shown again."}
      </p>
      <p class="share__link">{share.url}</p>
      <div class="row">
        {share.email && <MailLink share={share} />}
        <button
          type="button"
          class={share.email ? "usa-button usa-button--outline" : "usa-button"}
          onClick={() =>
            void navigator.clipboard.writeText(share.url).then(
              () => setSaid("The link is copied."),
              () => setSaid("The browser didn’t copy it. Mark it and copy it yourself."),
            )
          }
        >
          Copy the link
        </button>
        {!share.email && (
          <a class="usa-button usa-button--outline" href={draftOf(share)}>
            Write a mail with it
          </a>
        )}
      </div>
      <p role="status">{said}</p>
    </div>
  );
}

/** Has the hub mail a link to the share's one reader. */
export function MailLink({ share, isPlain = false }: { share: Share; isPlain?: boolean }) {
  const [said, setSaid] = useState("");
  const [isAsking, setAsking] = useState(false);

  async function ask() {
    setAsking(true);
    const refusal = await mailShare(share.share).catch(() => "It couldn’t be asked for. Try again in a minute.");
    setSaid(
      refusal ?? `The hub mails a link to ${share.email}.${share.has_passcode ? " Tell them the passcode." : ""}`,
    );
    setAsking(false);
  }

  return (
    <div>
      <button
        type="button"
        class={isPlain ? "usa-button usa-button--unstyled" : "usa-button"}
        disabled={isAsking}
        onClick={() => void ask()}
      >
        Mail the link<span class="usa-sr-only"> to {share.email}</span>
      </button>
      <p role="status">{said}</p>
    </div>
  );
}

function draftOf({ url, ends_at: endsAt }: NewShare): string {
  const until = endsAt ? `\n\nIt can be read until ${momentText(endsAt)}.` : "";
  const body = `My continuing education transcript: ${url}${until}`;
  return `mailto:?subject=${encodeURIComponent("My continuing education transcript")}&body=${encodeURIComponent(body)}`;
}
