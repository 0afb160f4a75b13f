"""Transcripts as ``ACCMETranscripts``, and the sum of their credits, in the shape of ACCME's drafts of 2025."""

from collections.abc import Iterator
from typing import Any

from cmehub.documents.amounts import written_amount
from cmehub.documents.elements import as_xml
from cmehub.documents.learner_reports import written_day
from cmehub.formats.json_values import without_blanks
from cmehub.learners.credits import TranscriptCredit
from cmehub.learners.transcripts import CompletedActivity, Transcript, TranscriptHolder
from cmehub.people.licensing_boards import LICENSING_BOARDS
from cmehub.people.states import STATES
from cmehub.rules.packs import is_board, packs_of


def transcript_document(transcript: Transcript, *, flat: bool = False) -> dict[str, Any]:
    """
    Return a transcript.

    Parameters
    ----------
    transcript
        The transcript.
    flat
        Whether to tell one licence and no certificates, as the schema of 26 March 2025 did; that of 19 May 2025 has
        lists of both.
    """
    member = {
        "Name": _name(transcript.member),
        **(_flat_info(transcript.member) if flat else _info(transcript.member)),
    }
    activities = [{"Activity": _activity(completed)} for completed in transcript.activities]
    told = {"Member": without_blanks(member), "ActivityTranscript": activities}
    return {"ACCMETranscripts": [told | _notes(transcript)]}


def credits_summary(transcript: Transcript) -> dict[str, Any]:
    """Return the sum of a transcript's AMA PRA Category 1 credits."""
    return {"learner": _name(transcript.member), "totalCredits": written_amount(transcript.cme), "unit": "Point"}


def transcript_xml(document: dict[str, Any]) -> bytes:
    """Write a document of `transcript_document` as XML."""
    return as_xml("ACCMETranscripts", {"ACCMETranscript": document["ACCMETranscripts"]})


def credits_summary_xml(summary: dict[str, Any]) -> bytes:
    """Write a document of `credits_summary` as XML."""
    return as_xml("LearnerTranscriptCredits", summary)


def _notes(transcript: Transcript) -> dict[str, Any]:
    denied = [f"{activity.title} ({activity.completed_on})" for activity in transcript.activities if activity.is_denied]
    return {"XtensibleInfo": {"Notes": f"The learner doesn't permit to share: {'; '.join(denied)}"}} if denied else {}


def _name(member: TranscriptHolder) -> dict[str, str]:
    return {"GivenName": member.given_name, "FamilyName": member.family_name}


def _flat_info(member: TranscriptHolder) -> dict[str, Any]:
    first = next(iter(_licences(member)), {})
    info = {
        "StateOfLicensure": first.get("StateOfLicensure"),
        "StateMedicalLicenseID": first.get("StateMedicalLicenseID"),
        "NPI": member.ids.get("NPI"),
    }
    return {"PersonalInfo": info}


def _info(member: TranscriptHolder) -> dict[str, Any]:
    """Return what a member's IDs are; ACCME's schema of May allows licences alone under ``PersonalInfo``."""
    return {
        "PersonalInfo": {"Licensure": [*_licences(member)]},
        "Certification": [
            {"CertifyingBoard": packs_of(board)[-1].name, "CertifyingBoardID": board_id}
            for board, board_id in member.ids.items()
            if is_board(board)
        ],
        "NPI": member.ids.get("NPI"),
    }


def _licences(member: TranscriptHolder) -> Iterator[dict[str, Any]]:
    for state, licence in member.ids.items():
        if state in STATES:
            yield without_blanks(
                {
                    "StateOfLicensure": state,
                    "StateLicensingBoard": LICENSING_BOARDS.get(state),
                    "StateMedicalLicenseID": licence,
                }
            )


def _activity(activity: CompletedActivity) -> dict[str, Any]:
    return {
        "ProviderOrganization": activity.provider_id,
        "ReportingOrganization": activity.organisation,
        "Module": {
            "ModuleName": {"value": activity.title, "moduleID": activity.activity_id},
            "Status": "Completed",
            "CompletedDateTime": written_day(activity.completed_on),
            "CreditCertificate": [_certificate(credit) for credit in activity.credits],
        },
    }


def _certificate(credit: TranscriptCredit) -> dict[str, Any]:
    """Return a credit; ACCME's schema has no place for the board that accepted it, whose types others have too."""
    certificate = {
        "CreditID": credit.credit_id,
        "CreditReceived": {
            "activityCertification": credit.credit_type,
            "creditUnit": "Point",
            "numberOfCredits": written_amount(credit.amount),
        },
    }
    has_board = is_board(credit.board) and not credit.derived
    return certificate | ({"CertifyingBoard": credit.board} if has_board else {})
