"""Telling a provider, once, what has to be mended in a submission."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from cmehub.passport.mailings import FileNews
from cmehub.stores import MailClaim, SubmissionStore, WorkObjects
from cmehub.submissions.fix_it_links import FixItLink, new_token
from cmehub.submissions.gatherings import RejectedCall
from cmehub.submissions.judged_chunks import JudgedChunks
from cmehub.submissions.messages import NoticeMessage
from cmehub.submissions.submission import Submission, SubmissionStatus, fix_it_key
from functions.notify.mail.addresses import Addresses, FixItAddress
from functions.notify.mail.call_notices import CallNotices
from functions.notify.mail.contact_mails import ContactMails
from functions.notify.mail.mail import Mail, Words
from functions.notify.mail.notices import NoticeOutcome, Outbox
from functions.notify.mail.submission_words import submission_words
from functions.notify.mail.summary import Summary, summarise


@dataclass(frozen=True)
class SubmissionNotices:
    """Everything that telling providers of their submissions needs."""

    objects: WorkObjects
    submissions: SubmissionStore
    addresses: Addresses
    outbox: Outbox
    calls: CallNotices
    contacts: ContactMails
    new_token: Callable[[], str] = new_token

    def take(self, message: NoticeMessage) -> NoticeOutcome:
        """
        Send the mail about a finished file, if there is something to mend and no mail was sent before.

        The fix-it workbook is stored before; of a dry run it is all that is made. Calls are gathered.
        """
        submission = self.submissions.find(message.submission_id)
        if submission is None or submission.status is not SubmissionStatus.FINISHED:
            return NoticeOutcome.NOT_FINISHED
        results = JudgedChunks(submission, self.submissions, self.objects).results()
        if submission.called:
            rejected = None if submission.dry_run else RejectedCall.of(submission, results)
            return self.calls.add(rejected) if rejected else NoticeOutcome.TOLD_AT_ONCE
        summary = summarise(submission.issues, results)
        if not submission.dry_run:
            self.contacts.add(_news(submission, summary))
        if summary.all_is_well:
            return NoticeOutcome.ALL_IS_WELL
        notice = SubmissionNotice(submission, summary, self)
        if submission.dry_run:
            notice.store_fix_it()
            return NoticeOutcome.DRY_RUN
        return self.outbox.send(notice)


@dataclass(frozen=True)
class SubmissionNotice:
    """That there is something to mend in a file."""

    submission: Submission
    summary: Summary
    stores: SubmissionNotices

    @property
    def message(self) -> NoticeMessage:
        """What leads to it."""
        submission = self.submission
        return NoticeMessage(submission_id=submission.submission_id, provider_id=submission.provider_id)

    def claim(self, at: dt.datetime, lease: dt.timedelta) -> MailClaim:
        """Ask to send the submission's mail."""
        return self.stores.submissions.claim_mail(self.submission.submission_id, at=at, lease=lease)

    def words(self, at: dt.datetime) -> Words:
        """Compose what the mail says, and store the fix-it workbook that it leads to."""
        address = self._give_link(at) if self.store_fix_it() else None
        return submission_words(self.summary, self.submission, address, self.stores.addresses)

    def store_fix_it(self) -> bool:
        """Store the fix-it workbook; False if no row can be mended in it."""
        from functions.notify.fix_it.making import fix_it_workbook  # openpyxl would be a tenth of each cold start

        stores = self.stores
        workbook = fix_it_workbook(self.submission, self.summary, stores.submissions, stores.objects)
        if workbook is None:
            return False
        stores.objects.put(fix_it_key(self.submission.provider_id, self.submission.submission_id), workbook)
        return True

    def _give_link(self, at: dt.datetime) -> FixItAddress:
        token, submission_id = self.stores.new_token(), self.submission.submission_id
        link = FixItLink.of(token, at)
        self.stores.submissions.add_link(submission_id, link)
        return FixItAddress(self.stores.addresses.fix_it(submission_id, token), link.ends_at)

    def keep(self, mail: Mail) -> None:
        """Keep the mail beside the work."""
        key = f"mails/{self.submission.provider_id}/{self.submission.submission_id}"
        self.stores.objects.put(f"{key}.eml", mail.raw)
        self.stores.objects.put(f"{key}.html", mail.html.encode())

    def note_sent(self, message_id: str, at: dt.datetime) -> None:
        """Add that the mail was sent."""
        self.stores.submissions.add_mail(self.submission.submission_id, message_id=message_id, at=at)

    def note_no_contact(self, at: dt.datetime) -> None:
        """Note nothing: whoever is the contact when the notice comes again gets the mail."""


def _news(submission: Submission, summary: Summary) -> FileNews:
    return FileNews(
        submission_id=submission.submission_id,
        provider_id=submission.provider_id,
        rows=summary.rows,
        to_mend=summary.to_mend,
        is_whole=summary.all_is_well,
        boards=() if summary.has_rows_of_no_board else tuple(sorted(summary.boards)),
    )
