"""What the mails about claims say; they name no number of a person."""

from cmehub.accounts.claims import CODE_LIFE, AskedCode, Case
from functions.notify.mail.mail import NoticeKind, Words
from functions.notify.mail.wording import moment

TRIED = "Somebody tried to claim you"
CODE = "Your code for CME Hub"


def tried_words(case: Case) -> Words:
    """Compose what somebody is told who is held by an account, when another account tried."""
    seen = {"headline": TRIED, "preview": "They were told nothing.", "tried": moment(case.opened_at)}
    return Words(NoticeKind.CLAIM, case.case_id, TRIED, seen)


def code_words(asked: AskedCode, code: str) -> Words:
    """Compose the mail with a code."""
    minutes = int(CODE_LIFE.total_seconds()) // 60
    seen = {
        "headline": CODE,
        "preview": f"It counts for {minutes} minutes.",
        "code": code,
        "minutes": minutes,
        "authority": asked.to.authority,
    }
    return Words(NoticeKind.CODE, asked.code_id, CODE, seen)
