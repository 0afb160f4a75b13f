"""The routes that hand out a physician's own transcript: every form tells the same, in the same order."""

import base64
import gzip
import json
from io import BytesIO
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from openpyxl import load_workbook

from functions.passport.api import handler, transcripts
from tests.aws_events import Context, api_event
from tests.transcript_api import FORMULA, ODD_TITLE, Row, TranscriptApi, rows_of, rows_of_csv, rows_of_workbook

SCHEMAS = Path(__file__).parents[5] / "docs" / "schemas"
ALL = {"pending": "true", "own": "true"}
MK, CATEGORY_1 = "Medical Knowledge", "AMA PRA Category 1"
ACCEPTED = [
    Row("2026-10-31", ODD_TITLE, 1.25, CATEGORY_1, "accepted"),
    Row("2026-10-31", ODD_TITLE, 1.25, MK, "accepted"),
]
PENDING = Row("2026-09-01", ODD_TITLE, 2, MK, "pending")
LAST_YEAR = Row("2025-08-01", ODD_TITLE, 2, CATEGORY_1, "accepted")
OWN = Row("2026-10-03", FORMULA, 1.5, "AMA PRA Category 2", "own, not verified")


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> TranscriptApi:
    transcripts_of = TranscriptApi(monkeypatch)
    transcripts_of.live()
    return transcripts_of


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({}, [*ACCEPTED, LAST_YEAR]),
        ({"pending": "true"}, [*ACCEPTED, PENDING, LAST_YEAR]),
        (ALL, [*ACCEPTED, PENDING, LAST_YEAR, OWN]),
        (ALL | {"since": "2026-01-01", "until": "2026-12-31"}, [*ACCEPTED, PENDING, OWN]),
        ({"since": "2026-10-31"}, ACCEPTED),
        ({"until": "2026-10-30"}, [LAST_YEAR]),
        ({"kind": "MOC"}, ACCEPTED[1:]),
        ({"kind": "CME"}, [ACCEPTED[0], LAST_YEAR]),
        ({"state": "OH"}, [ACCEPTED[1], LAST_YEAR]),
        ({"state": "NPI", "kind": "CME"}, ACCEPTED[:1]),
        ({"board": "ABP"}, [ACCEPTED[0], LAST_YEAR]),
        ({"board": "ABP", "kind": "MOC"}, []),
    ],
    ids=lambda given: str(given) if isinstance(given, dict) else "",
)
def test_what_was_chosen_is_told_in_every_form_alike(
    api: TranscriptApi, query: dict[str, str], told: list[Row]
) -> None:
    assert [*rows_of(api.transcript(**query))] == told
    assert [*rows_of_csv(api.file("csv", **query))] == told
    assert [*rows_of_workbook(api.file("xlsx", **query))] == told
    printed = api.printed(**query).split("Completed Activity Credit ")[-1]
    parts = [*(_written(day) for day in dict.fromkeys(row.day for row in told)), *(f"{row.amount:g} " for row in told)]
    assert sorted(parts) == sorted(part for part in parts if part in printed)
    places = [printed.index(_written(day)) for day in dict.fromkeys(row.day for row in told)]
    assert places == sorted(places)


def test_what_is_rejected_or_deleted_is_in_none(api: TranscriptApi) -> None:
    assert 3 not in {row.amount for row in rows_of(api.transcript(**ALL))}


def test_pending_and_own_credits_are_marked_and_in_no_total(api: TranscriptApi) -> None:
    totals = api.transcript(**ALL)["totals"]
    assert (totals["cme"], totals["boards"][0]["points"], totals["own"]) == (3.25, 1.25, {"AMA PRA Category 2": 1.5})
    printed = api.printed(**ALL)
    assert "2 ABIM Medical Knowledge pending" in printed
    assert "Own credits, not verified" in printed
    assert "waits for its board, and is in no total" in printed
    assert "Own credits, not verified" not in api.printed()


def test_whom_it_is_about_is_named_by_the_roster_with_the_ids_that_were_chosen(api: TranscriptApi) -> None:
    physician = api.transcript()["physician"]
    assert (physician["given_name"], physician["family_name"]) == ("Zoe", "Garcia Lopez")
    ids = [("ABIM", "123456"), ("OH", "35900001"), ("NPI", "1234567893")]
    assert [(known["authority"], known["number"]) for known in physician["known_as"]] == ids
    assert {known["sureness"] for known in physician["known_as"]} == {"stated"}
    of_ohio = api.transcript(state="OH", kind="CME")["physician"]["known_as"]
    assert [known["authority"] for known in of_ohio] == ["OH", "NPI"]
    printed = api.printed()
    assert "Zoe Garcia Lopez" in printed
    assert "American Board of Internal Medicine 123456, stated" in printed


def test_another_account_gets_nothing_of_it(api: TranscriptApi) -> None:
    told = api.transcript(sub=api.other, **ALL)
    assert (told["physician"], told["activities"], told["own_credits"]) == (None, [], [])
    assert api.ask("GET", "/v1/me/transcripts", sub=api.other, query={"format": "pdf"}).status == 200


def test_no_cell_is_a_formula(api: TranscriptApi) -> None:
    assert f'"\'{FORMULA.replace(chr(34), chr(34) * 2)}"' in api.file("csv", **ALL).decode()
    cell = load_workbook(BytesIO(api.file("xlsx", **ALL)))["Own credits"]["B2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (FORMULA, "s", True)


@pytest.mark.parametrize("query", [{}, ALL, {"board": "ABP", "kind": "MOC"}], ids=str)
def test_the_documents_are_as_their_schemas_say(api: TranscriptApi, query: dict[str, str]) -> None:
    for sub in (api.zoe, api.other):
        assert _is_valid("transcript.json", api.transcript(sub=sub, **query))
        assert _is_valid("accme-transcript.json", api.transcript(sub=sub, format="accme", **query))


def test_the_schemas_refuse_what_is_none(api: TranscriptApi) -> None:
    told, accmes = api.transcript(), api.transcript(format="accme")
    del told["activities"][0]["credits"][0]["status"]
    accmes["ACCMETranscripts"][0]["ActivityTranscript"][0]["Activity"]["Module"]["Status"] = "Begun"
    assert not _is_valid("transcript.json", told)
    assert not _is_valid("accme-transcript.json", accmes)


def test_accmes_shape_tells_what_is_accepted_alone_whoever_may_not_share_it(api: TranscriptApi) -> None:
    api.hub.records.put(
        [
            record.model_copy(update={"row": record.row.model_copy(update={"permission_to_share": False})})
            for record in api.hub.records.of_learner("ABIM-123456")
        ]
    )
    (told,) = api.transcript(format="accme", **ALL)["ACCMETranscripts"]
    assert [
        credit["CreditReceived"]["numberOfCredits"]
        for activity in told["ActivityTranscript"]
        for credit in activity["Activity"]["Module"]["CreditCertificate"]
    ] == [1.25, 1.25, 2]
    assert told["Member"]["NPI"] == "1234567893"
    assert "XtensibleInfo" not in told


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("application/pdf", "application/pdf"),
        ("text/html, text/csv;q=0.9, application/pdf;q=0.8", "text/csv; charset=utf-8"),
        ("*/*", "application/json"),
        ("image/png", "application/json"),
    ],
)
def test_accept_chooses_the_form_where_the_address_does_not(api: TranscriptApi, accept: str, media_type: str) -> None:
    assert _asked(api, {"accept": accept})["headers"]["Content-Type"] == media_type
    told = _asked(api, {"accept": accept}, {"format": "xlsx"})["headers"]
    assert told["Content-Disposition"] == 'attachment; filename="transcript-2026-11-20.xlsx"'
    assert told["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("query", "mend"),
    [
        ({"since": "2026-10-01", "until": "2026-09-01"}, "until: 2026-09-01 lies before the first day, 2026-10-01"),
        ({"board": "ABXYZ"}, "board: ABXYZ is no board's code"),
        ({"state": "QQ"}, "state: QQ is no state's letters"),
        ({"kind": "MOO"}, "kind"),
        ({"format": "docx"}, "format"),
        ({"since": "1/1/2026"}, "since"),
    ],
    ids=str,
)
def test_what_cannot_be_read_is_named_with_its_mend(api: TranscriptApi, query: dict[str, str], mend: str) -> None:
    answer = api.ask("GET", "/v1/me/transcripts", sub=api.zoe, query=query)
    assert (answer.status, answer.document["code"]) == (422, "REQUEST_INVALID")
    assert mend in answer.document["detail"]


def test_a_large_one_is_packed_and_refused_to_who_cannot_unpack(
    api: TranscriptApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transcripts, "_LARGEST", 1_000)
    refused = _asked(api, {}, {"format": "pdf"})
    packed = _asked(api, {"accept-encoding": "gzip, br"}, {"format": "pdf"})
    assert json.loads(refused["body"])["code"] == "TRANSCRIPT_TOO_LARGE"
    assert packed["headers"]["Content-Encoding"] == "gzip"
    assert gzip.decompress(base64.b64decode(packed["body"])).startswith(b"%PDF-")


def _asked(api: TranscriptApi, headers: dict[str, str], query: dict[str, str] | None = None) -> dict[str, Any]:
    token = api.token(api.zoe, api.hub.now)
    event = api_event(
        "GET", "/v1/me/transcripts", headers={"Authorization": f"Bearer {token}", **headers}, query=query or {}
    )
    return handler.handle(event, Context())  # type: ignore[arg-type]


def _is_valid(schema: str, document: Any) -> bool:
    return jsonschema_rs.is_valid(json.loads((SCHEMAS / schema).read_text("utf-8")), document)


def _written(day: str) -> str:
    year, month, date = day.split("-")
    return f"{int(month)}/{int(date)}/{year}"


def test_the_guide_shows_a_document_as_it_is() -> None:
    guide = (SCHEMAS.parent / "passport-api.md").read_text("utf-8")
    assert _is_valid("transcript.json", json.loads(guide.partition("```json\n")[2].partition("```")[0]))
