"""The code on a print: by it anybody sees whether the file is as it was handed out, and how it stands."""

import datetime as dt
import hashlib
import io
import re
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from cmehub.credentials.issued import DocumentState
from cmehub.passport.issuing_prints import MOST_A_DAY
from tests.credential_api import CredentialApi
from tests.people_access import SITE
from tests.transcript_api import TranscriptApi

HOUR = dt.timedelta(hours=1)
CODE = re.compile(r"(?:[0-9A-Z]{5}-){3}[0-9A-Z]{5}")


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> TranscriptApi:
    told = TranscriptApi(monkeypatch)
    told.live()
    return told


def confirm(api: TranscriptApi) -> None:
    CredentialApi.confirm(api)  # type: ignore[arg-type]


def code_of(content: bytes) -> str | None:
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    found = CODE.search(text)
    return found[0] if found else None


def verified(api: TranscriptApi, code: str | None) -> Any:
    return api.call("GET", f"/v1/verifications/{code}", sub=api.other)[1]


def test_a_print_has_a_code_that_tells_its_digest_and_an_edited_one_is_another_file(api: TranscriptApi) -> None:
    confirm(api)
    content = api.file("pdf")
    told = verified(api, code_of(content))

    assert (told["kind"], told["state"]) == ("print", "good")
    assert told["digest"] == hashlib.sha256(content).hexdigest()
    assert told["digest"] != hashlib.sha256(content.replace(b"%PDF-1.7", b"%PDF-1.6")).hexdigest()
    assert f"{SITE}/verify/" in api.printed()


def test_the_code_stands_in_a_picture_that_says_where_it_leads(api: TranscriptApi) -> None:
    confirm(api)
    content = api.file("pdf")
    reader = PdfReader(io.BytesIO(content))
    parts = [part for part in map(reader.get_object, range(1, 200)) if isinstance(part, DictionaryObject)]
    told = [str(part.get("/Alt")) for part in parts]
    assert f"QR code of the address to verify this: {SITE}/verify/" in told
    assert b"pdfuaid:part>1<" in content


def test_the_same_print_later_changes_nothing_and_another_one_takes_its_place(api: TranscriptApi) -> None:
    confirm(api)
    first = code_of(api.file("pdf", pending="true"))
    api.hub.now = api.hub.now.replace(minute=1)
    same = code_of(api.file("pdf", pending="true"))
    assert verified(api, first)["state"] == "good"

    api.hub.now = api.hub.now.replace(minute=2)
    record = next(
        record
        for record in api.hub.records.of_learner("ABIM-123456")
        if f"{record.row.completion_date}" == "2026-09-01"
    )
    api.accept(record)
    newer = code_of(api.file("pdf", pending="true"))
    states = [verified(api, code)["state"] for code in (first, same, newer)]
    assert states == ["superseded", "superseded", "good"]


def test_the_same_print_of_a_day_is_one_document_while_it_counts(api: TranscriptApi) -> None:
    confirm(api)
    first = api.file("pdf")
    api.hub.now += HOUR
    other = api.file("pdf", pending="true")
    assert api.file("pdf") == first
    assert len({code_of(first), code_of(other)}) == 2
    assert len(api.call("GET", "/v1/me/credentials")[1]["credentials"]) == 2

    (document,) = [made for made in api.hub.issued_documents.of_account(api.zoe) if made.code == code_of(first)]
    api.hub.issued_documents.mark(document, DocumentState.REVOKED, api.hub.now)
    second = api.file("pdf")
    assert code_of(second) != code_of(first)
    api.hub.now += 12 * HOUR
    third = api.file("pdf")
    assert code_of(third) not in {code_of(first), code_of(second)}, "another day's"


def test_what_is_only_stated_gets_no_code_unless_the_operator_takes_that(api: TranscriptApi) -> None:
    assert code_of(api.file("pdf")) is None
    api.settings.credentials_need_confirmed = False
    assert code_of(api.file("pdf"))


def test_prints_with_a_code_are_counted(api: TranscriptApi) -> None:
    confirm(api)
    printed = api.file("pdf", own="true")
    for number in range(MOST_A_DAY):
        api.hub.tries.admit(f"prints#{api.zoe}", str(number), api.hub.now.date(), most=MOST_A_DAY)
    answer = api.ask("GET", "/v1/me/transcripts", sub=api.zoe, query={"format": "pdf"})
    assert (answer.status, answer.document["code"]) == (429, "CREDENTIALS_SPENT")
    assert api.file("pdf", own="true") == printed, "the same again is no other"
    assert api.transcript()["activities"], "what isn't printed is told all the same"
