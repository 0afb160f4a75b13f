"""What is left of an account after its end, on AWS's stores: nothing but what protects others, for its time."""

import copy
import datetime as dt
from collections.abc import Iterator
from typing import Any, cast

import pytest
from aws_lambda_powertools.utilities.typing import LambdaContext
from moto import mock_aws

from cmehub.accounts.claims import CaseKind
from cmehub.passport.account_ends import LAST_LOOK_AFTER
from cmehub.passport.mail_preferences import NO_MAILS
from cmehub.passport.missing_credits import AnswerKind
from cmehub.stores.standings import Ending
from cmehub.stores.tables import KEPT_UNTIL
from cmehub.submissions.messages import AccountsDueMessage
from functions.notify.mail import handler as notices
from tests.account_hub import NPI, AccountHub
from tests.aws import empty_tables
from tests.aws_events import Context, failed_messages, sqs_event
from tests.needs_api import CLAIM

DAY = dt.timedelta(days=1)
LEFT = ["cases", "profile", "tries", "tries", "tries", "tries", "try"]
"""An operator's case, that the account ended, whom it tried to claim, and how often it tried what on this day."""


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Iterator[AccountHub]:
    with mock_aws():
        made = AccountHub(monkeypatch)
        made.live()
        yield made


class CrashError(Exception):
    pass


def left(api: AccountHub) -> list[dict[str, Any]]:
    """Return what is left that names the account anywhere."""
    return [item for item in api.items() if api.zoe in str(item)]


def kinds(api: AccountHub) -> list[str]:
    """Return of which kinds these are."""
    keys = [item["sk" if item["pk"].startswith("acct#") else "pk"] for item in left(api)]
    return sorted(key.partition("#")[0] for key in keys)


def let_end(api: AccountHub) -> Ending:
    """Let the holder end the account, and its last day be over."""
    api.call("DELETE", "/v1/me")
    (ending,) = api.hub.standings.due(dt.date.max)
    api.hub.now += 15 * DAY
    return ending


def test_what_is_left_protects_others_and_goes_by_itself(api: AccountHub) -> None:
    ending = let_end(api)
    assert len({*kinds(api)}) > 15
    assert len(api.files()) == 3

    assert api.ends.take(ending)
    assert kinds(api) == sorted([*LEFT, "accounts-ending"])
    assert api.files() == []
    assert api.members.find(api.zoe) is None
    assert not [item for item in api.items() if item["pk"].startswith(("held#", "provider#", "missing", "mail"))]
    assert api.hub.accesses.of_learner(["ABIM-123456"], limit=9) != [], "who has looked protects the person"

    api.hub.now += DAY
    assert api.ends.take_due() == 1
    api.ends.take(ending)
    assert kinds(api) == LEFT
    assert api.ends.take_due() == 0
    assert all(KEPT_UNTIL in item for item in left(api))


def test_nobody_is_approved_any_more_and_the_physician_can_be_claimed(api: AccountHub) -> None:
    api.ends.take(let_end(api))
    assert {case.kind: (case.is_open, case.word) for case in api.hub.accounts.cases() if case.sub == api.zoe} == {
        CaseKind.CONFIRM: (False, "The account has ended.")
    }
    told = api.call("POST", "/v1/me/claims", CLAIM | {"authority": "NPI", "number": NPI}, sub=api.other)
    assert [entry["authority"] for entry in told] == ["ABIM", "OH"]


def test_it_is_done_again_after_a_stop_before_any_of_its_writes(api: AccountHub) -> None:
    ending, items = let_end(api), api.items()
    member = api.members.find(api.zoe)
    stops, writes = 0, 0

    def count(model: Any, **_: Any) -> None:
        nonlocal writes
        writes += not model.name.startswith(("Get", "BatchGet", "Query", "List"))
        if writes > stops:
            raise CrashError

    def take() -> bool:
        clients = (api.table.client, api.s3)
        for client in clients:
            client.meta.events.register("before-call", count)
        try:
            return api.ends.take(ending)
        except CrashError:
            return False
        finally:
            for client in clients:
                client.meta.events.unregister("before-call", count)

    while not take():
        assert api.ends.take(ending)
        assert kinds(api) == sorted([*LEFT, "accounts-ending"]), stops
        assert (api.files(), api.members.find(api.zoe)) == ([], None), stops
        stops, writes = stops + 1, 0
        restore(api, items)
        api.members._members[api.zoe] = copy.copy(member)  # type: ignore[assignment]
    assert stops > 20


def restore(api: AccountHub, items: list[dict[str, Any]]) -> None:
    """Put everything back as it was before the end."""
    empty_tables("accounts")
    for item in items:
        api.put(item)
    api.s3.put_object(Bucket="files", Key=f"kept/{api.zoe}/o1/f1", Body=b"file")
    api.s3.put_object(Bucket="files", Key=f"archives/{api.zoe}/a1.zip", Body=b"file")
    api.s3.put_object(Bucket="files", Key=f"unconfirmed/{api.zoe}/o1", Body=b"file")


def test_what_a_call_wrote_that_was_under_way_goes_with_the_next_look(api: AccountHub) -> None:
    ending = let_end(api)
    api.ends.take(ending)
    api.hub.physician_mails.put_preferences(api.zoe, NO_MAILS)
    api.hub.own_files.keep(api.zoe, "o1", "f1", b"late")

    api.hub.now += LAST_LOOK_AFTER
    api.ends.take(ending)

    assert kinds(api) == LEFT
    assert api.files() == []


def test_an_account_that_is_kept_doesnt_end_and_loses_nothing(api: AccountHub) -> None:
    ending = let_end(api)
    api.hub.now -= 2 * DAY
    before = kinds(api)
    api.call("POST", "/v1/me/stay")

    assert api.ends.take_due() == 0
    assert not api.ends.take(ending), "a message that was under way"
    assert kinds(api) == [kind for kind in before if kind != "accounts-ending"]
    assert len(api.files()) == 3
    assert api.call("GET", "/v1/me/needs")["needs"] != []


def test_an_operator_ends_it_at_once_even_while_it_waits(api: AccountHub) -> None:
    api.call("DELETE", "/v1/me")
    api.ends.end_now(api.zoe)
    assert kinds(api) == sorted([*LEFT, "accounts-ending"])
    assert api.ask("GET", "/v1/me", sub=api.zoe).document["code"] == "SIGN_IN_OVER"


def test_the_daily_message_brings_one_for_each_account_and_that_ends_it(
    api: AccountHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notices, "hub", lambda: api.hub)
    monkeypatch.setattr(notices, "account_ends", lambda: api.ends)
    let_end(api)
    api.hub.line.clear()

    for _ in range(2):
        messages = [AccountsDueMessage(), *api.hub.line]
        api.hub.line.clear()
        event = sqs_event(message.model_dump_json() for message in messages)
        assert failed_messages(notices.handle(event, cast("LambdaContext", Context()))) == []

    assert kinds(api) == sorted([*LEFT, "accounts-ending"])


def test_a_provider_who_answers_while_the_account_ends_brings_no_request_back(api: AccountHub) -> None:
    (request,) = api.hub.missing_credits.of_account(api.zoe)
    api.hub.missing_credits.forget(api.zoe)
    api.hub.missing_credit_ends.answer(request, AnswerKind.NOT_COMPLETED, "")
    assert api.hub.missing_credits.of_account(api.zoe) == []
