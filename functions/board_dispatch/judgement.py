"""How a simulated board decides, by the rules in its pack; pure, no I/O."""

from cmehub.boards import BoardRequest, Decision, Diplomate, EntryStatus, Ledger, LedgerEntry, reason_text
from cmehub.identity import disagreements
from cmehub.rule_packs import RulePack, SameDayRule

Reason = tuple[str, str]


def judge(
    request: BoardRequest, ledger: Ledger, diplomate: Diplomate | None, pack: RulePack
) -> tuple[Decision, Ledger]:
    """
    Decide on one request.

    Parameters
    ----------
    request
        What is asked.
    ledger
        Everything decided before for the same diplomate and activity.
    diplomate
        Who the roster has under the request's ID, if anybody.
    pack
        The board's rules on the completion date.

    Returns
    -------
    Decision
        The answer; for a question that was decided before, the same answer again.
    Ledger
        The ledger with the answer in it.
    """
    if request.action == "delete":
        return _withdraw(request, ledger)
    entry = ledger.entries.get(request.record_id)
    if entry is None or (entry.origin != request.origin and entry.status is not EntryStatus.ACCEPTED):
        entry = _decide(request, ledger, diplomate, pack)
        ledger = ledger.with_entry(request.record_id, entry)
    accepted = entry.status is not EntryStatus.REJECTED
    decision = Decision(
        row=request.row,
        board=request.board,
        accepted=accepted,
        reason_code=entry.reason_code,
        reason=entry.reason,
    )
    return decision, ledger


def _withdraw(request: BoardRequest, ledger: Ledger) -> tuple[Decision, Ledger]:
    entry = ledger.entries.get(request.record_id)
    if entry is None:
        code = "DELETE_UNKNOWN_RECORD"
        reason = reason_text(code)
        return (
            Decision(row=request.row, board=request.board, accepted=False, reason_code=code, reason=reason),
            ledger,
        )
    if entry.status is EntryStatus.ACCEPTED and request.origin not in entry.withdrawn_by:
        withdrawn = {"status": EntryStatus.WITHDRAWN, "withdrawn_by": (*entry.withdrawn_by, request.origin)}
        ledger = ledger.with_entry(request.record_id, entry.model_copy(update=withdrawn))
    return Decision(row=request.row, board=request.board, accepted=True), ledger


def _decide(request: BoardRequest, ledger: Ledger, diplomate: Diplomate | None, pack: RulePack) -> LedgerEntry:
    reason = _identity(request, diplomate, pack) or _same_day(request, ledger, pack) or _maximum(request, ledger)
    code, text = reason or (None, None)
    earlier = ledger.entries.get(request.record_id)
    return LedgerEntry(
        origin=request.origin,
        status=EntryStatus.REJECTED if reason else EntryStatus.ACCEPTED,
        completion_date=request.completion_date,
        points=request.points,
        credit_types=request.credit_types,
        reason_code=code,
        reason=text,
        withdrawn_by=earlier.withdrawn_by if earlier else (),
    )


def _identity(request: BoardRequest, diplomate: Diplomate | None, pack: RulePack) -> Reason | None:
    if diplomate is None:
        return _reason("DIPLOMATE_NOT_FOUND" if request.by_name else "BOARD_ID_NOT_FOUND", board=request.board)
    fields = disagreements(
        pack.identity,
        diplomate,
        given_name=request.given_name,
        family_name=request.family_name,
        birth_month_day=request.birth_month_day,
    )
    if fields:
        return _reason("IDENTITY_MISMATCH", board=request.board, fields=" and ".join(fields))
    return None


def _same_day(request: BoardRequest, ledger: Ledger, pack: RulePack) -> Reason | None:
    rule = pack.same_day
    if rule is None or request.activity_format in rule.exempt_formats:
        return None
    that_day = [one for one in ledger.accepted if one.completion_date == request.completion_date]
    if not that_day:
        return None
    if rule.split_type is None or rule.split_type not in request.offered:
        return _reason("DUPLICATE_SAME_DAY", board=request.board)
    return _split(request, that_day, rule)


def _split(request: BoardRequest, that_day: list[LedgerEntry], rule: SameDayRule) -> Reason | None:
    """Let a second record in if exactly one of the two has the type that splits a day."""
    with_type = sum(rule.split_type in one for one in (request.credit_types, *(one.credit_types for one in that_day)))
    if len(that_day) == 1 and with_type == 1:
        return None
    return _reason("SAME_DAY_RECORD_LIMIT", board=request.board, credit_type=rule.split_type)


def _maximum(request: BoardRequest, ledger: Ledger) -> Reason | None:
    if sum(one.points for one in ledger.accepted) + request.points > request.maximum:
        return _reason("MAX_POINTS_REACHED", board=request.board, maximum=f"{request.maximum:g}")
    return None


def _reason(code: str, **details: object) -> Reason:
    return code, reason_text(code, **details)
