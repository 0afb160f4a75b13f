"""What mails with codes say."""

from cmehub.accounts.mailed_codes import CODE_LIFE
from functions.notify.mail.mail import NoticeKind, Words

CODE = "Your code for CME Hub"


def code_words(about: str, code: str, *, unasked: str, why: str) -> Words:
    """
    Compose the mail with a code.

    Parameters
    ----------
    about
        What names the code.
    unasked
        What it means if whoever gets the mail didn't ask for it.
    why
        Why it goes to this address.
    """
    minutes = int(CODE_LIFE.total_seconds()) // 60
    seen = {
        "headline": CODE,
        "preview": f"It counts for {minutes} minutes.",
        "code": code,
        "minutes": minutes,
        "unasked": unasked,
        "why": why,
    }
    return Words(NoticeKind.CODE, about, CODE, seen)
