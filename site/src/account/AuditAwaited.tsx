import { useEffect, useState } from "preact/hooks";
import { dayText } from "../wording";
import { awaitedAudit } from "./auditWords";
import { myAudits, type Me, type MyAudit } from "./calls";

/** That a licensing board awaits an answer, whichever part of the account is open; without an answer nothing is said. */
export function AuditAwaited({ me }: { me: Me }) {
  const [audit, setAudit] = useState<MyAudit | null>(null);
  useEffect(() => {
    if (!me.claims.some(({ sureness }) => sureness === "confirmed")) return;
    const controller = new AbortController();
    myAudits(controller.signal).then(
      (audits) => setAudit(awaitedAudit(audits)),
      () => undefined,
    );
    return () => controller.abort();
  }, []);
  if (!audit) return null;
  return (
    <div class="notice">
      <p>
        <strong>You were drawn for an audit: {audit.board}.</strong> Answer until {dayText(audit.until)}, US Eastern:{" "}
        <a href="/account/settings#audits">read what it says, and answer</a>.
      </p>
    </div>
  );
}
