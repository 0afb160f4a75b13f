import datetime as dt
import json

import pytest
from typer.testing import CliRunner, Result

from cmehub.accounts.claims import Claim
from cmehub.accounts.contact_mails import ContactMailPreferences
from cmehub.accounts.pools import Pool
from cmehub.accounts.providers import Provider
from cmehub.accounts.standing import Role, RoleKind
from cmehub.accounts.team import OPERATOR
from cmehub.passport.mail_preferences import Rhythm
from cmehub.people.rosters import EntryKey
from cmehub.stores.members import MemberStore
from cmehub.stores.memory_members import MemoryMembers
from cmehub.stores.memory_registers import MemoryProviderStore
from cmehub.submissions.messages import RoleChangedMessage
from hub.cli import app
from hub.operator import people as commands
from hub.operator.people import People
from local.in_memory.hub import MemoryHub
from tests.examples import NOW, PROVIDER_ID

RAE, MIRA = "rae.lindqvist@example.org", "mira.osei@example.org"
OFFICER = Role(kind=RoleKind.OFFICER, at="OH")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["people", *arguments])


@pytest.fixture
def hub() -> MemoryHub:
    return MemoryHub(NOW)


@pytest.fixture
def people(hub: MemoryHub, monkeypatch: pytest.MonkeyPatch) -> People:
    """Both pools, and a physician who signed up."""
    providers = MemoryProviderStore()
    providers.put([Provider(provider_id=PROVIDER_ID, name="One")])
    pools: dict[Pool, MemberStore] = {pool: MemoryMembers(NOW) for pool in Pool}
    ends = hub.account_ends(pools[Pool.PHYSICIANS])
    made = People(pools, hub.standings, hub.teams, providers, hub.accreditors, ends, hub.notices_queue, lambda: NOW)
    made.pools[Pool.PHYSICIANS].invite(MIRA)
    monkeypatch.setattr(commands, "people", lambda _stack: made)
    return made


def sub_of(people: People, pool: Pool, email: str) -> str:
    found = people.pools[pool].find(email)
    assert found is not None
    return found.sub


def listed(*arguments: str) -> list[tuple[str, str, bool, list[dict[str, str]]]]:
    people = json.loads(run("list", "--json", *arguments).stdout)
    return [(person["email"], person["pool"], person["enabled"], person["roles"]) for person in people]


def test_staff_are_invited_with_a_role_and_get_others_later(people: People) -> None:
    assert f"{RAE} is invited. Role: officer OH" in run("invite", RAE, "--role", "officer", "--at", "ohio").stdout
    again = run("invite", RAE, "--role", "reporter", "--at", PROVIDER_ID).stdout
    assert f"{RAE} was there already. Role: reporter {PROVIDER_ID}" in again

    roles = people.standings.find(sub_of(people, Pool.STAFF, RAE)).roles
    assert roles == (Role(kind=RoleKind.REPORTER, at=PROVIDER_ID), OFFICER)


def test_whoever_has_signed_in_is_told_of_a_new_role_by_a_mail_and_once(people: People, hub: MemoryHub) -> None:
    staff = people.pools[Pool.STAFF]
    assert isinstance(staff, MemoryMembers)
    staff.add(RAE)
    roles = [("officer", "OH"), ("officer", "OH"), ("reporter", PROVIDER_ID)]

    said = [run("invite", RAE, "--role", role, "--at", at).stdout for role, at in roles]

    assert [f"{RAE} was there already, and gets a mail." in told for told in said] == [True, False, True]
    sub = sub_of(people, Pool.STAFF, RAE)
    assert [*hub.line] == [
        RoleChangedMessage(sub=sub, role=role, changed_at=NOW)
        for role in (OFFICER, Role(kind=RoleKind.REPORTER, at=PROVIDER_ID))
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--role", "officer"), "Nothing is no state"),
        (("--role", "officer", "--at", "ZZ"), "ZZ is no state. Give an officer's with --at, such as --at OH."),
        (("--role", "viewer", "--at", "0000001"), "0000001 is no provider"),
        (("--role", "operator", "--at", "OH"), "An operator is one everywhere"),
    ],
)
def test_nobody_is_invited_to_a_place_that_isnt_there(people: People, arguments: tuple[str, ...], said: str) -> None:
    wrong = run("invite", RAE, *arguments)
    assert wrong.exit_code == 1
    assert said in wrong.output
    assert people.pools[Pool.STAFF].all() == []


def test_people_are_listed_with_their_pool_and_roles(people: People) -> None:
    assert run("list", "--pool", "staff").stdout == "Nobody can sign in yet. Invite staff with: hub people invite\n"
    run("invite", RAE, "--role", "officer", "--at", "OH")

    assert listed() == [(MIRA, "physicians", True, []), (RAE, "staff", True, [{"kind": "officer", "at": "OH"}])]
    assert listed("--pool", "physicians") == [(MIRA, "physicians", True, [])]
    table = run("list").stdout
    assert "officer OH" in table
    assert "invited" in table


def test_an_account_that_is_ended_has_no_roles_and_its_tokens_are_refused(people: People) -> None:
    run("invite", RAE, "--role", "officer", "--at", "OH")
    wanted = ContactMailPreferences(to_mend=Rhythm.DAILY)
    people.account_ends.mails.put_contact_preferences(sub_of(people, Pool.STAFF, RAE), PROVIDER_ID, wanted)
    for _ in range(2):
        assert run("end", RAE).stdout == f"The account of {RAE} (staff) is ended.\n"

    sub = sub_of(people, Pool.STAFF, RAE)
    standing = people.standings.find(sub)
    assert standing.roles == ()
    assert not standing.takes(NOW)
    assert people.account_ends.mails.contact_preferences([sub], PROVIDER_ID) == {}
    assert listed("--pool", "staff") == [(RAE, "staff", False, [])]
    assert "was ended. Invite them with another address." in run("invite", RAE, "--role", "operator").output


def test_one_role_ends_alone_told_by_a_mail_and_the_account_and_others_stay(people: People, hub: MemoryHub) -> None:
    for role, at in (("officer", "OH"), ("officer", "CA"), ("reporter", PROVIDER_ID), ("operator", "")):
        run("invite", RAE, "--role", role, "--at", at)
    sub = sub_of(people, Pool.STAFF, RAE)

    assert (
        f"{RAE} has this role no more: officer OH" in run("end-role", RAE, "--role", "officer", "--at", "ohio").stdout
    )

    assert [*hub.line] == [RoleChangedMessage(sub=sub, role=OFFICER, is_taken=True, changed_at=NOW)]
    standing = people.standings.find(sub)
    assert {(role.kind, role.at) for role in standing.roles} == {
        (RoleKind.OFFICER, "CA"),
        (RoleKind.REPORTER, PROVIDER_ID),
        (RoleKind.OPERATOR, ""),
    }
    assert [(email, enabled) for email, _, enabled, _ in listed("--pool", "staff")] == [(RAE, True)]
    again = run("end-role", RAE, "--role", "officer", "--at", "OH")
    assert again.exit_code != 0
    assert f"{RAE} doesn't have the role officer OH" in again.output
    assert "doesn't have the role" in run("end-role", MIRA, "--role", "officer", "--at", "OH").output


def test_a_contact_s_role_that_ends_stands_in_the_list_of_changes(people: People) -> None:
    run("invite", RAE, "--role", "primary", "--at", PROVIDER_ID)
    refused = run("end-role", RAE, "--role", "primary", "--at", PROVIDER_ID)
    assert "They are the only primary contact" in refused.output

    run("invite", "noor@example.org", "--role", "primary", "--at", PROVIDER_ID)
    run("end-role", RAE, "--role", "primary", "--at", PROVIDER_ID)
    assert people.standings.find(sub_of(people, Pool.STAFF, RAE)).roles == ()
    latest = people.teams.changes(PROVIDER_ID, 1)[0]
    assert (latest.by, latest.was, latest.becomes) == (OPERATOR, RoleKind.PRIMARY, None)


def test_a_physician_who_is_ended_holds_nobody_and_can_sign_up_anew(people: People) -> None:
    sub = sub_of(people, Pool.PHYSICIANS, MIRA)
    accounts = people.account_ends.claiming.accounts
    key = EntryKey("ABIM", "123456")
    claim = Claim(claim_id="c1", authority="ABIM", entry_id="123456", linked=(key,), since=NOW, linked_at=NOW)
    assert accounts.change(sub, None, claim)

    assert run("end", MIRA).stdout == f"The account of {MIRA} (physicians) is ended.\n"

    assert accounts.holders([key]) == {}
    assert listed() == []
    assert not people.standings.find(sub).takes(NOW + dt.timedelta(days=1))
    assert people.pools[Pool.PHYSICIANS].add(MIRA)


def test_whose_account_to_end_is_never_guessed(people: People) -> None:
    run("invite", MIRA, "--role", "operator")
    assert "Nobody signs in as nobody@example.org" in run("end", "nobody@example.org").output
    both = run("end", MIRA)
    assert (both.exit_code, "is in both pools" in both.output) == (1, True)
    assert run("end", MIRA, "--pool", "staff").exit_code == 0
    assert listed() == [(MIRA, "physicians", True, []), (MIRA, "staff", False, [])]


def test_what_an_operator_changes_stands_in_the_providers_list_of_changes(people: People) -> None:
    run("invite", MIRA, "--role", "primary", "--at", PROVIDER_ID)
    run("invite", RAE, "--role", "primary", "--at", PROVIDER_ID)
    run("invite", RAE, "--role", "viewer", "--at", PROVIDER_ID)
    run("invite", RAE, "--role", "viewer", "--at", PROVIDER_ID)
    run("end", RAE)

    changes = people.teams.changes(PROVIDER_ID, 9)
    rae = sub_of(people, Pool.STAFF, RAE)
    assert [(change.was, change.becomes) for change in changes if change.sub == rae] == [
        (RoleKind.VIEWER, None),
        (RoleKind.PRIMARY, RoleKind.VIEWER),
        (None, RoleKind.PRIMARY),
    ]
    assert {change.by for change in changes} == {OPERATOR}


@pytest.mark.parametrize("arguments", [("end", RAE), ("invite", RAE, "--role", "viewer", "--at", PROVIDER_ID)])
def test_the_only_primary_contact_stays_until_there_is_another(people: People, arguments: tuple[str, ...]) -> None:
    run("invite", RAE, "--role", "primary", "--at", PROVIDER_ID)

    refused = run(*arguments)

    assert (refused.exit_code, f"only primary contact of {PROVIDER_ID}" in refused.output) == (1, True)
    assert listed("--pool", "staff") == [(RAE, "staff", True, [{"kind": "primary", "at": PROVIDER_ID}])]
    assert people.standings.find(sub_of(people, Pool.STAFF, RAE)).takes(NOW + dt.timedelta(seconds=1))
