"""Taking what comes back of mails: noting of addresses that they take none, and having the next contact written to."""

from dataclasses import dataclass
from enum import StrEnum

from cmehub.accounts.deliverability import MailFeedback, known_as
from cmehub.runtime.queues import Queue
from cmehub.stores import ProviderStore
from cmehub.stores.mail_feedback import MailFeedbackStore
from cmehub.submissions.messages import MailBouncedMessage
from functions.notify.feedback.ses_events import BounceEvent, ComplaintEvent


class FeedbackOutcome(StrEnum):
    """What came of what SES told."""

    PASSING = "nothing noted, since the next mail may arrive"
    COMPLAINED = "complaint noted"
    BOUNCED = "bounce noted"
    SENT_ON = "bounce noted, and the next contact has to be written to"


@dataclass(frozen=True)
class ReturnedMails:
    """Everything that taking what comes back needs."""

    feedback: MailFeedbackStore
    providers: ProviderStore
    notices: Queue

    def take(self, event: BounceEvent | ComplaintEvent) -> FeedbackOutcome:
        """
        Note what came back; one that comes again, late or in another order changes nothing.

        The address is noted before it is asked what the mail was about, and whoever sends notes first what it is about
        and looks at the address then: whatever comes first, one of the two sends the mail on.
        """
        if isinstance(event, ComplaintEvent):
            for recipient in event.complaint.complained_recipients:
                self.feedback.note(recipient.email_address, MailFeedback.COMPLAINT, event.complaint.timestamp)
            return FeedbackOutcome.COMPLAINED
        bounce = event.bounce
        if bounce.bounce_type != "Permanent":
            return FeedbackOutcome.PASSING
        for recipient in bounce.bounced_recipients:
            self.feedback.note(recipient.email_address, MailFeedback.BOUNCE, bounce.timestamp)
        message_id = event.mail.message_id
        sent = self.feedback.sent(message_id)
        if sent is None:
            return FeedbackOutcome.BOUNCED
        # Where a copy alone came back, the contact has the mail.
        provider = self.providers.find(sent.provider_id)
        copies = {known_as(email) for email in provider.copies} if provider else set()
        if {known_as(recipient.email_address) for recipient in bounce.bounced_recipients} <= copies:
            return FeedbackOutcome.BOUNCED
        self.notices.send([MailBouncedMessage(message_id=message_id)])
        return FeedbackOutcome.SENT_ON
