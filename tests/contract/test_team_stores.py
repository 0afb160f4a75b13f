import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest

from cmehub.accounts.standing import Role, RoleKind, Standing
from cmehub.accounts.team import OPERATOR, TeamChange, TeamContact
from cmehub.stores.dynamo_teams import DynamoTeamStore
from tests.aws import empty_tables
from tests.contract.conftest import Stores

AT = dt.datetime(2026, 11, 20, 12, 0, 0, 500, tzinfo=dt.UTC)
PROVIDER, OTHER = "0009999", "0008888"
MIRA, RAE = "5b2d7e0c-mira", "9f1c4a3e-rae"
VIEWER, REPORTER, PRIMARY = RoleKind.VIEWER, RoleKind.REPORTER, RoleKind.PRIMARY


def change(
    stores: Stores, sub: str, was: RoleKind | None, becomes: RoleKind | None, at: dt.datetime = AT, by: str = OPERATOR
) -> bool:
    return stores.teams.change(PROVIDER, TeamChange(at=at, by=by, sub=sub, was=was, becomes=becomes))


def team(stores: Stores, provider_id: str = PROVIDER) -> dict[str, RoleKind]:
    return {contact.sub: contact.kind for contact in stores.teams.contacts(provider_id)}


def test_who_joins_changes_and_leaves_has_the_role_and_stands_in_the_team(stores: Stores) -> None:
    assert stores.teams.contacts(PROVIDER) == []

    assert change(stores, MIRA, None, VIEWER)
    assert stores.standings.find(MIRA) == Standing(roles=(Role(kind=VIEWER, at=PROVIDER),))
    assert stores.teams.contacts(PROVIDER) == [TeamContact(sub=MIRA, kind=VIEWER)]
    assert change(stores, MIRA, VIEWER, REPORTER)
    assert stores.standings.find(MIRA).roles == (Role(kind=REPORTER, at=PROVIDER),)
    assert change(stores, MIRA, REPORTER, None)

    assert (team(stores), stores.standings.find(MIRA)) == ({}, Standing())
    assert stores.teams.contacts(OTHER) == []


@pytest.mark.parametrize("becomes", [REPORTER, None])
def test_the_last_primary_contact_stays(stores: Stores, becomes: RoleKind | None) -> None:
    change(stores, MIRA, None, PRIMARY)
    change(stores, RAE, None, VIEWER)

    assert not change(stores, MIRA, PRIMARY, becomes)
    assert team(stores) == {MIRA: PRIMARY, RAE: VIEWER}
    assert stores.standings.find(MIRA).roles == (Role(kind=PRIMARY, at=PROVIDER),)

    assert change(stores, RAE, VIEWER, PRIMARY)
    assert change(stores, MIRA, PRIMARY, becomes)
    assert not change(stores, RAE, PRIMARY, becomes)
    assert change(stores, RAE, PRIMARY, PRIMARY), "nothing is taken"


@pytest.mark.parametrize(("was", "becomes"), [(None, REPORTER), (PRIMARY, REPORTER), (REPORTER, None)])
def test_a_change_of_what_isnt_so_any_more_changes_nothing(
    stores: Stores, was: RoleKind | None, becomes: RoleKind | None
) -> None:
    change(stores, RAE, None, PRIMARY)
    change(stores, MIRA, None, VIEWER)

    assert not change(stores, MIRA, was, becomes, at=AT + dt.timedelta(hours=1))

    assert team(stores) == {RAE: PRIMARY, MIRA: VIEWER}
    assert stores.standings.find(MIRA).roles == (Role(kind=VIEWER, at=PROVIDER),)
    assert len(stores.teams.changes(PROVIDER, 10)) == 2


def test_a_role_that_an_operator_gives_or_takes_stands_in_the_team_of_its_provider_alone(stores: Stores) -> None:
    for role in (Role(kind=PRIMARY, at=PROVIDER), Role(kind=VIEWER, at=OTHER), Role(kind=RoleKind.OFFICER, at="OH")):
        stores.standings.give(MIRA, role)
    assert (team(stores), team(stores, OTHER), team(stores, "OH")) == ({MIRA: PRIMARY}, {MIRA: VIEWER}, {})

    for role in stores.standings.find(MIRA).roles:
        stores.standings.take(MIRA, role)
    assert (team(stores), team(stores, OTHER)) == ({}, {})


def test_changes_are_told_the_newest_first(stores: Stores) -> None:
    hour = dt.timedelta(hours=1)
    change(stores, MIRA, None, PRIMARY)
    change(stores, RAE, None, VIEWER, at=AT + hour, by="contact mira")
    change(stores, RAE, VIEWER, None, at=AT + 2 * hour, by="contact mira")

    told = stores.teams.changes(PROVIDER, 2)

    assert [(found.at, found.by, found.sub, found.was, found.becomes) for found in told] == [
        (AT + 2 * hour, "contact mira", RAE, VIEWER, None),
        (AT + hour, "contact mira", RAE, None, VIEWER),
    ]
    assert len(stores.teams.changes(PROVIDER, 10)) == 3
    assert stores.teams.changes(OTHER, 10) == []


def test_of_two_primary_contacts_who_end_each_other_at_once_one_stays(stores_in_aws: Stores) -> None:
    store = stores_in_aws.teams
    assert isinstance(store, DynamoTeamStore)
    for sub in (MIRA, RAE):
        change(stores_in_aws, sub, None, PRIMARY)
    mira_ends_rae = TeamChange(at=AT, by="contact mira", sub=RAE, was=PRIMARY, becomes=None)
    transact, answers = store._table.transact, list[bool]()

    def transact_after_the_other(actions: Sequence[Any]) -> bool:
        patch.setattr(store._table, "transact", transact)
        answers.append(store.change(PROVIDER, mira_ends_rae))
        return transact(actions)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store._table, "transact", transact_after_the_other)
        answers.append(change(stores_in_aws, MIRA, PRIMARY, None, by="contact rae"))

    assert answers == [True, False]
    assert team(stores_in_aws) == {MIRA: PRIMARY}
    empty_tables("accounts")
