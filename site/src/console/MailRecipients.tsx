import { useState } from "preact/hooks";
import { Labelled } from "../forms/Form";
import { Problem } from "../Problem";
import { momentText } from "../wording";
import { useAsked } from "./asked";
import { mailRecipients, setMailCopies, type Recipient } from "./teamCalls";

/** Whom the hub writes to about the provider, where mail doesn’t arrive, and who gets copies. */
export function MailRecipients({ mayChange }: { mayChange: boolean }) {
  const [changes, setChanges] = useState(0);
  const [said, setSaid] = useState("");
  const { data, problem, retry } = useAsked(`mail recipients ${changes}`, mailRecipients);
  const inTurn = data?.filter(({ is_copy }) => !is_copy) ?? [];
  const copies = data?.filter(({ is_copy }) => is_copy) ?? [];
  const copied = copies.map(({ email }) => email);

  async function copy(emails: string[], what: string) {
    await setMailCopies(emails);
    setSaid(what);
    setChanges(changes + 1);
  }

  function remove(gone: string) {
    return copy(
      copied.filter((email) => email !== gone),
      `${gone} gets no copies any more.`,
    );
  }

  return (
    <section class="console__part" aria-labelledby="recipients">
      <h2 id="recipients">Who gets mails</h2>
      <p class="console__hint">
        The primary contact of the list that the hub’s operator keeps; where mail comes back, the next in turn. Tell the
        operator when somebody has left.
      </p>
      {problem !== null && <Problem problem={problem} subject="The list of who gets mails" retry={retry} />}
      {!data && problem === null && <p role="status">Loading who gets mails …</p>}
      {data && !inTurn.some((recipient) => recipient.gets_mails) && (
        <p>
          <strong>Nobody gets mails about this provider.</strong>{" "}
          {inTurn.length > 0 ? "All of them come back." : "No address is known."}
        </p>
      )}
      <ul class="groups">
        {inTurn.map((recipient) => (
          <RecipientItem key={recipient.email} shown={recipient} />
        ))}
      </ul>
      {data && (
        <>
          <h3>Copies</h3>
          <p class="console__hint">
            Addresses without an account, such as your office’s mailbox, get a copy of each mail. They have to be at a
            domain of the contacts above, since mails lead to workbooks with learners’ names.
          </p>
          <p role="status">{said}</p>
          {copies.length === 0 && <p>Nobody gets copies.</p>}
          <ul class="groups">
            {copies.map((shown) => (
              <CopyItem key={shown.email} shown={shown} remove={mayChange ? () => remove(shown.email) : null} />
            ))}
          </ul>
          {mayChange && <CopyForm add={(email) => copy([...copied, email], `${email} gets copies from now on.`)} />}
        </>
      )}
    </section>
  );
}

function RecipientItem({ shown }: { shown: Recipient }) {
  const { name, email, is_primary, gets_mails, bounced_at } = shown;
  return (
    <li class="group">
      <h3>
        {name}, {email}
      </h3>
      <p>
        {is_primary && "Primary contact. "}
        {gets_mails && "Gets the mails."}
        {!gets_mails && bounced_at === null && "In turn, if mail to those above comes back."}
      </p>
      <CameBack shown={shown} unwanted="What has to be told is sent still." />
    </li>
  );
}

function CopyItem({ shown, remove }: { shown: Recipient; remove: (() => Promise<void>) | null }) {
  const [problem, setProblem] = useState<unknown>(null);
  return (
    <li class="group">
      <h4>{shown.email}</h4>
      {shown.gets_mails && <p>Gets a copy of each mail.</p>}
      <CameBack shown={shown} unwanted="No copies are sent there." />
      {remove && (
        <button type="button" class="usa-button usa-button--outline" onClick={() => remove().catch(setProblem)}>
          Send no copies to {shown.email}
        </button>
      )}
      {problem !== null && <Problem problem={problem} subject="The hub" />}
    </li>
  );
}

function CameBack({ shown, unwanted }: { shown: Recipient; unwanted: string }) {
  const { bounced_at, complained_at } = shown;
  return (
    <>
      {bounced_at !== null && (
        <p>
          <strong>Takes no mail</strong> since {momentText(bounced_at)}: it comes back.
        </p>
      )}
      {complained_at !== null && (
        <p>
          Marked mail of the hub as unwanted, {momentText(complained_at)}. {unwanted}
        </p>
      )}
    </>
  );
}

function CopyForm({ add }: { add: (email: string) => Promise<void> }) {
  const [email, setEmail] = useState("");
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);

  async function send() {
    setProblem(null);
    setSending(true);
    try {
      await add(email);
      setEmail("");
    } catch (failure) {
      setProblem(failure);
    }
    setSending(false);
  }

  return (
    <form
      class="console__form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Labelled name="copy" label="Send copies to this address" fault={undefined}>
        <input
          class="usa-input"
          type="email"
          name="copy"
          required
          autocomplete="off"
          maxLength={254}
          value={email}
          onInput={(event) => setEmail(event.currentTarget.value)}
        />
      </Labelled>
      {problem !== null && <Problem problem={problem} subject="The hub" />}
      <p>
        <button type="submit" class="usa-button" disabled={isSending}>
          Send copies there
        </button>
      </p>
    </form>
  );
}
