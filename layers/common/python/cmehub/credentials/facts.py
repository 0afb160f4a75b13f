"""What credits say of each record, so that it is seen when a board or a provider takes one back; pure, no I/O."""

from collections.abc import Iterable

from cmehub.credentials.issued import short_digest
from cmehub.learners.credits import COUNTING, Credit


def facts_of(credits_: Iterable[Credit]) -> dict[str, str]:
    """
    Return what credits say of each record that counts, by the record; both as digests.

    CME credit that follows from MOC credit is left out: it changes with what is reported beside it.
    """
    told: dict[str, list[str]] = {}
    for credit in credits_:
        if credit.status in COUNTING and not credit.derived:
            line = (
                f"{credit.activity_id}|{credit.completion_date}|{credit.board}|{credit.credit_type}|{credit.amount:g}"
            )
            told.setdefault(credit.record_id, []).append(line)
    return {short_digest(record_id): short_digest("\n".join(sorted(lines))) for record_id, lines in told.items()}
