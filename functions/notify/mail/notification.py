"""Telling a provider, once, what has to be mended in a submission."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from cmehub.stores import MailClaim, ProviderStore, SubmissionStore, WorkObjects
from cmehub.submissions.messages import NoticeMessage
from cmehub.submissions.reports import row_results
from cmehub.submissions.submission import Submission, SubmissionStatus, fix_it_key
from functions.notify.fix_it.making import fix_it_workbook
from functions.notify.mail.links import Links
from functions.notify.mail.mail import compose_mail
from functions.notify.mail.mailer import Mailer
from functions.notify.mail.summary import Summary, summarise

FIX_IT_NAME = "fix-it.xlsx"
MAIL_LEASE = dt.timedelta(seconds=60)


class Outcome(StrEnum):
    """What came of a notice."""

    NOT_FINISHED = "submission not finished"
    ALL_IS_WELL = "nothing to mend"
    NO_CONTACT = "nobody to write to"
    SENT_BEFORE = "mail was sent before"
    BUSY = "another delivery may be sending the mail; to be looked at again once its lease has ended"
    SENT = "mail sent"
    TOLD_AT_ONCE = "no mail, since whoever called was told"
    DRY_RUN = "no mail, since it was a dry run"


@dataclass(frozen=True)
class Notification:
    """Everything that telling a provider needs."""

    objects: WorkObjects
    submissions: SubmissionStore
    providers: ProviderStore
    mailer: Mailer
    links: Links
    mail_sender: str
    clock: Callable[[], dt.datetime]

    def take(self, message: NoticeMessage) -> Outcome:
        """
        Send the mail about a finished submission, if there is something to mend and no mail was sent before.

        The fix-it workbook is stored before; of a dry run it is all that is made.

        A notice that comes again after a stop before the mail went out sends it, once the lease of the first try has
        ended. One that comes again after a stop between SES's answer and the note of it sends a second mail; both
        carry the same ``X-CME-Hub-Submission``.
        """
        submission = self.submissions.find(message.submission_id)
        if submission is None or submission.status is not SubmissionStatus.FINISHED:
            return Outcome.NOT_FINISHED
        summary = summarise(submission.issues, row_results(submission, self.submissions, self.objects))
        if summary.all_is_well:
            return Outcome.ALL_IS_WELL
        if submission.called and (submission.dry_run or not summary.rejected):
            return Outcome.TOLD_AT_ONCE
        if submission.dry_run:
            self._store_fix_it(submission, summary)
            return Outcome.DRY_RUN
        return self._tell(submission, summary)

    def _store_fix_it(self, submission: Submission, summary: Summary) -> str | None:
        """Store the fix-it workbook and return a link to it; None of a call, or if no row has to be mended."""
        if submission.called:
            return None
        workbook = fix_it_workbook(submission, summary, self.submissions, self.objects)
        if workbook is None:
            return None
        key = fix_it_key(submission.provider_id, submission.submission_id)
        self.objects.put(key, workbook)
        return self.links.link(key, FIX_IT_NAME)

    def _tell(self, submission: Submission, summary: Summary) -> Outcome:
        provider = self.providers.find(submission.provider_id)
        contact = provider.primary_contact() if provider else None
        if provider is None or contact is None:
            return Outcome.NO_CONTACT
        now = self.clock()
        match self.submissions.claim_mail(submission.submission_id, at=now, lease=MAIL_LEASE):
            case MailClaim.SENT:
                return Outcome.SENT_BEFORE
            case MailClaim.BUSY:
                return Outcome.BUSY
        fix_it = self._store_fix_it(submission, summary)
        mail = compose_mail(summary, submission, provider, contact, sender=self.mail_sender, at=now, fix_it=fix_it)
        key = f"mails/{submission.provider_id}/{submission.submission_id}"
        self.objects.put(f"{key}.eml", mail.raw)
        self.objects.put(f"{key}.html", mail.html.encode())
        message_id = self.mailer.send(mail)
        self.submissions.add_mail(submission.submission_id, message_id=message_id, at=self.clock())
        return Outcome.SENT
