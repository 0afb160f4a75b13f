"""Whether somebody named by a provider is the diplomate on a board's roster."""

from cmehub.names import folded
from cmehub.rosters import RosterEntry
from cmehub.rule_packs import IdentityField, IdentityPolicy


def disagreements(
    policy: IdentityPolicy, diplomate: RosterEntry, *, given_name: str, family_name: str, birth_month_day: str
) -> tuple[IdentityField, ...]:
    """
    Return the fields that the board's policy needs and that don't agree with the roster.

    Never the roster's values: who asks learns only which of their own fields is off.
    """
    differing: set[IdentityField] = set()
    if folded(given_name) != folded(diplomate.given_name):
        differing.add("given name")
    if folded(family_name) != folded(diplomate.family_name):
        differing.add("family name")
    if birth_month_day != diplomate.birth_month_day:
        differing.add("birth day")
    off = tuple(one for one in policy.all_of if one in differing)
    if policy.any_of and differing.issuperset(policy.any_of):
        off += policy.any_of
    return off
