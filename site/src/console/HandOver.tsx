import { Question } from "../forms/Question";
import { changeContact, type Contact } from "./teamCalls";

interface Props {
  /** Who becomes primary contact. */
  to: Contact;
  /** Who is it now, and signed in. */
  from: Contact;
}

/** Makes somebody else primary contact, and whoever does so a reporter. */
export function HandOver({ to, from }: Props) {
  return (
    <Question
      button={
        <>
          Hand over<span class="usa-sr-only"> to {to.email}</span>
        </>
      }
      title={`Hand over to ${to.email}?`}
      yes="Hand over"
      no="Leave it"
      subject="The hub"
      act={async () => {
        // In this order there is a primary contact at every moment, also if the second call fails.
        await changeContact(to.contact, "primary");
        await changeContact(from.contact, "reporter");
        // What this page may do has changed.
        location.reload();
      }}
    >
      They become a primary contact and you a reporter, from the next click on. You can’t take it back yourself; they
      can.
    </Question>
  );
}
