"""The routes for transcripts, as ACCME's draft of 2025 has them."""

import re
from collections.abc import Callable

from aws_lambda_powertools.event_handler import Response

from cmehub.api.access import READING
from cmehub.api.problems import ProblemError
from cmehub.documents.transcript_pdf import transcript_pdf
from cmehub.documents.transcripts import credits_summary, credits_summary_xml, transcript_document, transcript_xml
from cmehub.learners.transcripts import Span, Transcript
from cmehub.people.states import STATES
from functions.validate.pars.api import ParsApi
from functions.validate.pars.hub import TranscriptHub
from functions.validate.pars.requests import Arguments, Media
from functions.validate.pars.transcripts import NamedPhysician

_FLAT, _CURRENT = "2025-03-26", "2025-05-19"
_SCHEMAS = {None: False, _CURRENT: False, _FLAT: True}
_START, _END = "completionDateRangeStart", "completionDateRangeEnd"
_NPI = re.compile(r"[0-9]{10}")


def add_transcript_routes(app: ParsApi, hub: Callable[[], TranscriptHub]) -> None:
    """Add the routes to the API of a function, which makes what it needs once per process."""

    @app.get("/GetLearnerTranscriptbyLearner")
    def tell_transcript() -> Response[str]:
        """Answer with the transcript of a physician."""
        given = arguments()
        schema = given.text("schemaVersion")
        if schema not in _SCHEMAS:
            raise ProblemError("REQUEST_INVALID", f"schemaVersion: give {_CURRENT} or {_FLAT}")
        document = transcript_document(transcript(given), flat=_SCHEMAS[schema])
        return app.written(document, transcript_xml)

    @app.get("/GetLearnerTranscriptbyLearnerPDF")
    def print_transcript() -> Response[str]:
        """Answer with the transcript of a physician as PDF."""
        found = transcript(arguments())
        reported_by = None if app.is_state_system else hub().of_providers.organisation(app.caller.provider_id)
        return app.binary(transcript_pdf(found, hub().clock(), reported_by), Media.PDF)

    @app.get("/GetLearnerTranscriptCreditsByDate")
    def sum_credits() -> Response[str]:
        """Answer with the sum of a physician's CME credits between two dates."""
        given = arguments()
        given.needed(_START)
        given.needed(_END)
        summary = credits_summary(transcript(given))
        return app.written(summary, credits_summary_xml)

    def arguments() -> Arguments:
        return Arguments.of(app.current_event.raw_event)

    def transcript(given: Arguments) -> Transcript:
        named, span = _named(given), Span(first=given.day(_START), last=given.day(_END))
        if app.is_state_system:
            return hub().of_states.transcript(app.state_system, named, span, app.request_id)
        return hub().of_providers.transcript(app.caller.may(READING), named, span, app.request_id)


def _named(given: Arguments) -> NamedPhysician:
    state, licence, npi = given.text("stateOfLicensure"), given.text("stateMedicalLicenseID"), given.text("npi")
    if state and state not in STATES:
        raise ProblemError("REQUEST_INVALID", "stateOfLicensure: give the two letters of a state")
    if npi and not _NPI.fullmatch(npi):
        raise ProblemError("REQUEST_INVALID", "npi: give ten digits")
    if not (npi or (state and licence)):
        raise ProblemError("REQUEST_INVALID", "Give stateOfLicensure with stateMedicalLicenseID, or npi, or all three.")
    return NamedPhysician(given.needed("firstName"), given.needed("lastName"), state, licence, npi)
