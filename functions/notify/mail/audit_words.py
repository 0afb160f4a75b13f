"""What the mail about an audit says; others may read it, so it tells nothing of what is met, and no number."""

from cmehub.licensing.audits import Audit
from cmehub.licensing.checked_licensees import CheckedLicensee
from cmehub.licensing.state_readers import licensing_name
from functions.notify.mail.addresses import Addresses
from functions.notify.mail.mail import NoticeKind, Words
from functions.notify.mail.wording import day


def audit_words(audit: Audit, licensee: CheckedLicensee, addresses: Addresses, *, has_account: bool) -> Words:
    """
    Compose what somebody who was drawn is told; the same input gives the same words.

    Parameters
    ----------
    licensee
        Who was drawn: only which days are looked at is told.
    has_account
        Whether an account confirmed the licence; who has none is told how to open one.
    """
    board, until = licensing_name(audit.check.state, audit.check.on), day(audit.until)
    headline = f"{board}: an audit"
    details = [
        ("Who asks", board),
        ("It is about what you completed", _days(audit, licensee)),
        ("Answer until the end of", f"{until}, US Eastern"),
    ]
    seen = {
        "headline": headline,
        "preview": f"Answer until {until}.",
        "details": details,
        "has_account": has_account,
        "address": f"{addresses.account}settings" if has_account else addresses.account,
    }
    about = f"{audit.check.state}-{audit.check.check_id}"
    return Words(NoticeKind.AUDIT, about, f"{headline}, answer until {until}", seen)


def _days(audit: Audit, licensee: CheckedLicensee) -> str:
    if licensee.cycle_starts and licensee.cycle_ends:
        return f"from {day(licensee.cycle_starts)} to {day(licensee.cycle_ends)}"
    return f"in your licence's cycle on {day(audit.check.on)}"
