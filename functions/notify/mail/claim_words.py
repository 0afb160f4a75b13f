"""What the mails about claims say; they name no number of a person."""

from cmehub.accounts.claims import AskedCode, Case
from functions.notify.mail.code_words import code_words
from functions.notify.mail.mail import NoticeKind, Words
from functions.notify.mail.wording import moment

TRIED = "Somebody tried to claim you"


def tried_words(case: Case) -> Words:
    """Compose what somebody is told who is held by an account, when another account tried."""
    seen = {"headline": TRIED, "preview": "They were told nothing.", "tried": moment(case.opened_at)}
    return Words(NoticeKind.CLAIM, case.case_id, TRIED, seen)


def claim_code_words(asked: AskedCode, code: str) -> Words:
    """Compose the mail with a code that confirms a claim."""
    return code_words(
        asked.code_id,
        code,
        unasked="Somebody has signed in to CME Hub who says that they are you. Give the code to nobody: without it "
        "they are not confirmed. Tell whoever runs the hub.",
        why=f"The roster of {asked.to.authority} has this address.",
    )
