"""The routes of a physician's credits: nobody's but the physician's own, and no more than was claimed."""

import datetime as dt

import pytest

from cmehub.accounts.accesses import RIGHTS, Reader
from cmehub.api.problems import ProblemError
from cmehub.learners.transcripts import Span
from cmehub.submissions.messages import CreditsReadMessage
from functions.validate.pars.transcripts import NamedPhysician, ParsTranscripts
from local.in_memory.hub import MemoryHub
from local.in_memory.rosters import put_on_rosters
from tests.examples import a_cme_line, a_diplomate, a_record, a_row, an_activity
from tests.people_access import PassportApi
from tests.sample_hub import OTHER_PROVIDER_ID, PROVIDER_ID, sample_providers

NPI = "1234567893"
GIVEN = (
    b'{"given_name": "Zoe", "family_name": "Garcia Lopez", "birth_month_day": "2/29",'
    b' "authority": "ABIM", "number": "123456"}'
)


ZOE = NamedPhysician("Zoe", "Garcia Lopez", None, None, NPI)


class CreditApi(PassportApi):
    """The routes, with one physician who has two credits, and two accounts."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        super().__init__(patch)
        self.hub.providers.put(sample_providers())
        self.hub.activities.put([an_activity()])
        put_on_rosters(self.hub.rosters, [a_diplomate(npi=NPI)])
        of_board = a_record(a_row(completion_date="2026-05-05"), board_ids={"ABIM": "123456"})
        of_state = a_record(a_row(a_cme_line(), completion_date="2026-07-01"))
        self.hub.records.put([of_board, of_state, a_record(a_row(a_cme_line()), learner_key="somebody else")])
        self.zoe, self.other = self.member("zoe@example.org"), self.member("other@example.org")


def pars_transcripts(hub: MemoryHub) -> ParsTranscripts:
    return ParsTranscripts(
        hub.rosters, hub.records, hub.ledgers, hub.activities, hub.providers, hub.noted_accesses, hub.clock
    )


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> CreditApi:
    return CreditApi(monkeypatch)


def test_nothing_is_told_before_a_claim_and_all_of_it_after(api: CreditApi) -> None:
    before = api.ask("GET", "/v1/me/credits", sub=api.zoe).document
    assert (before["credits"], before["reported"]) == ([], 0)

    assert api.ask("POST", "/v1/me/claims", sub=api.zoe, body=GIVEN).status == 201

    after = api.ask("GET", "/v1/me/credits", sub=api.zoe)
    assert after.headers["Cache-Control"] == "no-store"
    assert [(credit["board"], credit["status"]) for credit in after.document["credits"]] == [
        ("OH", "accepted"),
        ("ABIM", "pending"),
    ]
    assert api.ask("GET", "/v1/me/credits", sub=api.other).document["reported"] == 0


def test_a_history_is_told_to_the_physician_alone(api: CreditApi) -> None:
    api.ask("POST", "/v1/me/claims", sub=api.zoe, body=GIVEN)
    record = api.ask("GET", "/v1/me/credits", sub=api.zoe).document["credits"][1]["record"]

    told = api.ask("GET", f"/v1/me/credits/{record}", sub=api.zoe).document
    assert [step["told"] for step in told["steps"]] == ["Reported ABIM Medical Knowledge 1.25.", "Hasn't answered yet."]
    assert api.ask("GET", f"/v1/me/credits/{record}", sub=api.other).status == 404


@pytest.mark.parametrize(
    ("query", "boards"),
    [
        ({"board": "ABIM"}, ["ABIM"]),
        ({"board": "ABIM,ABA"}, ["ABIM"]),
        ({"status": "accepted,deleted"}, ["OH"]),
        ({"since": "2026-06-01"}, ["OH"]),
        ({"limit": "1"}, ["OH"]),
        ({"text": "exercise, nothing"}, []),
    ],
)
def test_filters_stand_in_the_address(api: CreditApi, query: dict[str, str], boards: list[str]) -> None:
    api.ask("POST", "/v1/me/claims", sub=api.zoe, body=GIVEN)
    told = api.ask("GET", "/v1/me/credits", sub=api.zoe, query=query).document
    assert [credit["board"] for credit in told["credits"]] == boards


@pytest.mark.parametrize("query", [{"status": "lost"}, {"since": "May"}, {"limit": "0"}, {"cursor": "x"}])
def test_a_filter_that_cannot_be_read_is_told(api: CreditApi, query: dict[str, str]) -> None:
    answer = api.ask("GET", "/v1/me/credits", sub=api.zoe, query=query)
    assert answer.document["code"] == "REQUEST_INVALID"
    assert set(query) <= set(answer.document["detail"].replace(":", " ").split(".")[0].split())


def test_a_reading_from_before_the_claim_is_told_with_its_right(api: CreditApi) -> None:
    transcripts = pars_transcripts(api.hub)
    transcripts.transcript(PROVIDER_ID, ZOE, Span(first=dt.date(2026, 1, 1)), "call-1")
    assert api.ask("GET", "/v1/me/accesses", sub=api.zoe).document == {"accesses": []}

    api.ask("POST", "/v1/me/claims", sub=api.zoe, body=GIVEN)

    (access,) = api.ask("GET", "/v1/me/accesses", sub=api.zoe).document["accesses"]
    assert (access["who"], access["reader"]) == (sample_providers()[0].name, "provider")
    assert (access["since"], access["until"]) == ("2026-01-01", None)
    assert access["by_right"] == RIGHTS[Reader.PROVIDER]
    assert api.ask("GET", "/v1/me/accesses", sub=api.other).document == {"accesses": []}


def test_who_holds_the_physician_may_be_told_of_a_reading_by_mail(api: CreditApi) -> None:
    transcripts = pars_transcripts(api.hub)
    transcripts.transcript(PROVIDER_ID, ZOE, Span(), "call-1")
    api.ask("POST", "/v1/me/claims", sub=api.zoe, body=GIVEN)
    transcripts.transcript(PROVIDER_ID, ZOE, Span(), "call-2")
    told = [message for message in api.hub.line if isinstance(message, CreditsReadMessage)]
    assert told == [CreditsReadMessage(sub=api.zoe, access_id="call-2")]


def test_looking_in_vain_is_no_access(api: CreditApi) -> None:
    transcripts = pars_transcripts(api.hub)
    with pytest.raises(ProblemError):
        transcripts.transcript(OTHER_PROVIDER_ID, ZOE, Span(), "call-2")
    api.ask("POST", "/v1/me/claims", sub=api.zoe, body=GIVEN)
    assert api.ask("GET", "/v1/me/accesses", sub=api.zoe).document == {"accesses": []}
