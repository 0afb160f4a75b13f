import { Problem } from "../Problem";
import { momentText } from "../wording";
import { useAsked } from "./asked";
import { mailRecipients, type Recipient } from "./teamCalls";

/** Whom the hub writes to about the provider, and where mail doesn't arrive. */
export function MailRecipients() {
  const { data, problem, retry } = useAsked("mail recipients", mailRecipients);
  return (
    <section class="console__part" aria-labelledby="recipients">
      <h2 id="recipients">Who gets mails</h2>
      <p class="console__hint">
        The primary contact of the list that the hub’s operator keeps; where mail comes back, the next in turn. Tell the
        operator when somebody has left.
      </p>
      {problem !== null && <Problem problem={problem} subject="The list of who gets mails" retry={retry} />}
      {!data && problem === null && <p role="status">Loading who gets mails …</p>}
      {data && !data.some((recipient) => recipient.gets_mails) && (
        <p>
          <strong>Nobody gets mails about this provider.</strong>{" "}
          {data.length > 0 ? "All of them come back." : "No address is known."}
        </p>
      )}
      <ul class="groups">
        {data?.map((recipient) => (
          <RecipientItem key={recipient.email} shown={recipient} />
        ))}
      </ul>
    </section>
  );
}

function RecipientItem({ shown }: { shown: Recipient }) {
  const { name, email, is_primary, gets_mails, bounced_at, complained_at } = shown;
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
      {bounced_at !== null && (
        <p>
          <strong>Takes no mail</strong> since {momentText(bounced_at)}: it comes back.
        </p>
      )}
      {complained_at !== null && (
        <p>Marked mail of the hub as unwanted, {momentText(complained_at)}. What has to be told is sent still.</p>
      )}
    </li>
  );
}
