"""Guards against automata: which refusals tell that somebody guesses or takes too much, counted for the operator."""

import os
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from cmehub.api.access import Caller, SignedInPerson, StateSystem

if TYPE_CHECKING:
    from aws_lambda_powertools import Logger

GUARD_METRIC, GUARD_SERVICE = "Refused", "guards"


class Guard(StrEnum):
    """What is guarded."""

    CREDENTIALS = "credentials"
    CALLS = "calls"
    MATCHES = "matches"
    LICENSEES = "licensees"
    CLAIMS = "claims"
    CODES = "codes"
    SHARES = "shares"
    DOCUMENTS = "documents"


class Guarded(NamedTuple):
    """
    What is refused by a guard.

    Attributes
    ----------
    codes
        The problems that are answered then.
    most_an_hour
        More of them in an hour than people make by mistake.
    """

    codes: tuple[str, ...]
    most_an_hour: int


GUARDED: dict[Guard, Guarded] = {
    Guard.CREDENTIALS: Guarded(("KEY_UNKNOWN", "TOKEN_INVALID"), 300),
    Guard.CALLS: Guarded(("RATE_EXCEEDED", "QUOTA_EXCEEDED"), 3_000),
    Guard.MATCHES: Guarded(("MATCHES_EXHAUSTED",), 30),
    Guard.LICENSEES: Guarded(("LICENSEE_NAMES_SPENT",), 10),
    Guard.CLAIMS: Guarded(("CLAIM_REFUSED", "CLAIM_TRIES_SPENT"), 60),
    Guard.CODES: Guarded(("CODE_WRONG", "CODES_SPENT"), 60),
    Guard.SHARES: Guarded(
        ("PASSCODE_WRONG", "PASSCODE_TRIES_SPENT", "SHARE_CODES_SPENT", "SHARE_MAILS_SPENT"),
        60,
    ),
    Guard.DOCUMENTS: Guarded(("CREDENTIALS_SPENT", "MISSING_CREDITS_TOO_MANY"), 30),
}

GUARD_OF: dict[str, Guard] = {code: guard for guard, guarded in GUARDED.items() for code in guarded.codes}


def note_problem(logger: "Logger", code: str, caller: Caller | SignedInPerson | StateSystem | None) -> None:
    """Write down which problem is answered and to whom, and count it if a guard refused."""
    logger.info("problem answered", code=code, caller=_id_of(caller))
    if guard := GUARD_OF.get(code):
        from aws_lambda_powertools.metrics import MetricUnit, single_metric  # few calls need it, and it takes a while

        namespace = os.environ.get("POWERTOOLS_METRICS_NAMESPACE", "CMEHub")
        with single_metric(name=GUARD_METRIC, unit=MetricUnit.Count, value=1, namespace=namespace) as metric:
            metric.add_dimension(name="service", value=GUARD_SERVICE)  # one count for all functions that answer
            metric.add_dimension(name="guard", value=guard.value)


def _id_of(caller: Caller | SignedInPerson | StateSystem | None) -> str | None:
    match caller:
        case Caller():
            return caller.caller_id
        case SignedInPerson():
            return caller.sub
        case StateSystem():
            return caller.key_id
        case None:
            return None
