import { useState } from "preact/hooks";
import { Labelled } from "../forms/Form";
import { Question } from "../forms/Question";
import { Problem } from "../Problem";
import { momentText } from "../wording";
import { useAsked } from "./asked";
import { HandOver } from "./HandOver";
import { MailRecipients } from "./MailRecipients";
import type { SectionProps } from "./sections";
import {
  changeContact,
  contacts,
  endContact,
  inviteContact,
  teamChanges,
  type Contact,
  type Role,
  type TeamChange,
} from "./teamCalls";

const ROLES: Readonly<Partial<Record<Role, string>>> = {
  viewer: "looks only",
  reporter: "sends and mends files",
  primary: "reports, and looks after keys, webhooks and contacts",
};
const KINDS = Object.keys(ROLES) as Role[];

/** Who signs in for the provider; its primary contact changes that. */
export function Team({ provider }: SectionProps) {
  const mayChange = provider.scopes.includes("admin");
  const [changes, setChanges] = useState(0);
  const [said, setSaid] = useState("");
  const { data, problem, retry } = useAsked(`team ${changes}`, contacts);

  function changed(what: string) {
    setSaid(what);
    setChanges(changes + 1);
  }

  return (
    <>
      <h1>Team</h1>
      {!mayChange && <p class="lede">A primary contact invites, changes and ends contacts.</p>}
      {mayChange && <Invitation changed={changed} />}
      <p role="status">{said}</p>
      <section class="console__part" aria-labelledby="contacts">
        <h2 id="contacts">Contacts</h2>
        {problem !== null && <Problem problem={problem} subject="The list of contacts" retry={retry} />}
        {!data && problem === null && <p role="status">Loading the contacts …</p>}
        <ul class="groups">
          {data?.map((contact) => (
            <ContactItem
              key={contact.contact}
              shown={contact}
              you={data.find(({ is_you }) => is_you)}
              mayChange={mayChange}
              changed={changed}
            />
          ))}
        </ul>
      </section>
      <MailRecipients mayChange={mayChange} />
      {mayChange && <Changes count={changes} />}
    </>
  );
}

interface ContactProps {
  shown: Contact;
  you: Contact | undefined;
  mayChange: boolean;
  changed: (what: string) => void;
}

function ContactItem({ shown, you, mayChange, changed }: ContactProps) {
  const { contact, email, role, is_you, is_invited, is_last_primary } = shown;
  return (
    <li class="group">
      <h3>
        {email}
        {is_you && " (you)"}
      </h3>
      <p>
        {capital(role)}: {ROLES[role]}.{is_invited && " Invited, hasn’t signed in yet."}
      </p>
      {mayChange && is_last_primary && (
        <p class="console__hint">The only primary contact: make somebody else one before you change or end this one.</p>
      )}
      {mayChange && !is_last_primary && (
        <p class="links">
          {KINDS.filter((kind) => kind !== role).map((kind) => (
            <Question
              key={kind}
              button={
                <>
                  Make {kind}
                  <span class="usa-sr-only"> ({email})</span>
                </>
              }
              title={`Make ${email} a ${kind}?`}
              yes={`Make ${kind}`}
              no="Leave it"
              subject="The hub"
              act={async () => {
                await changeContact(contact, kind);
                changed(`${email} is a ${kind} now.`);
              }}
            >
              A {kind} {ROLES[kind]}. It counts from the next click on.
              {is_you && role === "primary" && " You can’t take it back yourself."}
            </Question>
          ))}
          {you && role !== "primary" && !is_invited && <HandOver to={shown} from={you} />}
          {is_invited && <Again email={email} role={role} changed={changed} />}
          <Question
            button={
              <>
                End<span class="usa-sr-only"> {email}</span>
              </>
            }
            title={`End ${email} as a contact?`}
            yes="End"
            no="Leave it"
            subject="The hub"
            act={async () => {
              await endContact(contact);
              changed(`${email} is no contact any more.`);
            }}
          >
            They see nothing of the provider any more, from the next click on. What they sent stays, and you can invite
            them again.
          </Question>
        </p>
      )}
    </li>
  );
}

function Again({ email, role, changed }: { email: string; role: Role; changed: (what: string) => void }) {
  const [problem, setProblem] = useState<unknown>(null);
  return (
    <>
      <button
        type="button"
        class="usa-button usa-button--unstyled"
        onClick={() => {
          setProblem(null);
          inviteContact(email, role).then(() => changed(`${email} was invited once more.`), setProblem);
        }}
      >
        Invite again<span class="usa-sr-only"> ({email})</span>
      </button>
      {problem !== null && <Problem problem={problem} subject="The hub" />}
    </>
  );
}

function Invitation({ changed }: { changed: (what: string) => void }) {
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("reporter");
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);

  async function invite() {
    setProblem(null);
    setSending(true);
    try {
      const invited = await inviteContact(email, role);
      setEmail("");
      changed(
        `${invited.email} is a ${invited.role} now${invited.is_invited ? ", and gets an invitation by mail" : ""}.`,
      );
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
        void invite();
      }}
    >
      <Labelled name="email" label="Invite somebody by their e-mail address" fault={undefined}>
        <input
          class="usa-input"
          type="email"
          name="email"
          required
          autocomplete="off"
          maxLength={254}
          value={email}
          onInput={(event) => setEmail(event.currentTarget.value)}
        />
      </Labelled>
      <Labelled name="role" label="They will be a" fault={undefined}>
        <select
          class="usa-select"
          name="role"
          value={role}
          onChange={(event) => setRole(event.currentTarget.value as Role)}
        >
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {kind}: {ROLES[kind]}
            </option>
          ))}
        </select>
      </Labelled>
      {problem !== null && <Problem problem={problem} subject="The hub" />}
      <p>
        <button type="submit" class="usa-button" disabled={isSending}>
          Invite
        </button>
      </p>
    </form>
  );
}

function Changes({ count }: { count: number }) {
  const { data, problem, retry } = useAsked(`changes ${count}`, teamChanges);
  return (
    <section class="console__part" aria-labelledby="changes">
      <h2 id="changes">What was changed</h2>
      {problem !== null && <Problem problem={problem} subject="The list of changes" retry={retry} />}
      {data?.length === 0 && <p>Nothing yet.</p>}
      <ul>
        {data?.map((change) => (
          <li key={`${change.at} ${change.email}`}>{changeText(change)}</li>
        ))}
      </ul>
    </section>
  );
}

function changeText({ at, by, email, was, becomes }: TeamChange): string {
  const whose = email || "somebody whose account is gone";
  const what = becomes
    ? was
      ? `made ${whose} a ${becomes}, until then a ${was}`
      : `invited ${whose} as a ${becomes}`
    : `ended ${whose}, a ${was}`;
  return `${momentText(at)}: ${by || "somebody whose account is gone"} ${what}.`;
}

function capital(text: string): string {
  return `${text[0]?.toUpperCase()}${text.slice(1)}`;
}
