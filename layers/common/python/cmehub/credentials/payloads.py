"""
What is signed, as JSON.

A transcript is a Verifiable Credential (W3C, Data Model 2.0), a single credit an Open Badge (1EdTech, 3.0), a list of
who is revoked one of Bitstring Status List 1.0. Pure, no I/O.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from cmehub.credentials.issued import GOOD_FOR, DocumentState, verify_address
from cmehub.credentials.status_lists import PURPOSES, encoded, list_address, status_entry
from cmehub.learners.credits import Credit
from cmehub.learners.transcripts import Span, TranscriptHolder
from cmehub.passport.credits import authority_name
from cmehub.rules.packs import is_board

Payload = dict[str, Any]

ISSUER_NAME = "CME Hub"
CONTEXT = "https://www.w3.org/ns/credentials/v2"
_OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
# Gives the few words of a transcript that no published vocabulary has a meaning of their own.
_OWN_WORDS = "https://www.w3.org/ns/credentials/undefined-terms/v2"

_LIST_GOOD_FOR = dt.timedelta(days=1)


class Achieved(NamedTuple):
    """A credit with what it is called: the activity's title, and who gave it."""

    credit: Credit
    title: str
    organisation: str


class Sheet(NamedTuple):
    """What all credentials have: the address of the hub's site, their code, their moment, their place in the lists."""

    site_url: str
    code: str
    issued_at: dt.datetime
    place: int

    @property
    def address(self) -> str:
        """What names it, and where it can be verified."""
        return verify_address(self.site_url, self.code)


def transcript_payload(sheet: Sheet, member: TranscriptHolder, span: Span, achieved: Sequence[Achieved]) -> Payload:
    """
    Return the payload of a transcript: one entry for each credit, each of them as an Open Badge tells of it.

    Parameters
    ----------
    sheet
        What all credentials have.
    member
        The physician.
    span
        The completion dates that it covers.
    achieved
        The credits, all of which count.
    """
    return {
        "@context": [CONTEXT, _OPEN_BADGES, _OWN_WORDS],
        "type": ["VerifiableCredential", "TranscriptCredential"],
        "name": "Transcript of continuing medical education",
        **_head(sheet),
        "credentialStatus": [status_entry(sheet.site_url, state, sheet.place) for state in PURPOSES],
        "credentialSubject": {
            **_subject(sheet, "TranscriptSubject", member),
            **({"firstDay": span.first.isoformat()} if span.first else {}),
            **({"lastDay": span.last.isoformat()} if span.last else {}),
            "achievements": [_achievement(sheet, credit) for credit in achieved],
        },
    }


def badge_payload(sheet: Sheet, member: TranscriptHolder, achieved: Achieved) -> Payload:
    """
    Return the payload of an Open Badge for a single credit.

    It has what that standard asks of a token: ``iss``, ``jti``, ``sub``, ``nbf`` and ``exp``, and one status alone.
    """
    head = _head(sheet)
    subject = _subject(sheet, "AchievementSubject", member)
    achievement = _achievement(sheet, achieved)
    return {
        "@context": [CONTEXT, _OPEN_BADGES],
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": achieved.title,
        **head,
        "credentialStatus": status_entry(sheet.site_url, DocumentState.REVOKED, sheet.place),
        "credentialSubject": {**achievement, **subject},
        "iss": sheet.site_url,
        "jti": head["id"],
        "sub": subject["id"],
        "nbf": int(sheet.issued_at.timestamp()),
        "exp": int((sheet.issued_at + GOOD_FOR).timestamp()),
    }


def list_payload(site_url: str, state: DocumentState, number: int, indexes: Iterable[int], at: dt.datetime) -> Payload:
    """
    Return the payload of a list.

    Parameters
    ----------
    indexes
        The bits that are set.
    at
        From when it is good, for a day: an old one can't be shown for longer.
    """
    address = list_address(site_url, state, number)
    return {
        "@context": [CONTEXT],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer(site_url)["id"],
        "validFrom": moment(at),
        "validUntil": moment(at + _LIST_GOOD_FOR),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": PURPOSES[state],
            "encodedList": encoded(indexes),
        },
    }


def issuer(site_url: str) -> Payload:
    """Return who signs."""
    return {"id": site_url, "type": ["Profile"], "name": ISSUER_NAME, "url": site_url}


def moment(at: dt.datetime) -> str:
    """Return a moment as the standards write it, to the second, in UTC."""
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _head(sheet: Sheet) -> Payload:
    return {
        "id": sheet.address,
        "issuer": issuer(sheet.site_url),
        "validFrom": moment(sheet.issued_at),
        "validUntil": moment(sheet.issued_at + GOOD_FOR),
    }


def _subject(sheet: Sheet, kind: str, member: TranscriptHolder) -> Payload:
    names = f"{member.given_name} {member.family_name}".strip()
    known_as = [("ext:fullName", names), *((f"ext:{authority}", number) for authority, number in member.ids.items())]
    return {
        "id": f"{sheet.address}#physician",
        "type": [kind],
        "identifier": [
            {"type": "IdentityObject", "hashed": False, "identityHash": value, "identityType": name}
            for name, value in known_as
        ],
    }


def _achievement(sheet: Sheet, achieved: Achieved) -> Payload:
    """Return a credit as the subject of an Open Badge: who gave the activity is its creator, who took it the source."""
    credit = achieved.credit
    is_moc = is_board(credit.board) and not credit.derived
    board = authority_name(credit.board, credit.completion_date)
    told_for = f"for {board}" if credit.board != "NPI" else "for no state"
    return {
        "type": ["AchievementSubject"],
        "activityEndDate": f"{credit.completion_date}T00:00:00Z",
        "creditsEarned": credit.amount,
        "achievement": {
            "id": f"{sheet.site_url}/activities/{credit.activity_id}",
            "type": ["Achievement"],
            "achievementType": "ext:MOC" if is_moc else "ext:CME",
            "name": achieved.title,
            "description": f"{credit.credit_type}, {told_for}",
            "criteria": {"narrative": "The activity was completed, as its accredited provider reported."},
            "specialization": credit.credit_type,
            "creator": {
                "id": f"{sheet.site_url}/results?provider={credit.provider_id}",
                "type": ["Profile"],
                "name": achieved.organisation,
            },
        },
        "source": {"id": f"{sheet.site_url}/my-boards#{credit.board}", "type": ["Profile"], "name": board},
    }
