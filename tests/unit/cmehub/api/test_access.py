"""What every call to the API meets before its route: credentials, limits, versions, packing."""

import base64
import datetime as dt
import gzip
import json
import re
from urllib.parse import urljoin

import pytest

from cmehub.accounts.keys import ApiKey, Scope
from cmehub.api.access import Admission, Grant
from cmehub.api.codes import Code
from cmehub.api.problems import PROBLEMS
from cmehub.api.resolver import BODY_LIMIT
from cmehub.api.versions import VERSIONS
from cmehub.issues.catalogue import CATALOGUE
from local.sample_data.sample_files import SAMPLES
from tests.api_hub import Answer, ApiHub, called, is_problem
from tests.sample_hub import OTHER_PROVIDER_ID, PROVIDER_ID

NOWHERE = f"/v1/submissions/{'0' * 32}"
MINUTE = dt.timedelta(minutes=1)


def asked(headers: dict[str, str]) -> Answer:
    return called("GET", NOWHERE, None, headers=headers)


def basic(user: str, password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()}


def test_a_key_is_known_however_it_is_presented(api: ApiHub) -> None:
    key = api.key()
    _, key_id, secret = key.split("_", 2)
    parts = {"ProviderId": PROVIDER_ID, "User": key_id, "Password": secret}
    for headers in (
        {"Authorization": f"Bearer {key}"},
        {"Authorization": f"bearer  {key}", "ProviderId": PROVIDER_ID},
        basic(key_id, secret),
        basic(key_id, key),
        basic("", key),
        basic(key_id, secret) | {"ProviderId": PROVIDER_ID},
        parts,
        {name.upper(): value for name, value in parts.items()},
        {"Password": key},
    ):
        assert asked(headers).document["code"] == "NOT_FOUND", headers


def test_what_is_no_key_is_refused(api: ApiHub) -> None:
    key = api.key()
    _, key_id, secret = key.split("_", 2)
    other_id = api.key().split("_", 2)[1]
    for headers, code in (
        ({}, "KEY_MISSING"),
        ({"ProviderId": PROVIDER_ID}, "KEY_MISSING"),
        ({"Authorization": "Bearer"}, "KEY_UNKNOWN"),
        ({"Authorization": f"Digest {key}"}, "KEY_UNKNOWN"),
        ({"Authorization": f"Basic {key}"}, "KEY_UNKNOWN"),
        ({"Authorization": f"Bearer {key}", "ProviderId": OTHER_PROVIDER_ID}, "KEY_UNKNOWN"),
        ({"Authorization": "Bearer a.b.c"}, "TOKEN_INVALID"),
        (basic(key_id, secret[:-1]), "KEY_UNKNOWN"),
        (basic(other_id, secret), "KEY_UNKNOWN"),
        (basic(other_id, key), "KEY_UNKNOWN"),
        ({"User": key_id}, "KEY_UNKNOWN"),
        ({"ProviderId": OTHER_PROVIDER_ID, "User": key_id, "Password": secret}, "KEY_UNKNOWN"),
    ):
        answer = asked(headers)
        assert (answer.status, answer.document["code"]) == (401, code), headers
        assert answer.headers["WWW-Authenticate"].startswith("Bearer, Basic")


class OneToken:
    """A service that gave one token."""

    def grant(self, token: str) -> Grant | None:
        good = token == "good.to.ken"
        return Grant("client", frozenset({"read", "admin", "learners:write"})) if good else None


def test_a_token_allows_what_both_it_and_its_client_may(api: ApiHub) -> None:
    client = ApiKey(
        key_id=f"{PROVIDER_ID}-0a0a0a0a",
        provider_id=PROVIDER_ID,
        scopes=(Scope.READ, Scope.ACTIVITIES_WRITE),
        client_id="client",
        created_at=api.hub.now,
    )
    api.hub.access = Admission(api.keys, api.hub.clock, OneToken())
    token = {"Authorization": "Bearer good.to.ken"}

    assert asked(token).document["code"] == "TOKEN_INVALID"
    api.keys.add(client)
    assert asked(token).document["code"] == "NOT_FOUND"
    assert asked({"Authorization": "Bearer bad.to.ken"}).document["code"] == "TOKEN_INVALID"
    posted = called("POST", "/v1/submissions", None, body=b"x", headers={**token, "X-File-Name": "x.xml"})
    assert (posted.status, posted.document["code"]) == (403, "SCOPE_MISSING")
    assert api.keys.revoke(client.key_id, at=api.hub.now)
    assert asked(token).document["code"] == "KEY_REVOKED"


def test_a_call_that_cannot_be_read_is_first_asked_who_it_is(api: ApiHub) -> None:
    answer = called("GET", f"{NOWHERE}/report", None, query={"limit": "many"})

    assert answer.document["code"] == "KEY_MISSING"
    assert called("GET", f"{NOWHERE}/report", api.key(), query={"limit": "many"}).document["code"] == "REQUEST_INVALID"


def limited(api: ApiHub, per_minute: int, per_day: int) -> str:
    key = api.key()
    (kept,) = api.keys.of_provider(PROVIDER_ID)
    api.keys.add(kept.model_copy(update={"calls_per_minute": per_minute, "calls_per_day": per_day}))
    return key


def test_a_key_may_be_used_so_often_within_a_minute_and_every_answer_says_how_often_still(api: ApiHub) -> None:
    api.hub.now = api.hub.now.replace(hour=23, minute=58, second=50)
    key = limited(api, 2, 100)

    answers = [called("GET", NOWHERE, key) for _ in range(3)]

    assert [answer.status for answer in answers] == [404, 404, 429]
    assert answers[0].headers["RateLimit-Policy"] == '"minute";q=2;w=60, "day";q=100;w=86400'
    assert [answer.headers["RateLimit"] for answer in answers] == [
        '"minute";r=1;t=10, "day";r=99;t=70',
        '"minute";r=0;t=10, "day";r=98;t=70',
        '"minute";r=0;t=10, "day";r=97;t=70',
    ]
    assert ["Retry-After" in answer.headers for answer in answers] == [False, False, True]
    assert (answers[2].document["code"], answers[2].headers["Retry-After"]) == ("RATE_EXCEEDED", "10")
    assert answers[2].document["detail"].startswith("2 calls may be made a minute. Wait")
    api.hub.now += MINUTE
    assert called("GET", NOWHERE, key).status == 404


def test_a_key_has_a_quota_for_each_day(api: ApiHub) -> None:
    api.hub.now = api.hub.now.replace(hour=23, minute=58, second=0)
    key = limited(api, 100, 2)

    answers = [called("GET", NOWHERE, key) for _ in range(3)]

    assert [answer.document["code"] for answer in answers] == ["NOT_FOUND", "NOT_FOUND", "QUOTA_EXCEEDED"]
    assert answers[2].headers["Retry-After"] == "120"
    assert answers[2].document["detail"].startswith("2 calls may be made a day. Go on")
    api.hub.now += 2 * MINUTE
    assert called("GET", NOWHERE, key).status == 404


def test_only_whoever_has_the_secret_uses_a_keys_calls_up(api: ApiHub) -> None:
    key = limited(api, 1, 1)
    for _ in range(3):
        assert asked({"Authorization": f"Bearer {key[:-1]}x"}).document["code"] == "KEY_UNKNOWN"

    assert called("GET", NOWHERE, key).status == 404


def test_every_answer_names_its_version_and_an_unknown_one_is_refused(api: ApiHub) -> None:
    key = api.key()

    for headers in ({}, {"CME-Hub-Version": VERSIONS[-1]}):
        assert called("GET", NOWHERE, key, headers=headers).headers["CME-Hub-Version"] == VERSIONS[-1]
    answer = called("GET", NOWHERE, key, headers={"cme-hub-version": "2001-01-01"})
    assert (answer.status, answer.document["code"]) == (400, "VERSION_UNKNOWN")
    assert VERSIONS[-1] in answer.document["detail"]


def test_a_packed_body_is_the_body_it_was(api: ApiHub) -> None:
    learners = (SAMPLES / "learners.xml").read_bytes()
    name = {"X-File-Name": "learners.xml", "Prefer": "respond-async"}
    plain = called("POST", "/v1/submissions", api.key(), body=learners, headers=name).document

    headers = {**name, "Content-Encoding": "gzip"}
    packed = called("POST", "/v1/submissions", api.key(), body=gzip.compress(learners), headers=headers).document

    assert packed == plain | {"duplicate": True}


def test_a_body_that_is_not_packed_as_it_says_or_bursts(api: ApiHub) -> None:
    headers = {"X-File-Name": "learners.xml", "Content-Encoding": "gzip"}
    packed = gzip.compress(bytes(BODY_LIMIT + 1))
    for body, code in (
        (b"<learners>", "REQUEST_INVALID"),
        (packed[:-9], "REQUEST_INVALID"),
        (packed, "CONTENT_TOO_LARGE"),
    ):
        answer = called("POST", "/v1/submissions", api.key(), body=body, headers=headers)
        assert answer.document["code"] == code
    assert api.arrivals.arrived == []


def test_a_name_twice_in_a_document_is_refused_unless_both_are_alike(api: ApiHub) -> None:
    answers = [
        called(
            "POST",
            "/v1/keys",
            api.key(Scope.ADMIN),
            body=f'{{"scopes": ["read"], "scopes": {second}}}'.encode(),
            headers={"Content-Type": "application/json"},
        )
        for second in ('["read"]', '["admin"]')
    ]

    assert [answer.status for answer in answers] == [201, 422]
    assert answers[1].document["code"] == "REQUEST_INVALID"
    assert answers[1].document["detail"] == "scopes: it is given twice, with different values"


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ('{"scopes": ["read"],}', "line 1, column 20, has a comma before a closing bracket; take it out"),
        ('{"scopes":\n  [read]}', "line 2, column 4, is where the JSON breaks"),
        ('{"scopes": ["read"', "line 1, column 19, is where it ends, before its objects and arrays do"),
        ("[" * 100_000, "line 1, column 1026, is where the JSON breaks"),
        ('{"scopes": ' + "1" * 5_000 + "}", "line 1, column 12, has a number of 300 digits or more"),
        ("\ufeff{}", "line 1, column 1, has a byte order mark; leave it out"),
    ],
    ids=["comma", "word", "cut", "deep", "long number", "mark"],
)
def test_where_a_document_is_broken_is_told_with_line_and_column(api: ApiHub, body: str, fault: str) -> None:
    headers = {"Content-Type": "application/json"}
    answer = called("POST", "/v1/keys", api.key(Scope.ADMIN), body=body.encode(), headers=headers)
    assert is_problem(answer, 422, "REQUEST_INVALID")
    assert answer.document["detail"] == f"the body: {fault}"


@pytest.mark.parametrize("path", ["/", "/v1"])
def test_the_beginning_leads_to_the_description(path: str) -> None:
    answer = called("GET", path, None)
    assert answer.status == 200
    for name, media in (("docs", "text/html; charset=utf-8"), ("openapi", "application/json")):
        found = called("GET", urljoin(path, answer.document[name]), None)
        assert (found.status, found.headers["Content-Type"]) == (200, media)


def test_a_long_answer_is_packed_for_whoever_unpacks_it(api: ApiHub) -> None:
    plain = called("GET", "/v1/codes", None)

    packed = called("GET", "/v1/codes", None, headers={"Accept-Encoding": "br, gzip"})

    assert "Content-Encoding" not in plain.headers
    assert (packed.headers["Content-Encoding"], packed.headers["Vary"]) == ("gzip", "Accept-Encoding")
    assert gzip.decompress(base64.b64decode(packed.text)).decode() == plain.text
    short = called("GET", "/v1/codes/KEY_EXPIRED", None, headers={"Accept-Encoding": "gzip"})
    assert json.loads(short.text)["code"] == "KEY_EXPIRED"


def test_only_what_was_told_before_is_unchanged(api: ApiHub) -> None:
    for known in ("", '"1-Active"'):
        assert called("GET", "/v1/codes/KEY_EXPIRED", None, headers={"If-None-Match": known}).status == 200
        assert called("GET", NOWHERE, api.key(), headers={"If-None-Match": known}).status == 404


def test_every_code_is_explained_to_anybody() -> None:
    codes = [Code.model_validate(code) for code in called("GET", "/v1/codes", None).document]

    assert [code.code for code in codes] == [*PROBLEMS, *CATALOGUE]
    for code in codes:
        assert Code.model_validate(called("GET", f"/v1/codes/{code.code}", None).document) == code
    assert called("GET", "/v1/codes/NO_SUCH_CODE", None).status == 404


def test_the_description_is_served_with_a_page_that_leads_to_it_and_loads_nothing_else() -> None:
    document = called("GET", "/v1/openapi.json", None).document
    page = called("GET", "/v1/docs", None)

    assert (document["openapi"], document["info"]["version"]) == ("3.1.0", VERSIONS[-1])
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert 'updateUrl("openapi.json")' in page.text
    assert '"operationId": "saveLearnerRecords"' in page.text
    assert not re.findall(r"<(?:script|link|img)[^>]+(?:src|href)=", page.text.partition("<body>")[0])
