"""What the mails to the reader of a share say; neither has a passcode, and nothing of what is shared."""

from cmehub.passport.share_mails import ShareMail
from cmehub.passport.shares import Share
from functions.notify.mail.code_words import code_words
from functions.notify.mail.mail import NoticeKind, Words
from functions.notify.mail.wording import moment, shown

SHARED = "A physician shares a transcript with you"


def share_link_words(share: Share, mail: ShareMail, physician: str, address: str) -> Words:
    """
    Compose the mail with a link; the physician's own words aren't in it, since anybody can be given as its reader.

    Parameters
    ----------
    physician
        The name that a roster has.
    address
        Where the transcript is read.
    """
    seen = {
        "headline": SHARED,
        "preview": "Open the link, and have a code mailed to this address.",
        "physician": shown(physician),
        "until": f"until {moment(share.ends_at)}" if share.ends_at else "until the physician ends it",
        "has_passcode": share.passcode is not None,
        "address": address,
    }
    return Words(NoticeKind.SHARE, mail.code_id, SHARED, seen)


def share_code_words(mail: ShareMail, code: str) -> Words:
    """Compose the mail with a code to read."""
    return code_words(
        mail.code_id,
        f"{code[:4]} {code[4:]}",
        unasked="Somebody has the link of a transcript that a physician shares with you, and asked for a code. Give "
        "the code to nobody: without it they read nothing. Tell the physician.",
        why="A physician shares them with you, and gave this address.",
    )
