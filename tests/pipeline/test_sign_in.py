"""People sign in: through the emulator's pages, to the API under the site's own address."""

import re
import time
from urllib.parse import urlsplit

import jwt
import pytest

from cmehub.accounts.pools import Pool
from cmehub.stores.cognito_members import CognitoMembers
from cmehub.stores.members import MemberExistsError
from hub.operator.site import publish
from local.sample_people import EMAIL_CODE, PASSWORD, SAMPLE_PEOPLE, load_people
from tests.pipeline.conftest import Hub
from tests.sign_in import Page, SignIn, fetched

PHYSICIAN, CONTACT = (next(p.email for p in SAMPLE_PEOPLE if p.pool is pool) for pool in (Pool.PHYSICIANS, Pool.STAFF))


@pytest.fixture(scope="module")
def people(hub: Hub) -> Hub:
    publish(hub.stores.connection)
    for _ in range(2):
        load_people(hub.stores.connection)
    return hub


def asked(hub: Hub, path: str, token: str | None, method: str = "GET") -> Page:
    """Ask below the site's own address."""
    host = urlsplit(hub.stores.connection.site_url).netloc
    headers = {"Host": host} | ({"Authorization": f"Bearer {token}"} if token else {})
    return fetched(f"{hub.stack.endpoint}{path}", None, method, **headers)


def signed_in(hub: Hub, pool: Pool, email: str) -> dict[str, str]:
    """The tokens of somebody who signs in by the sample password."""
    way = SignIn(hub.stores.connection, pool)
    return dict(way.tokens(way.by_password(email, PASSWORD)).document)


def test_a_physician_signs_in_by_a_code_that_is_mailed(people: Hub) -> None:
    way = SignIn(people.stores.connection, Pool.PHYSICIANS)
    before = len(people.stack.sent_mails())
    tokens = way.tokens(way.by_email_code(PHYSICIAN, EMAIL_CODE)).document

    (mail,) = people.stack.sent_mails()[before:]
    assert (mail.recipients, EMAIL_CODE in mail.text + (mail.html or "")) == ((PHYSICIAN,), True)
    assert "id_token" not in tokens, "no page needs a token that names its holder"
    answer = asked(people, "/v1/me", tokens["access_token"])
    assert (answer.status, answer.document["email"], answer.document["claims"]) == (200, PHYSICIAN, [])
    assert answer.headers["Cache-Control"] == "no-store"
    assert asked(people, "/v1/me", None).status == 401
    renewed = way.renewed(tokens["refresh_token"]).document["access_token"]
    assert asked(people, "/v1/me", renewed).status == 200


def test_who_saw_the_code_and_not_the_verifier_gets_no_tokens(people: Hub) -> None:
    way = SignIn(people.stores.connection, Pool.PHYSICIANS)
    stolen = way.tokens(way.by_password(PHYSICIAN, PASSWORD), verifier="x" * 64)
    assert (stolen.status, stolen.document["error"]) == (400, "invalid_grant")
    assert SignIn(people.stores.connection, Pool.PHYSICIANS).by_email_code(PHYSICIAN, "000000").status == 200


def test_the_sign_in_says_the_same_of_a_wrong_password_and_of_nobody(people: Hub) -> None:
    told = [
        SignIn(people.stores.connection, Pool.PHYSICIANS).by_password(email, "Wrong-Password-1")
        for email in (PHYSICIAN, "nobody@example.org")
    ]
    messages = {re.sub(r"\S+@\S+", "", re.findall(r'class="error">([^<]*)', page.body)[0]) for page in told}
    assert {page.status for page in told} == {200}
    assert len(messages) == 1


def test_tokens_of_one_pool_are_refused_by_the_others_routes(people: Hub) -> None:
    of_staff = signed_in(people, Pool.STAFF, CONTACT)["access_token"]
    of_a_physician = signed_in(people, Pool.PHYSICIANS, PHYSICIAN)["access_token"]

    assert asked(people, "/v1/me", of_staff).status == 401
    assert asked(people, "/v1/me", of_a_physician[:-4] + "AAAA").status == 401
    systems = fetched(f"{people.stores.connection.api_url}/v1/keys", Authorization=f"Bearer {of_a_physician}")
    assert (systems.status, systems.document["code"]) == (401, "TOKEN_INVALID")


def test_signing_out_everywhere_ends_every_session_at_once(people: Hub) -> None:
    physicians = CognitoMembers(people.stores.connection.cognito, people.stores.connection.people_pool(Pool.PHYSICIANS))
    way = SignIn(people.stores.connection, Pool.PHYSICIANS)
    phone, desk = (way.tokens(way.by_password(PHYSICIAN, PASSWORD)).document for _ in range(2))
    given_at = jwt.decode(desk["access_token"], options={"verify_signature": False})["iat"]
    # The emulator tells times in whole seconds: it takes what was given in that of the sign-out for newer.
    people.wait_for("the next second", lambda: time.time() >= given_at + 1)

    assert asked(people, "/v1/me/sign-out", desk["access_token"], "POST").status == 204

    for tokens in (phone, desk):
        assert asked(people, "/v1/me", tokens["access_token"]).document["code"] == "SIGN_IN_OVER"
        assert way.renewed(tokens["refresh_token"]).status == 400
    assert physicians.find(PHYSICIAN) is not None

    def again() -> bool:
        """A token of the same second as the sign-out is refused still."""
        return asked(people, "/v1/me", signed_in(people, Pool.PHYSICIANS, PHYSICIAN)["access_token"]).status == 200

    people.wait_for("a sign-in after the sign-out", again)


def test_the_operator_invites_lists_and_ends(people: Hub) -> None:
    email, connection = "ines.duarte@example.org", people.stores.connection
    invited = people.command("people", "invite", email, "--role", "officer", "--at", "OH")
    assert invited.returncode == 0, invited.stderr
    (mail,) = [mail for mail in people.stack.sent_mails() if mail.recipients == (email,)]
    assert email in people.command("people", "list", "--pool", "staff", "--json").stdout

    staff = CognitoMembers(connection.cognito, connection.people_pool(Pool.STAFF))
    with pytest.raises(MemberExistsError):
        staff.invite(email)
    ended = people.command("people", "end", email)
    assert f"The account of {email} (staff) is ended." in ended.stdout, ended.stderr
    found = staff.find(email)
    assert found is not None
    assert (found.enabled, people.stores.standings.find(found.sub).roles) == (False, ())
    assert "password" in (mail.text + (mail.html or "")).lower()
    assert SignIn(connection, Pool.STAFF).by_password(email, "Whatever-It-Was-1").status == 200
