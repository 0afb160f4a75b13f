"""Which optional mails a provider's contact gets."""

import json

import pytest

from tests.api_hub import Answer, ApiHub, called, is_problem
from tests.contact_api import OF_ANOTHER, OFFICER, OPERATOR, PRIMARY, REPORTER, VIEWER, ContactApi
from tests.sample_hub import OTHER_PROVIDER_ID, PROVIDER_ID

PATH = f"/v1/contact/mail-preferences/{PROVIDER_ID}"
NEVER: dict[str, object] = {"taken_whole": "never", "to_mend": "never", "boards": [], "quiet_hours": None}
NIGHT = {"starts": 19, "ends": 7, "zone": "America/Chicago"}
BAD = (
    ({"boards": ["ABIM", "ABCD"]}, "boards: ABCD is none"),
    ({"quiet_hours": NIGHT | {"zone": "Chicago"}}, "quiet_hours.zone"),
    ({"quiet_hours": NIGHT | {"starts": 24}}, "quiet_hours.starts"),
    ({"quiet_hours": NIGHT | {"ends": 19}}, "they are the same hour"),
)
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def contacts(api: ApiHub, monkeypatch: pytest.MonkeyPatch) -> ContactApi:
    return ContactApi(api, monkeypatch)


def choose(contacts: ContactApi, sub: str, wanted: object, path: str = PATH) -> Answer:
    return called("PUT", path, contacts.token(sub), body=json.dumps(wanted).encode(), headers=JSON)


@pytest.mark.parametrize("role", [VIEWER, REPORTER, PRIMARY], ids=lambda role: role.kind)
def test_by_default_nothing_and_what_is_chosen_stands(contacts: ContactApi, role: object) -> None:
    sub = contacts.person(role)  # type: ignore[arg-type]
    assert contacts.ask(PATH, sub).document == NEVER

    assert choose(contacts, sub, {"taken_whole": "weekly"}).document == NEVER | {"taken_whole": "weekly"}
    assert contacts.ask(PATH, sub).document == NEVER | {"taken_whole": "weekly"}
    assert contacts.ask(PATH, contacts.person(VIEWER)).document == NEVER


def test_each_provider_has_a_choice_of_its_own(contacts: ContactApi) -> None:
    sub = contacts.person(VIEWER, OF_ANOTHER)
    other = f"/v1/contact/mail-preferences/{OTHER_PROVIDER_ID}"
    choose(contacts, sub, {"to_mend": "daily"})
    choose(contacts, sub, {"to_mend": "at_once"}, other)
    assert contacts.ask(PATH, sub).document["to_mend"] == "daily"
    assert contacts.ask(other, sub).document["to_mend"] == "at_once"


@pytest.mark.parametrize("roles", [(), (OF_ANOTHER,), (OFFICER,), (OPERATOR,)], ids=str)
def test_who_is_no_contact_there_is_told_nothing_and_changes_nothing(contacts: ContactApi, roles: tuple[()]) -> None:
    sub = contacts.person(*roles)
    assert is_problem(contacts.ask(PATH, sub), 404, "NOT_FOUND")
    assert is_problem(choose(contacts, sub, {"to_mend": "daily"}), 404, "NOT_FOUND")
    assert contacts.hub.physician_mails.contact_preferences([sub], PROVIDER_ID) == {}


def test_it_is_for_whoever_signed_in_alone(contacts: ContactApi) -> None:
    assert is_problem(called("GET", PATH, None), 401, "SIGN_IN_MISSING")
    assert is_problem(called("GET", PATH, contacts.api.key()), 401, "SIGN_IN_OVER")


@pytest.mark.parametrize(("wanted", "named"), [({"to_mend": "hourly"}, "to_mend"), ({"calls": "daily"}, "calls"), *BAD])
def test_what_cant_be_chosen_is_refused_by_its_name(contacts: ContactApi, wanted: object, named: str) -> None:
    sub = contacts.person(VIEWER)
    answer = choose(contacts, sub, wanted)
    assert is_problem(answer, 422, "REQUEST_INVALID")
    assert named in answer.document["detail"]
    assert contacts.ask(PATH, sub).document == NEVER


def test_boards_and_quiet_hours_stand_as_chosen(contacts: ContactApi) -> None:
    sub = contacts.person(VIEWER)
    wanted = {"taken_whole": "daily", "to_mend": "at_once", "boards": ["ABIM", "ABA"], "quiet_hours": NIGHT}
    choose(contacts, sub, wanted)
    assert contacts.ask(PATH, sub).document == wanted
