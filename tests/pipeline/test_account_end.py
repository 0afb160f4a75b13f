"""Accounts end on the stack: by the day's call and by an operator; and everything is downloaded from S3."""

import datetime as dt
import io
import urllib.request
from zipfile import ZipFile

from cmehub.accounts.pools import Pool
from cmehub.stores.cognito_members import CognitoMembers
from cmehub.stores.standings import Ending
from cmehub.submissions.messages import AccountsDueMessage
from tests.own_credit_api import PDF, ROUNDS
from tests.pipeline.conftest import Hub
from tests.pipeline.test_claims import Account

YESTERDAY = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=1)
ENTERED = ROUNDS | {"completed_on": "2025-10-03"}


def physicians(hub: Hub) -> CognitoMembers:
    connection = hub.stores.connection
    return CognitoMembers(connection.cognito, connection.people_pool(Pool.PHYSICIANS))


def with_file(account: Account) -> str:
    """Let somebody enter a credit with a file; return what its files lie under."""
    status, entered = account.call("POST", "/v1/me/own-credits", ENTERED)
    assert status == 201
    path = f"/v1/me/own-credits/{entered['own_credit']}/file"
    key = account.call("POST", f"{path}/place")[1]["fields"]["key"]
    stores = account.hub.stores
    stores.s3.put_object(Bucket=stores.connection.bucket("files"), Key=key, Body=PDF)
    assert account.call("PUT", path)[0] == 200
    return str(entered["own_credit"])


def files_of(hub: Hub, sub: str) -> list[str]:
    stores = hub.stores
    found = stores.s3.list_objects_v2(Bucket=stores.connection.bucket("files")).get("Contents", [])
    return [kept["Key"] for kept in found if f"/{sub}/" in kept["Key"]]


def test_everything_is_downloaded_and_an_account_that_is_due_ends(hub: Hub) -> None:
    account = Account(hub, "ends@example.org")
    own = with_file(account)
    sub = account.call("GET", "/v1/me")[1]["account"]

    status, made = account.call("POST", "/v1/me/archive")
    assert status == 200
    with urllib.request.urlopen(made["url"], timeout=60) as answer, ZipFile(io.BytesIO(answer.read())) as archive:
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{made["name"]}"'
        assert archive.read(f"files/2025-10-03-{own}.pdf") == PDF
    assert len(files_of(hub, sub)) == 2

    ends_on = dt.date.fromisoformat(account.call("DELETE", "/v1/me")[1]["ends_on"])
    assert account.call("GET", "/v1/me/own-credits")[1]["code"] == "ACCOUNT_ENDS"
    assert hub.stores.standings.keep(Ending(ends_on, sub))
    assert hub.stores.standings.let_end(Ending(YESTERDAY - dt.timedelta(days=1), sub))
    hub.stores.notices_queue.send([AccountsDueMessage()])

    hub.wait_for("the account's end", lambda: physicians(hub).find(sub) is None)
    assert account.call("GET", "/v1/me")[1]["code"] == "SIGN_IN_OVER"
    assert files_of(hub, sub) == []
    assert hub.stores.own_credits.of_account(sub) == []


def test_an_operator_ends_one_at_once_and_its_address_is_free(hub: Hub) -> None:
    account = Account(hub, "ended@example.org")
    with_file(account)
    sub = account.call("GET", "/v1/me")[1]["account"]

    assert "(physicians) is ended." in hub.command("people", "end", account.email, "--pool", "physicians").stdout

    assert account.call("GET", "/v1/me")[1]["code"] == "SIGN_IN_OVER"
    assert (files_of(hub, sub), physicians(hub).find(account.email)) == ([], None)
    assert physicians(hub).add(account.email)
