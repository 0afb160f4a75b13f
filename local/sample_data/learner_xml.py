"""Completions as `ACCMELearnerReports` XML, written as a stream."""

import datetime as dt
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import TextIO

from cmehub.people.npi import is_npi
from local.sample_data.completions import Amount, Completion
from local.sample_data.providers import MAIN_PROVIDER_ID, PROVIDER_NAMES
from local.sample_data.states import STATE_CODES

CME_CREDIT_TYPE = "AMA PRA Category 1"
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<ACCMELearnerReports>
 <ar:ActivityReports xmlns:ar="http://ns.medbiq.org/activityreport/v1/" xmlns:m="http://ns.medbiq.org/member/v1/"\
 xmlns:n="http://ns.medbiq.org/name/v1/" xmlns:hx="http://ns.medbiq.org/lom/extend/v1/">
  <ar:DateTimeCreated>2026-11-02T09:30:00</ar:DateTimeCreated>
"""
_TAIL = """ </ar:ActivityReports>
</ACCMELearnerReports>
"""


def write_reports(path: Path, completions: Iterable[Completion], *, member_ids_every: int = 2) -> int:
    """Write completions as learner reports, in constant memory.

    Parameters
    ----------
    member_ids_every
        Each so-manieth report has its board ID at the Member, as the MedBiquitous standard says; the others have it
        at each CreditCertificate, as ACCME's own schema does.

    Returns
    -------
    int
        Reports written.
    """
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_HEAD)
        for count, completion in enumerate(completions, start=1):
            _write_report(file, completion, at_member=count % member_ids_every == 0)
        file.write(_TAIL)
    return count


def _write_report(file: TextIO, completion: Completion, *, at_member: bool) -> None:
    board_id = _unique_id("m", completion.board, completion.board_id)
    organisation = escape(PROVIDER_NAMES[MAIN_PROVIDER_ID])
    title = escape(completion.title)
    birth = (
        f"<m:PersonalInfo><m:BirthDate>{day_text(completion.birth_day, '2000-')}</m:BirthDate></m:PersonalInfo>"
        if completion.birth_day
        else ""
    )
    file.write(
        "  <ar:ActivityReport>\n"
        f"   <ar:ReportingOrganization>{organisation}</ar:ReportingOrganization>\n"
        f"   <ar:Member>{board_id if at_member else ''}<m:Name>{_element('n:GivenName', completion.given_name)}"
        f"{_element('n:FamilyName', completion.family_name)}</m:Name>{birth}</ar:Member>\n"
        f"   <ar:Activity><ar:ProviderOrganization>{MAIN_PROVIDER_ID}</ar:ProviderOrganization>"
        f"<ar:ActivityName>{title}</ar:ActivityName>\n"
        f'    <ar:Module><ar:ModuleName moduleID="{completion.activity_id}">{title}</ar:ModuleName>'
        "<ar:Status>Completed</ar:Status>"
        f"<ar:CompletedDateTime>{day_text(completion.completed_on)}T00:00:00</ar:CompletedDateTime>\n"
    )
    for place, (unique_id, credit_type, amount) in enumerate(_lines(completion, "" if at_member else board_id)):
        credit_id = _element(
            "ar:CreditID", completion.credit_ids[place] if place < len(completion.credit_ids) else None
        )
        file.write(
            f"     <ar:CreditCertificate>{unique_id}<ar:CreditReceived>"
            f"{_element('hx:activityCertification', credit_type)}<hx:creditUnit>Point</hx:creditUnit>"
            f"{_element('hx:numberOfCredits', _number(amount))}</ar:CreditReceived>{credit_id}</ar:CreditCertificate>\n"
        )
    action = completion.action.lower() if completion.action else None
    file.write(
        "    </ar:Module></ar:Activity>\n"
        f"   <ar:XtensibleInfo><ProviderID>{MAIN_PROVIDER_ID}</ProviderID>{_element('LearnerRecordAction', action)}"
        "</ar:XtensibleInfo>\n"
        "  </ar:ActivityReport>\n"
    )


def _lines(completion: Completion, board_id: str) -> Iterable[tuple[str, str | None, Amount]]:
    if completion.cme_credits is not None:
        domain = "NPI" if is_npi(str(completion.licence)) else STATE_CODES.get(completion.state or "", completion.state)
        yield _unique_id("m", domain, completion.licence), CME_CREDIT_TYPE, completion.cme_credits
    for credit_type, amount in completion.lines:
        yield board_id, credit_type, amount


def _unique_id(prefix: str, domain: str | None, value: str | int | None) -> str:
    if domain is None and value is None:
        return ""
    return f'<{prefix}:UniqueID domain="{escape(domain or "")}">{escape(str(value or ""))}</{prefix}:UniqueID>'


def _element(name: str, text: str | None) -> str:
    return "" if text is None else f"<{name}>{escape(text, quote=False)}</{name}>"


def day_text(value: dt.date | str | None, filler: str = "") -> str:
    """Return a day as XML and JSON write it; the filler stands before a day without a year."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return f"{filler}{value or ''}".replace("/", "-")


def _number(amount: Amount) -> str | None:
    return f"{amount:g}" if isinstance(amount, float | int) else amount
