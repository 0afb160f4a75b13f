"""A reader of the index takes whole versions, and the files that no version needs go."""

import datetime as dt
from pathlib import Path

import pytest

from cmehub.search import reading as index_reading
from cmehub.search.parameters import SearchParameters
from cmehub.search.publication import DamagedFileError, Publications
from cmehub.search.searching import Search
from tests.examples import NOW, TODAY
from tests.search_hub import SearchHub
from tests.unit.cmehub.search.test_writing import A, B, cards_of


@pytest.fixture
def hub(tmp_path: Path) -> SearchHub:
    return SearchHub(tmp_path)


def test_a_damaged_file_is_not_opened_and_the_old_version_answers(hub: SearchHub) -> None:
    hub.add(A, title="Old")
    hub.rebuild()
    assert hub.found(q="old") == [A]
    hub.add(A, title="New")
    manifest = hub.update(A)
    for digest in manifest.index_files.values():
        path = hub.folder / "published" / "index" / f"{digest}.z"
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 0xFF
        path.write_bytes(content)

    assert hub.found(q="old") == [A]
    with pytest.raises((DamagedFileError, Exception)):
        Publications(hub.files, hub.folder / "other").check_out(manifest)


def test_a_version_that_cannot_be_fetched_leaves_the_old_one(hub: SearchHub, monkeypatch: pytest.MonkeyPatch) -> None:
    hub.add(A, title="Old")
    hub.rebuild()
    assert hub.found(q="old") == [A]
    hub.add(A, title="New")
    hub.update(A)
    get = hub.files.get
    monkeypatch.setattr(hub.files, "get", lambda name: get(name) if name.startswith("cards") else 1 / 0)

    assert hub.found(q="old") == [A]

    monkeypatch.undo()
    assert hub.found(q="new") == [A]


def test_a_reader_looks_for_another_version_only_now_and_then(hub: SearchHub) -> None:
    hub.add(A)
    hub.rebuild()
    first = hub.snapshot()
    hub.add(B)
    hub.update(B)

    hub.seconds += 14
    assert hub.reading.snapshot() is first
    hub.seconds += 1
    assert hub.reading.snapshot() is not first
    assert (first.searcher.num_docs, hub.snapshot().searcher.num_docs) == (1, 2)


def test_files_that_no_version_needs_are_forgotten_after_a_while(hub: SearchHub) -> None:
    hub.add(A)
    hub.rebuild()
    for title in ("Second", "Third", "Fourth"):
        hub.add(A, title=title)
        hub.update(A)
    current = hub.publications.current()
    assert current is not None

    assert hub.publications.forget_unused(NOW - dt.timedelta(days=400)) == 0
    assert hub.publications.forget_unused(dt.datetime.now(dt.UTC) + dt.timedelta(days=1)) > 0

    names = set(hub.files.names(float("inf")))
    assert {name for name in names if not name.startswith("manifests/")} == current.manifest.published_names()
    hub.reading = hub.another_reading()
    assert hub.found(q="fourth") == [A]


def test_a_first_page_reads_cards_of_a_large_file_alone_and_the_next_one_has_all(
    hub: SearchHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(25):
        hub.add(A + number, title=f"Asthma {number}")
    hub.rebuild()
    hub.add(A, title="Asthma of another file")
    hub.update(A)
    whole = {activity.title for activity in hub.search(q="asthma").page().activities}
    monkeypatch.setattr(index_reading, "_LARGEST_WAITED_FOR", 1)
    get, large = hub.files.get, cards_of(hub)
    monkeypatch.setattr(hub.files, "get", lambda name: get(name) if name != large else 1 / 0)
    hub.reading = hub.another_reading()

    assert {activity.title for activity in hub.search(q="asthma").page().activities} == whole
    assert len(whole) == 20

    monkeypatch.setattr(hub.files, "get", get)
    monkeypatch.setattr(hub.files, "part", lambda *_: 1 / 0)
    assert {activity.title for activity in hub.search(q="asthma", past=True).page().activities} == whole
    assert len(hub.search(page=2).page().activities) == 5


def test_words_that_were_read_before_find_the_same_with_other_filters_and_on_other_pages(hub: SearchHub) -> None:
    for number in range(25):
        hub.add(A + number, title=f"Asthma in children {number}", fee="Yes" if number else "No, it's free")
    hub.rebuild()
    snapshot = hub.snapshot()

    def ids(**asked: object) -> list[str]:
        page = Search(snapshot, SearchParameters.model_validate({"q": "asthma xylophone children", **asked}), TODAY)
        return [card.activity_id for card in page.page().activities]

    first = ids()
    assert len(first) == 20
    assert ids() == first
    assert len(ids(page=2)) == 5
    assert ids(fee=["No, it's free"]) == [str(A)]
    assert ids(fee=["No, it's free"], sort="title") == [str(A)]
