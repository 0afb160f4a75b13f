import csv
import io
import json
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit
from zipfile import ZipFile

import pytest

from cmehub.passport import archives
from tests.examples import a_document
from tests.needs_api import ABIM
from tests.own_credit_api import JPEG, PDF, PNG, OwnCreditApi

FORMULA = '=HYPERLINK("https://evil.example.org")'


class Downloaded(NamedTuple):
    """A part of an archive, as it was downloaded: what was told of it, and its files."""

    told: dict[str, Any]
    files: dict[str, bytes]

    def document(self, name: str = "account.json") -> Any:
        return json.loads(self.files[name])

    def rows(self, name: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.files[name].decode("utf-8-sig"))))


class ArchiveApi(OwnCreditApi):
    def download(self, cursor: str | None = None, sub: str | None = None) -> Downloaded:
        """Make a part of an archive and get it from where it is said to be."""
        query = {"cursor": cursor} if cursor else None
        answer = self.ask("POST", "/v1/me/archive", sub=sub or self.zoe, query=query)
        assert answer.status == 200, answer.text
        told = answer.document
        address = urlsplit(told["url"])
        _, _, account, name = address.path.split("/")
        assert parse_qs(address.query)["name"] == [told["name"]]
        content = self.hub.archives.kept[account, name.removesuffix(".zip")]
        assert told["size"] == len(content)
        with ZipFile(io.BytesIO(content)) as archive:
            assert archive.testzip() is None
            return Downloaded(told, {name: archive.read(name) for name in archive.namelist()})

    def parts(self) -> list[Downloaded]:
        parts = [self.download()]
        while cursor := parts[-1].told["cursor"]:
            parts.append(self.download(cursor))
        return parts


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> ArchiveApi:
    return ArchiveApi(monkeypatch)


def test_everything_of_an_account_is_in_one_file(api: ArchiveApi) -> None:
    api.report()
    api.miss(day="2026-10-04", words="Certificate 4711")
    api.call("POST", "/v1/me/needs", ABIM)
    api.call("PUT", "/v1/me/mail-preferences", {"accepted": "daily"})
    own = api.entered(words="Given by Dr. Osei")
    api.put(own, PDF)
    api.hub.issued_documents.add(api.zoe, a_document())
    api.settings.credentials_need_confirmed = False
    api.call("POST", "/v1/me/shares", {"reader": "Mercy Hospital", "passcode": "quokka-4711"})

    part = api.download()

    assert part.told["name"] == "cme-hub-2026-11-20.zip"
    assert (part.told["part"], part.told["left"], part.told["cursor"]) == (1, 0, None)
    told = part.document()
    assert (told["account"], told["email"]) == (api.zoe, "zoe@example.org")
    assert [claim["linked"] for claim in told["claims"]] == [[["ABIM", "123456"], ["OH", "35900001"]]]
    assert [credit["status"] for credit in told["credits"]] == ["accepted"]
    assert [need["authority"] for need in told["needs"]] == ["ABIM"]
    assert [request["words"] for request in told["missing_credits"]] == ["Certificate 4711"]
    assert told["mail_preferences"]["accepted"] == "daily"
    assert [share["reader"] for share in told["shares"]] == ["Mercy Hospital"]
    assert not {"digest", "passcode", "sub"} & told["shares"][0].keys()
    assert told["accesses"] == []
    assert [document["code"] for document in told["documents"]] == [a_document().code]
    file = f"files/2026-10-03-{own}.pdf"
    assert [(credit["words"], credit["file"]) for credit in told["own_credits"]] == [("Given by Dr. Osei", file)]
    assert part.files[file] == PDF
    (history,) = part.document("histories-1.json")
    assert history["record"] == told["credits"][0]["record"]
    assert history["steps"][0]["who"] == told["credits"][0]["provider"]["name"]
    assert [row["status"] for row in part.rows("credits.csv")] == ["accepted"]
    assert {*part.files} == {"account.json", "credits.csv", "own-credits.csv", "histories-1.json", file}


def test_a_table_has_no_formula_and_no_name_of_a_file_leads_anywhere(api: ArchiveApi) -> None:
    own = api.entered(title=FORMULA, words="../../etc/passwd")
    api.put(own, PNG)
    api.entered(title="CON")
    part = api.download()
    assert sorted(row["title"] for row in part.rows("own-credits.csv")) == [f"'{FORMULA}", "CON"]
    assert [name for name in part.files if name.startswith("files/")] == [f"files/2026-10-03-{own}.png"]


def test_somebody_elses_archive_has_nothing_of_it(api: ArchiveApi) -> None:
    api.report()
    api.put(api.entered(), PDF)
    part = api.download(sub=api.other)
    told = part.document()
    assert [told[name] for name in ("claims", "credits", "own_credits", "accesses")] == [[], [], [], []]
    assert "zoe" not in str(part.files).casefold()


def test_much_comes_in_parts_in_which_each_file_and_history_is_once(
    api: ArchiveApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "PART_BYTES", len(PDF) + len(PNG))
    api.report()
    contents = [PDF, PNG, JPEG, PDF, PNG]
    own = [api.entered(title=f"Course {number}") for number in range(len(contents))]
    for own_id, content in zip(own, contents, strict=True):
        api.put(own_id, content)

    parts = api.parts()

    assert len(parts) > 2
    names = [name for part in parts for name in part.files]
    assert len(names) == len({*names}), "unpacked beside each other, nothing is overwritten"
    found = {name: content for part in parts for name, content in part.files.items() if name.startswith("files/")}
    assert sorted(found.values()) == sorted(contents)
    assert [part.told["part"] for part in parts] == [*range(1, len(parts) + 1)]
    assert [part.told["name"] for part in parts] == [
        f"cme-hub-2026-11-20-part-{number}.zip" for number in range(1, len(parts) + 1)
    ]
    assert [part.told["left"] for part in parts][-1] == 0
    assert sum("account.json" in part.files for part in parts) == 1


def test_a_slow_part_ends_before_the_gateway_does(api: ArchiveApi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "PART_SECONDS", -1)
    for day in ("2026-10-03", "2026-10-04", "2026-10-05"):
        api.report_on(day)
    parts = api.parts()
    histories = [
        history for number, part in enumerate(parts, 1) for history in part.document(f"histories-{number}.json")
    ]
    assert len(parts) > 1
    assert len({history["record"] for history in histories}) == len(histories) == 3


def test_what_stays_is_in_some_part_whatever_comes_and_goes_in_between(
    api: ArchiveApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "PART_BYTES", 1)
    own = [api.entered(title=f"Course {number}") for number in range(4)]
    for own_id in own:
        api.put(own_id, PDF)
    first = api.download()
    (taken,) = [name for name in first.files if name.startswith("files/")]
    api.call("DELETE", f"/v1/me/own-credits/{taken.removeprefix('files/2026-10-03-').removesuffix('.pdf')}")
    api.put(api.entered(title="A late one"), PDF)

    cursor, found = first.told["cursor"], {taken}
    while cursor:
        part = api.download(cursor)
        found |= {name for name in part.files if name.startswith("files/")}
        cursor = part.told["cursor"]
    assert found >= {f"files/2026-10-03-{own_id}.pdf" for own_id in own}


def test_a_file_that_is_gone_is_named(api: ArchiveApi) -> None:
    own = api.entered()
    api.put(own, PDF)
    api.hub.own_files.forget(api.zoe)
    part = api.download()
    assert part.files["deleted-meanwhile-1.txt"].decode() == f"files/2026-10-03-{own}.pdf"


def test_it_can_be_downloaded_while_the_account_is_to_end(api: ArchiveApi) -> None:
    api.entered()
    api.call("DELETE", "/v1/me")
    assert len(api.download().document()["own_credits"]) == 1


def test_a_cursor_that_is_none_is_refused(api: ArchiveApi) -> None:
    answer = api.ask("POST", "/v1/me/archive", sub=api.zoe, query={"cursor": "nonsense"})
    assert (answer.status, answer.document["code"]) == (422, "REQUEST_INVALID")
