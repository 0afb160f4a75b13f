"""What a provider attests to by registering an activity for a board, as numbered versions of the statements."""

import hashlib

STATEMENTS: dict[str, tuple[str, ...]] = {
    "1": (
        "The activity keeps the requirements that {board} has for its Maintenance of Certification.",
        "What each learner completes is recorded and reported.",
        "The terms of {board} and of the accreditor for the use of these data are accepted.",
        "The accreditor may publish the data about the activity.",
        "If the activity is chosen for a review, questions about it will be answered.",
    )
}
"""
By version; a version that was ever in use stays as it is.

The five points are those of ACCME's CME for MOC FAQ (accme.org/faq/7921), in our own words.
"""


def attested_text(version: str, board: str) -> str:
    """Return the statements of a version about a board, one in each line."""
    return "\n".join(STATEMENTS[version]).format(board=board)


def text_digest(version: str, board: str) -> str:
    """Return the SHA-256 of the statements, so that it can be shown later what was attested to."""
    return hashlib.sha256(attested_text(version, board).encode()).hexdigest()
