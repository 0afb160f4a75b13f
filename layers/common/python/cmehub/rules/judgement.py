"""How a simulated board decides, by the rules in its pack; pure, no I/O."""

from cmehub.boards.ledgers import BoardRequest, Decision, EntryStatus, Ledger, LedgerEntry, reason_text
from cmehub.people.identity import Person, disagreements, told_field
from cmehub.people.rosters import RosterEntry
from cmehub.rules.packs import RulePack, SameDayRule

ENTRIES_LIMIT = 1_000
"""So many records of one diplomate for one activity are taken; a ledger has room for them."""

Reason = tuple[str, str]


def judge(
    ask: str,
    request: BoardRequest,
    ledger: Ledger,
    diplomate: RosterEntry | None,
    pack: RulePack,
    *,
    is_of_other: bool = False,
) -> tuple[Decision, Ledger]:
    """
    Decide on one request.

    Parameters
    ----------
    ask
        The name of the ask that the request is part of.
    request
        What is asked.
    ledger
        Everything decided before for the same diplomate and activity.
    diplomate
        Who the roster has under the request's ID, if anybody.
    pack
        The board's rules on the completion date.
    is_of_other
        Whether the names and the birth day are those of one person who has another ID.

    Returns
    -------
    Decision
        The answer; for a request that was decided before, the same answer again.
    Ledger
        The ledger with the answer in it, if it is a yes.
    """
    if rejected := ledger.rejection(ask, request.row):
        return _decision(request, (rejected.reason_code, rejected.reason)), ledger
    entry = ledger.entries.get(request.record_id)
    if request.action == "delete":
        reason = None if entry else _reason("DELETE_UNKNOWN_RECORD")
    elif entry and (entry.origin == request.origin or entry.status is EntryStatus.ACCEPTED):
        return _decision(request, None), ledger
    else:
        reason = (
            _identity(request, diplomate, pack, is_of_other=is_of_other)
            or _one_record(request, ledger, pack)
            or _same_day(request, ledger, pack)
            or _maximum(request, ledger, pack)
            or _room(request, ledger)
        )
    return _decision(request, reason), ledger if reason else ledger.with_accepted(request)


def _decision(request: BoardRequest, reason: Reason | None) -> Decision:
    code, text = reason or (None, None)
    return Decision(row=request.row, board=request.board, accepted=reason is None, reason_code=code, reason=text)


def _identity(
    request: BoardRequest, diplomate: RosterEntry | None, pack: RulePack, *, is_of_other: bool
) -> Reason | None:
    person = person_of(request)
    policy = pack.provisional or pack.identity
    if diplomate and not disagreements(policy, diplomate, person):
        return None
    if is_of_other:
        return _reason("NUMBER_NOT_THEIRS", field=f"The {request.board} ID")
    if diplomate and (field := told_field(person, diplomate)):
        return _reason("IDENTITY_MISMATCH", board=request.board, fields=field)
    return _reason("DIPLOMATE_NOT_FOUND" if request.by_name else "BOARD_ID_NOT_FOUND", board=request.board)


def person_of(request: BoardRequest) -> Person:
    """Return whom a request is about."""
    return Person(request.given_name, request.family_name, request.birth_month_day)


def _one_record(request: BoardRequest, ledger: Ledger, pack: RulePack) -> Reason | None:
    if pack.one_record and ledger.accepted:
        return _reason("DUPLICATE_ACTIVITY", board=request.board)
    return None


def _same_day(request: BoardRequest, ledger: Ledger, pack: RulePack) -> Reason | None:
    rule = pack.same_day
    if rule is None or request.activity_format in rule.exempt_formats:
        return None
    that_day = [entry for entry in ledger.accepted if entry.completion_date == request.completion_date]
    if not that_day:
        return None
    if rule.split_type is None or rule.split_type not in request.offered:
        return _reason("DUPLICATE_SAME_DAY", board=request.board)
    return _split(request, that_day, rule)


def _split(request: BoardRequest, that_day: list[LedgerEntry], rule: SameDayRule) -> Reason | None:
    """Let a second record in if exactly one of the two has the type that splits a day."""
    with_type = sum(
        rule.split_type in credit_type
        for credit_type in (request.credit_types, *(entry.credit_types for entry in that_day))
    )
    if len(that_day) == 1 and with_type == 1:
        return None
    return _reason("SAME_DAY_RECORD_LIMIT", board=request.board, credit_type=rule.split_type)


def _maximum(request: BoardRequest, ledger: Ledger, pack: RulePack) -> Reason | None:
    if pack.cap and sum(entry.points for entry in ledger.accepted) + request.points > request.maximum:
        return _reason("MAX_POINTS_REACHED", board=request.board, maximum=f"{request.maximum:g}")
    return None


def _room(request: BoardRequest, ledger: Ledger) -> Reason | None:
    if len(ledger.entries) >= ENTRIES_LIMIT and request.record_id not in ledger.entries:
        return _reason("RECORD_LIMIT", board=request.board, limit=ENTRIES_LIMIT)
    return None


def _reason(code: str, **details: object) -> Reason:
    return code, reason_text(code, **details)
