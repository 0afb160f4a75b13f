"""Which of a learner's IDs goes with a credit that names none itself."""

from collections.abc import Iterable

from cmehub.learners.records import CME_CREDIT_TYPE
from cmehub.rules.packs import board_code


def id_for(line: dict[str, str], ids: Iterable[dict[str, str]]) -> dict[str, str]:
    """
    Choose among the learner's IDs: a board's for board credit, a state's or an NPI for CME.

    Parameters
    ----------
    line
        The credit, with its ``credit_type``.
    ids
        Each with ``board`` (the ID's domain) and ``learner_id``, as far as the sender wrote them.
    """
    given = [*ids]
    is_moc = line.get("credit_type") != CME_CREDIT_TYPE
    fitting = (identity for identity in given if (board_code(identity.get("board", "")) is not None) == is_moc)
    return next(fitting, next(iter(given), {}))
