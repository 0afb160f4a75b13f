"""A mail of each kind that the hub sends, as full as it gets."""

import datetime as dt

from cmehub.accounts.claims import AskedCode, Case, CaseKind
from cmehub.accounts.contact_mails import ContactMailKind
from cmehub.accounts.providers import Contact
from cmehub.accounts.standing import Role, RoleKind
from cmehub.accounts.webhooks import DisabledBecause
from cmehub.issues.issue import file_issue, row_issue
from cmehub.licensing.checked_licensees import CheckedLicensee
from cmehub.licensing.checks import CheckResult
from cmehub.passport.asking_physicians import AskingId, AskingPhysician
from cmehub.passport.credits import ProviderContact
from cmehub.passport.mail_preferences import MailKind
from cmehub.passport.mailings import CreditNews, FileNews, NewsLine, PhysicianNotice
from cmehub.passport.share_mails import ShareMail, ShareMailKind
from cmehub.passport.shares import Share, share_address
from cmehub.passport.transcript_choices import TranscriptChoice
from cmehub.people.rosters import EntryKey
from cmehub.reminders.reminder import Deadline, OpenMatter, Reminder, ReminderKind
from cmehub.submissions.messages import RoleChangedMessage
from cmehub.submissions.submission import Submission
from functions.notify.mail.addresses import FixItAddress
from functions.notify.mail.audit_words import audit_words
from functions.notify.mail.call_words import call_words
from functions.notify.mail.claim_words import claim_code_words, tried_words
from functions.notify.mail.contact_words import MailedFile, contact_words
from functions.notify.mail.mail import Mail, Words, compose_mail
from functions.notify.mail.missing_words import missing_words
from functions.notify.mail.physician_words import Known, PhysicianLinks, physician_words
from functions.notify.mail.reminder_words import reminder_words
from functions.notify.mail.review_words import review_words
from functions.notify.mail.role_words import role_words
from functions.notify.mail.share_words import share_code_words, share_link_words
from functions.notify.mail.submission_words import submission_words
from functions.notify.mail.summary import summarise
from functions.notify.mail.webhook_words import webhook_words
from tests.contract.test_audit_stores import an_audit
from tests.examples import a_missing_credit, a_review_request, an_activity
from tests.notify_hub import (
    ADDRESSES,
    HOUR,
    NOW,
    PROVIDER,
    PROVIDER_ID,
    SENDER,
    SUBMISSION_ID,
    a_good_row,
    a_refused_row,
    a_rejected_call,
    a_rejected_row,
    a_submission,
)
from tests.unit.functions.notify.mail.test_webhook_words import a_webhook, an_attempt

DAY = dt.timedelta(days=1)


def _submission(submission: Submission, *, is_read: bool) -> Words:
    rows = [
        *(a_good_row(row) for row in range(2, 1_200)),
        *(a_refused_row(row, row_issue("FIELD_MISSING", row, field="Last Name")) for row in range(1_200, 1_240, 2)),
        a_refused_row(1_250, row_issue("FIELD_MISSING", 1_250, field="First Name")),
        a_refused_row(1_251, row_issue("FIELD_MISSING", 1_251, field="Date of Birth")),
        *(a_rejected_row(row, "BOARD_ID_NOT_FOUND", "ABIM has nobody with this ID.") for row in range(1_260, 1_300)),
    ]
    summary = summarise((), rows) if is_read else summarise((file_issue("FILE_FORMAT_UNKNOWN"),), ())
    link = FixItAddress(ADDRESSES.fix_it(SUBMISSION_ID, "t" * 43), NOW + 30 * DAY) if is_read else None
    return submission_words(summary, submission, link, ADDRESSES)


def _physician() -> Words:
    news = CreditNews(
        provider_id=PROVIDER_ID,
        activity_id="202699001",
        completed_on=NOW.date(),
        board="ABIM",
        lines=(NewsLine(board="ABIM", credit_type="Medical Knowledge", amount=1.5),),
        reason_code="BOARD_ID_NOT_FOUND",
    )
    known = Known(
        {"202699001": "Sepsis at night"},
        {PROVIDER_ID: ProviderContact(provider_id=PROVIDER_ID, name=PROVIDER.name)},
        {},
    )
    links = PhysicianLinks(ADDRESSES.account, ADDRESSES.mail_preferences("t" * 43))
    notices = [PhysicianNotice(notice_id=f"n{number}", kind=MailKind.REJECTED, news=news) for number in range(3)]
    return physician_words(MailKind.REJECTED, "m1", notices, known, links)


def _contact(kind: ContactMailKind, files: int) -> Words:
    is_whole = kind is ContactMailKind.TAKEN_WHOLE
    told = [
        MailedFile(
            FileNews(
                submission_id=SUBMISSION_ID,
                provider_id=PROVIDER_ID,
                rows=1_200,
                to_mend=0 if is_whole else number,
                is_whole=is_whole,
            ),
            a_submission(upload_key=f"{PROVIDER_ID}/spring-{number}.xlsx"),
            PROVIDER.name,
        )
        for number in range(1, files + 1)
    ]
    return contact_words(kind, "m2", told, ADDRESSES, "t" * 43)


def _share() -> tuple[Words, Words]:
    choice = TranscriptChoice.model_validate({"first": "2025-01-01", "last": "2026-11-20"})
    share = Share(
        share_id="s1",
        sub="zoe",
        reader="Credentialing office",
        choice=choice,
        is_fixed=False,
        made_at=NOW,
        ends_at=NOW + 30 * DAY,
        digest="d",
        email="office@example.org",
    )
    mail = ShareMail(code_id="c1", asked_at=NOW, kind=ShareMailKind.LINK)
    address = share_address(ADDRESSES.site, "t" * 43)
    return share_link_words(share, mail, "Zoe Invented", address), share_code_words(mail, "12345678")


def _reminders() -> Words:
    year, day = dt.date(2027, 3, 31), NOW.date() + 7 * DAY
    deadlines = [Deadline(year if kind in {"year", "activities", "learners"} else day, kind) for kind in ReminderKind]
    matters = {
        ReminderKind.YEAR: [("Agreement", "", "signature of the primary contact"), ("Send", "", "sending")],
        ReminderKind.ACTIVITIES: [
            (f"Sepsis at night, part {part}", f"2026990{part:02}", "fee") for part in range(1, 13)
        ],
        ReminderKind.LEARNERS: [("Sepsis at night", "202499001", "no learner reported for ABIM, ABP")],
        ReminderKind.COUNTING: [("Sepsis at night", "202699001", "no learner reported for ABA")],
        ReminderKind.DRAFTS: [
            ("Ventilation at home, and when to begin with it early", "202699020", "description, fee")
        ],
        ReminderKind.REQUESTS: [("Sepsis at night", "202699001", "a physician misses the credit of 2026-10-03")],
        ReminderKind.KEYS: [("Key", "0009999-7f3a9c21", "refused from 2026-11-28 00:00 UTC on, never used")],
    }
    told = [
        Reminder(deadline, "", tuple(OpenMatter(deadline, *matter) for matter in matters[deadline.kind]))
        for deadline in deadlines
    ]
    return reminder_words(f"{PROVIDER_ID}-{NOW.date()}", PROVIDER_ID, told, ADDRESSES, NOW.date())


def _missing(*, reminder: bool) -> Words:
    ids = (AskingId("ABIM", "ABIM ID", "123456"), AskingId("NPI", "NPI", "1234567893"))
    asker = AskingPhysician("Zoe", "Invented", ids)
    request = a_missing_credit(words="I signed the sheet at 4 pm.")
    return missing_words(request, asker, ADDRESSES.missing_credit("m1", "t" * 43), reminder=reminder)


def every_words() -> dict[str, Words]:
    """Return what each mail says, by a name of its own."""
    webhook = a_webhook(disabled_because=DisabledBecause.FAILING, succeeded_at=NOW)
    case = Case(case_id="k1", kind=CaseKind.HELD, sub="other", authority="ABIM", entry_id="123456", opened_at=NOW)
    code = AskedCode(code_id="c1", asked_at=NOW, authority="ABIM", entry_id="123456", to=EntryKey("ABIM", "123456"))
    link, share_code = _share()
    drawn = CheckedLicensee(number="35900001", rows=(), result=CheckResult.OPEN)
    return {
        "audit": audit_words(an_audit(), drawn, ADDRESSES, has_account=True),
        "audit-without-account": audit_words(an_audit(), drawn, ADDRESSES, has_account=False),
        "submission": _submission(a_submission(lines=1_300), is_read=True),
        "submission-unread": _submission(a_submission(format=None, kind=None), is_read=False),
        "calls": call_words("5ab5c0de" * 4, [a_rejected_call(name) for name in "abc"], ADDRESSES, HOUR),
        "webhook": webhook_words(
            webhook, an_attempt(503), NOW, ADDRESSES.console(PROVIDER_ID, "systems", part="webhooks")
        ),
        "role": role_words(
            RoleChangedMessage(sub="rae", role=Role(kind=RoleKind.PRIMARY, at=PROVIDER_ID), changed_at=NOW),
            PROVIDER.name,
            ADDRESSES,
        ),
        "role-taken": role_words(
            RoleChangedMessage(sub="rae", role=Role(kind=RoleKind.OFFICER, at="OH"), is_taken=True, changed_at=NOW),
            "the State Medical Board of Ohio",
            ADDRESSES,
        ),
        "review": review_words(
            a_review_request(),
            an_activity(title="Sepsis at night"),
            ADDRESSES.console(PROVIDER_ID, "activities/202612345", part="reviews"),
        ),
        "missing": _missing(reminder=False),
        "missing-reminder": _missing(reminder=True),
        "reminders": _reminders(),
        "physician": _physician(),
        "contact": _contact(ContactMailKind.TAKEN_WHOLE, 1),
        "contact-many": _contact(ContactMailKind.TO_MEND, 23),
        "claim": tried_words(case),
        "claim-code": claim_code_words(code, "123456"),
        "share": link,
        "share-code": share_code,
    }


def mail_of(words: Words) -> Mail:
    """Return the mail that says so, to a provider's contact or to somebody who signs in."""
    is_of_provider = words.kind in {"submission", "calls", "webhook", "review", "missing", "reminders"}
    contact = Contact(name="Paula Sample-Ortega", email="paula@cme.example.org")
    if is_of_provider:
        return compose_mail(words, PROVIDER, contact, sender=SENDER, at=NOW)
    return compose_mail(words, None, Contact(name="", email="zoe@example.org"), sender=SENDER, at=NOW)
