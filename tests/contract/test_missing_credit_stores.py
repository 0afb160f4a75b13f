import datetime as dt
from concurrent.futures import ThreadPoolExecutor

from cmehub.passport.missing_credits import (
    LINK_LIFE,
    MOST_OPEN,
    AnswerKind,
    Letter,
    LetterNote,
    MissingCredit,
    MissingStatus,
)
from tests.contract.conftest import Stores, stores_in_memory
from tests.examples import a_missing_credit

AT = dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
REQUEST = a_missing_credit()
REMINDED = REQUEST.noted(Letter.REMINDER, LetterNote(begun_at=AT, sent_at=AT))
WITHDRAWN = REQUEST.ended(MissingStatus.WITHDRAWN, AT)


def due(stores: Stores, until: dt.date) -> list[MissingCredit]:
    return [*stores.missing_credits.due(until)]


def test_a_request_lies_under_its_account_its_provider_and_the_day_when_something_is_due(stores: Stores) -> None:
    assert stores.missing_credits.open(REQUEST)

    assert stores.missing_credits.find(REQUEST.sub, REQUEST.missing_id) == REQUEST
    assert stores.missing_credits.of_account(REQUEST.sub) == [REQUEST]
    assert stores.missing_credits.of_provider(REQUEST.provider_id) == [REQUEST]
    assert due(stores, REQUEST.remind_on) == due(stores, REQUEST.due_on) == [REQUEST]
    assert due(stores, REQUEST.remind_on - DAY) == []
    assert stores.missing_credits.find("other", REQUEST.missing_id) is None
    assert stores.missing_credits.of_account("other") == stores.missing_credits.of_provider("0000001") == []


def test_one_completion_is_asked_for_once_at_a_time_by_each_account(stores: Stores) -> None:
    stores.missing_credits.open(REQUEST)

    assert not stores.missing_credits.open(a_missing_credit(missing_id="m2"))
    assert stores.missing_credits.open(a_missing_credit(missing_id="m3", sub="other"))
    assert stores.missing_credits.open(a_missing_credit(missing_id="m4", completed_on=REQUEST.completed_on + DAY))

    assert stores.missing_credits.change(REQUEST, WITHDRAWN)
    assert stores.missing_credits.open(a_missing_credit(missing_id="m5"))


def test_an_account_has_so_many_open_requests_and_no_more(stores: Stores) -> None:
    requests = [
        a_missing_credit(missing_id=f"m{number}", completed_on=REQUEST.completed_on + number * DAY)
        for number in range(MOST_OPEN + 1)
    ]

    assert [stores.missing_credits.open(request) for request in requests] == [True] * MOST_OPEN + [False]
    stores.missing_credits.change(requests[0], requests[0].ended(MissingStatus.ARRIVED, AT))
    assert stores.missing_credits.open(requests[-1])


def test_two_calls_at_once_open_one_request() -> None:
    stores = stores_in_memory()  # moto's transactions are none
    requests = [a_missing_credit(missing_id=name) for name in ("m1", "m2")]

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(stores.missing_credits.open, requests)) == [False, True]


def test_what_is_due_moves_with_the_request_and_ends_with_it(stores: Stores) -> None:
    stores.missing_credits.open(REQUEST)

    assert stores.missing_credits.change(REQUEST, REMINDED)
    assert due(stores, REQUEST.due_on) == []
    assert due(stores, REQUEST.due_on + DAY) == [REMINDED]

    ended = REMINDED.ended(MissingStatus.OVERDUE, AT)
    assert stores.missing_credits.change(REMINDED, ended)
    assert due(stores, REQUEST.due_on + DAY) == stores.missing_credits.of_provider(REQUEST.provider_id) == []
    assert stores.missing_credits.of_account(REQUEST.sub) == [ended]

    late = ended.answered(AnswerKind.WRONG_PERSON, "", AT)
    assert stores.missing_credits.change(ended, late)
    assert stores.missing_credits.find(REQUEST.sub, REQUEST.missing_id) == late


def test_a_change_of_what_was_changed_meanwhile_is_refused(stores: Stores) -> None:
    stores.missing_credits.open(REQUEST)
    stores.missing_credits.change(REQUEST, WITHDRAWN)

    assert not stores.missing_credits.change(REQUEST, REMINDED)
    assert stores.missing_credits.find(REQUEST.sub, REQUEST.missing_id) == WITHDRAWN
    assert due(stores, dt.date(2030, 1, 1)) == []


def test_a_link_leads_to_its_request_as_it_is_until_the_link_ends(stores: Stores) -> None:
    stores.missing_credits.open(REQUEST)
    stores.missing_credits.add_link(REQUEST, "digest", AT)
    stores.missing_credits.change(REQUEST, WITHDRAWN)

    assert stores.missing_credits.of_link("digest", AT + LINK_LIFE - DAY) == WITHDRAWN
    assert stores.missing_credits.of_link("digest", AT + LINK_LIFE) is None
    assert stores.missing_credits.of_link("another", AT) is None


def test_everything_of_an_account_can_be_taken_out_and_of_it_alone(stores: Stores) -> None:
    requests = stores.missing_credits
    ended = a_missing_credit(missing_id="m2", completed_on=REQUEST.completed_on + DAY)
    others = a_missing_credit(missing_id="m3", sub="other")
    for request in (REQUEST, ended, others):
        requests.open(request)
        requests.add_link(request, f"digest-{request.missing_id}", AT)
    requests.change(ended, ended.ended(MissingStatus.WITHDRAWN, AT))

    requests.forget(REQUEST.sub)
    requests.forget(REQUEST.sub)

    assert requests.of_account(REQUEST.sub) == []
    assert requests.of_provider(REQUEST.provider_id) == due(stores, REQUEST.due_on) == [others]
    assert [requests.of_link(f"digest-m{number}", AT) for number in (2, 3)] == [None, others]
    assert requests.of_link(f"digest-{REQUEST.missing_id}", AT) is None
    assert not requests.change(REQUEST, REMINDED), "a provider who answers meanwhile brings nothing back"
    assert requests.open(REQUEST)


def test_what_has_ended_lies_under_its_provider_the_last_end_first(stores: Stores) -> None:
    requests = stores.missing_credits
    asked = [
        a_missing_credit(missing_id=f"m{number}", completed_on=REQUEST.completed_on + number * DAY)
        for number in range(4)
    ]
    ended = [request.ended(MissingStatus.NOT_COMPLETED, AT + number * DAY) for number, request in enumerate(asked)]
    for request, after in zip(asked, ended, strict=True):
        requests.open(request)
        requests.change(request, after)

    assert requests.ended(REQUEST.provider_id, limit=9) == ended[::-1]
    assert requests.ended(REQUEST.provider_id, limit=2) == [ended[3], ended[2]]
    assert requests.ended(REQUEST.provider_id, before=ended[2].ended_place, limit=1) == [ended[1]]
    assert requests.ended("0000001", limit=9) == []


def test_an_end_that_is_followed_by_another_one_stands_once_and_goes_with_its_account(stores: Stores) -> None:
    requests, over = stores.missing_credits, REQUEST.ended(MissingStatus.OVERDUE, AT)
    late = over.answered(AnswerKind.WRONG_PERSON, "", AT + DAY)
    requests.open(REQUEST)
    requests.change(REQUEST, over)
    requests.change(over, late)

    assert requests.ended(REQUEST.provider_id, limit=9) == [late]
    requests.forget(REQUEST.sub)
    assert requests.ended(REQUEST.provider_id, limit=9) == []
