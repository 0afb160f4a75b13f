"""The versions of the API: dates, of which a call may name one and every answer tells its own."""

from collections.abc import Mapping

from cmehub.api.problems import ProblemError

VERSION_HEADER = "CME-Hub-Version"
VERSIONS = ("2026-11-26",)
"""The oldest first. A version stays until a year after the next one: an older call is answered as it was."""


def version_of(headers: Mapping[str, str]) -> str:
    """
    Return the version that a call's headers, whose names are in lower case, ask for; the newest if they name none.

    Raises
    ------
    ProblemError
        If there is no such version.
    """
    asked = headers.get(VERSION_HEADER.lower(), VERSIONS[-1])
    if asked not in VERSIONS:
        raise ProblemError("VERSION_UNKNOWN", f"Leave {VERSION_HEADER} out, or send one of: {', '.join(VERSIONS)}.")
    return asked
