"""Which credit types of a board stand together in one record, and in which amounts; pure, no I/O."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cmehub.rules.packs import RulePack


class Misfit(NamedTuple):
    """A credit type that doesn't go with the others of its record, why, and the largest amount of it that would."""

    credit_type: str
    why: str
    most: float | None = None


def misfits(pack: RulePack, amounts: Mapping[str, float]) -> Iterator[Misfit]:
    """
    Yield what is wrong with the combination of credit types in a record.

    Parameters
    ----------
    pack
        The board's rules on the completion date.
    amounts
        The record's amount of each of the board's types. Types overlap: the largest amount is the whole.
    """
    for within in pack.within:
        part, whole = amounts.get(within.credit_type, 0), amounts.get(within.of)
        if whole is not None and part > whole:
            why = f"{part:g} of it is more than the {whole:g} of {within.of} that include it"
            yield Misfit(within.credit_type, why, whole)
    for companion in pack.companions:
        if companion.credit_type in amounts and amounts.keys().isdisjoint(companion.needs):
            needed = " or ".join(companion.needs)
            yield Misfit(companion.credit_type, f"it is reported only together with {needed}")
    for exclusion in pack.exclusions:
        given = [credit_type for credit_type in exclusion.credit_types if credit_type in amounts]
        for extra in given[1:]:
            yield Misfit(extra, f"it can't be reported together with {given[0]}")
