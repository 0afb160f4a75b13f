"""What the mail about a submission says."""

from cmehub.submissions.submission import Submission
from functions.notify.mail.mail import NoticeKind, Words
from functions.notify.mail.mail_sections import mail_sections, tallies
from functions.notify.mail.summary import Summary
from functions.notify.mail.wording import FIX_IT_ADVICE, advice, file_name, headline, moment, preview, row_words


def submission_words(summary: Summary, submission: Submission, fix_it: str | None) -> Words:
    """
    Compose what the mail says; the same input gives the same words.

    Parameters
    ----------
    summary, submission
        What came of what.
    fix_it
        A link to the fix-it workbook, if there is one.
    """
    words = row_words(submission)
    name = file_name(submission)
    said = headline(summary, words)
    seen = {
        "headline": said,
        "preview": preview(summary, words),
        "received": moment(submission.received_at),
        "advice": advice(summary, words, has_fix_it=fix_it is not None),
        "tallies": tallies(summary),
        "sections": mail_sections(summary, words),
        "file_name": name,
        "submission": submission,
        "summary": summary,
        "words": words,
        "fix_it": fix_it,
        "fix_it_advice": FIX_IT_ADVICE,
    }
    return Words(NoticeKind.SUBMISSION, submission.submission_id, f"{said}: {name}", seen)
