"""What the mail about a submission says."""

from cmehub.submissions.submission import Submission
from functions.notify.mail.addresses import Addresses, FixItAddress
from functions.notify.mail.mail import NoticeKind, Words
from functions.notify.mail.mail_sections import mail_sections, tallies
from functions.notify.mail.summary import Summary
from functions.notify.mail.wording import (
    FIX_IT_ADVICE,
    advice,
    day,
    file_name,
    headline,
    moment,
    preview,
    read,
    row_words,
)


def submission_words(
    summary: Summary, submission: Submission, fix_it: FixItAddress | None, addresses: Addresses
) -> Words:
    """
    Compose what the mail says; the same input gives the same words.

    Parameters
    ----------
    summary, submission
        What came of what.
    fix_it
        The link to the fix-it workbook, if there is one.
    addresses
        Where files go and what the codes mean.
    """
    words = row_words(submission)
    name = file_name(submission)
    said = headline(summary, words)
    seen = {
        "headline": said,
        "preview": preview(summary, words),
        "received": moment(submission.received_at),
        "read": read(submission, summary, words),
        "advice": advice(summary, words, has_fix_it=fix_it is not None),
        "tallies": tallies(summary),
        "sections": mail_sections(summary, words),
        "file_name": name,
        "submission": submission,
        "summary": summary,
        "words": words,
        "fix_it": fix_it,
        "fix_it_advice": FIX_IT_ADVICE,
        "fix_it_until": day(fix_it.ends_at) if fix_it else "",
        "addresses": addresses,
        "rows_to_mend": addresses.rows_to_mend(submission.provider_id, submission.submission_id),
    }
    return Words(NoticeKind.SUBMISSION, submission.submission_id, f"{said}: {name}", seen)
