"""Which of a learner's IDs goes with a credit."""

from collections.abc import Iterator, Sequence
from typing import Any

from cmehub.formats.given_twice import given_twice
from cmehub.learners.credit_lines import CME_CREDIT_TYPE
from cmehub.people.npi import is_npi
from cmehub.people.states import state_letters
from cmehub.rules.packs import board_code, normal_id

Identity = dict[str, str]
"""A ``UniqueID``: its ``learner_id``, and its domain as ``board``, as far as the sender wrote them."""

_NPI = "NPI"


def chosen_id(
    credit: dict[str, str], own: Sequence[Identity], of_member: Sequence[Identity]
) -> tuple[Identity, Sequence[Identity]]:
    """
    Return the ID that goes with a credit, and others that fit as well, of which `id_issues` tells.

    A board's ID fits board credit, a state's or an NPI fits CME.

    Parameters
    ----------
    credit
        With its ``credit_type``.
    own, of_member
        The IDs at the credit and at the learner. The learner's count where those at the credit name no authority.
    """
    if len(own) == 1 and "board" in own[0]:
        return own[0], ()
    named = [identity for identity in own if "board" in identity]
    given = _distinct(named or of_member)
    is_moc = credit.get("credit_type") != CME_CREDIT_TYPE
    fitting = [identity for identity in given if (board_code(identity.get("board", "")) is not None) == is_moc]
    first, *others = fitting or given[:1] or [{}]
    if own and not named:
        first, *others = [first | identity for identity in _distinct(own)]
    return first, others


def id_issues(taken: Identity, others: Sequence[Identity], board_field: str, id_field: str) -> Iterator[dict[str, Any]]:
    """
    Yield the terms of what makes the choice unclear, and of a choice among states.

    An NPI and a licence are of the same person, so that either will do.

    Parameters
    ----------
    taken, others
        What `chosen_id` returned.
    board_field, id_field
        What the sender calls the credit's board and ID.
    """
    authority = _authority(taken)
    states = [authority]
    for other in others:
        other_authority = _authority(other)
        board, learner_id = other.get("board", ""), other.get("learner_id", "")
        if other_authority == authority:
            if normal_id(learner_id) != normal_id(taken.get("learner_id", "")):
                yield given_twice(id_field, taken.get("learner_id", ""), learner_id)
        elif board_code(board):
            yield {"code": "SEVERAL_BOARDS", "field": board_field, "value": taken["board"], "other": board}
        elif _NPI not in (authority, other_authority):
            states.append(other_authority)
    if len(states) > 1:
        why = "one licence is enough for a CME credit"
        value = ", ".join(states)
        yield {"code": "FIELD_REPAIRED", "field": board_field, "value": value, "taken": authority, "why": why}


def _distinct(identities: Sequence[Identity]) -> list[Identity]:
    return [identity for place, identity in enumerate(identities) if identity not in identities[:place]]


def _authority(identity: Identity) -> str:
    name = identity.get("board", "")
    if is_npi(normal_id(identity.get("learner_id", ""))) and not board_code(name):
        return _NPI
    return board_code(name) or state_letters(name) or name.upper()
