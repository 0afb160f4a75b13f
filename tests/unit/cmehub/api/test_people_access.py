"""Who is let to people's routes: by a token of that pool, for as long as our own table says so."""

import datetime as dt

import pytest

from cmehub.accounts.pools import Pool
from cmehub.accounts.standing import Role, RoleKind
from cmehub.api.access import PeopleAdmission, SignedInPerson
from cmehub.api.credentials import Credentials, Presented, Token
from cmehub.api.problems import ProblemError
from cmehub.stores.memory_standings import MemoryStandingStore
from local.in_memory.hub import NOW
from tests.people_access import GivenTokens

SUB = "f1deb11a-74ed-4216-bccd-a9bc63c22b72"
SECOND = dt.timedelta(seconds=1)
CLIENTS = {Pool.PHYSICIANS: "passport-client", Pool.STAFF: "console-client"}


def refused(access: PeopleAdmission, credentials: Credentials | None) -> str:
    with pytest.raises(ProblemError) as raised:
        access.admit(credentials)
    return raised.value.code


@pytest.fixture
def tokens() -> dict[Pool, GivenTokens]:
    return {pool: GivenTokens() for pool in Pool}


@pytest.fixture
def standings() -> MemoryStandingStore:
    return MemoryStandingStore()


@pytest.fixture
def accesses(tokens: dict[Pool, GivenTokens], standings: MemoryStandingStore) -> dict[Pool, PeopleAdmission]:
    return {pool: PeopleAdmission(pool, CLIENTS[pool], tokens[pool], standings) for pool in Pool}


@pytest.mark.parametrize("pool", Pool)
def test_a_token_is_good_for_its_own_pools_routes_alone(
    accesses: dict[Pool, PeopleAdmission], tokens: dict[Pool, GivenTokens], pool: Pool
) -> None:
    token = Token(tokens[pool].give(SUB, CLIENTS[pool], NOW))
    (other,) = set(Pool) - {pool}

    assert accesses[pool].admit(token) == SignedInPerson(SUB, pool, ())
    assert refused(accesses[other], token) == "SIGN_IN_OVER"


def test_what_is_no_persons_token_is_refused(
    accesses: dict[Pool, PeopleAdmission], tokens: dict[Pool, GivenTokens]
) -> None:
    access = accesses[Pool.PHYSICIANS]
    of_another_client = Token(tokens[Pool.PHYSICIANS].give(SUB, CLIENTS[Pool.STAFF], NOW))

    assert refused(access, None) == "SIGN_IN_MISSING"
    for credentials in (of_another_client, Token("a.b.c"), Presented(None)):
        assert refused(access, credentials) == "SIGN_IN_OVER"


def test_a_role_that_is_taken_away_is_gone_with_the_next_call(
    accesses: dict[Pool, PeopleAdmission], tokens: dict[Pool, GivenTokens], standings: MemoryStandingStore
) -> None:
    access, token = accesses[Pool.STAFF], Token(tokens[Pool.STAFF].give(SUB, CLIENTS[Pool.STAFF], NOW))
    officer, reporter = Role(kind=RoleKind.OFFICER, at="OH"), Role(kind=RoleKind.REPORTER, at="0009999")
    standings.give(SUB, officer)
    standings.give(SUB, reporter)
    assert access.admit(token).roles == (reporter, officer)

    standings.take(SUB, reporter)

    assert access.admit(token).roles == (officer,)


def test_who_signed_out_everywhere_needs_a_token_that_was_given_afterwards(
    accesses: dict[Pool, PeopleAdmission], tokens: dict[Pool, GivenTokens], standings: MemoryStandingStore
) -> None:
    access, pool = accesses[Pool.PHYSICIANS], tokens[Pool.PHYSICIANS]
    before, at_once, after = (
        Token(pool.give(SUB, CLIENTS[Pool.PHYSICIANS], NOW + count * SECOND)) for count in (-1, 0, 1)
    )

    standings.sign_out(SUB, at=NOW)

    assert refused(access, before) == refused(access, at_once) == "SIGN_IN_OVER"
    assert access.admit(after).sub == SUB
