"""The index follows the stored activities."""

import datetime as dt
from pathlib import Path

import pytest

from cmehub.activities.activity import Activity
from cmehub.search import writing as index_writing
from cmehub.search.publication import PublicationLostError, Publications, card_name
from cmehub.search.reading import NoIndexError
from tests.search_hub import SearchHub

A, B, C = 300_000_001, 300_000_002, 300_000_003


@pytest.fixture
def hub(tmp_path: Path) -> SearchHub:
    return SearchHub(tmp_path)


def test_there_is_nothing_to_read_before_the_first_version(hub: SearchHub) -> None:
    with pytest.raises(NoIndexError):
        hub.snapshot()


def test_an_index_of_nothing_finds_nothing(hub: SearchHub) -> None:
    assert hub.rebuild().activities == 0
    assert hub.found(q="heart") == []
    assert hub.found() == []


def test_the_first_change_builds_the_whole_index(hub: SearchHub) -> None:
    hub.add(A)
    hub.add(B)

    hub.update(B)

    assert hub.held() == [A, B]


def test_a_change_replaces_what_was_there(hub: SearchHub) -> None:
    hub.add(A, title="Asthma in children")
    hub.add(B, title="Bronchitis")
    hub.rebuild()
    hub.add(A, title="Gout in adults")

    hub.update(A)

    assert hub.held() == [A, B]
    assert (hub.found(q="asthma"), hub.found(q="gout"), hub.found(q="bronchitis")) == ([], [A], [B])
    assert [activity.title for activity in hub.search(q="gout").page().activities] == ["Gout in adults"]


def test_the_same_change_twice_is_one(hub: SearchHub) -> None:
    hub.add(A)
    hub.rebuild()

    hub.update(A, A)
    hub.update(A)

    assert hub.held() == [A]


@pytest.mark.parametrize("change", [{"listed": False}, {"deleted_by": "sub#1"}, {"description": None}, {"url": None}])
def test_what_the_public_must_not_find_leaves(hub: SearchHub, change: dict[str, object]) -> None:
    hub.add(A)
    hub.add(B)
    hub.rebuild()
    hub.add(B, **change)

    hub.update(B)
    assert hub.held() == [A]

    hub.rebuild()
    assert hub.held() == [A]


def test_an_activity_that_is_gone_leaves(hub: SearchHub) -> None:
    hub.add(A)
    hub.rebuild()

    hub.update(A, B)
    assert hub.held() == [A]

    del hub.activities._activities[str(A)]
    hub.update(A)
    assert hub.held() == []


def test_a_closed_activity_is_found_among_the_past(hub: SearchHub) -> None:
    hub.add(A, start_date=dt.date(2025, 1, 1), end_date=dt.date(2025, 2, 1), closed_by="sub#1")
    hub.rebuild()

    assert hub.found() == []
    assert hub.found(past=True) == [A]


def test_many_changes_and_a_rebuild_hold_the_same(hub: SearchHub) -> None:
    for number in range(40):
        hub.add(A + number, title=f"Activity {number}")
        if number % 4 == 0:
            hub.update(A + number)
    for number in range(0, 40, 3):
        hub.add(A + number, title=f"Changed {number}")
    hub.update(*range(A, A + 40))
    before = hub.held()

    rebuilt = hub.rebuild()

    assert before == hub.held() == [*range(A, A + 40)]
    assert (rebuilt.drifted, rebuilt.activities) == ((), 40)
    assert len(rebuilt.manifest.card_files) == 1


def test_a_rebuild_tells_and_mends_what_the_index_had_wrong(hub: SearchHub) -> None:
    for number in (A, B, C):
        hub.add(number)
    hub.rebuild()
    hub.add(A, title="Changed, and nobody told")
    hub.add(B, description="Only the description changed.")
    hub.add(C, listed=False)

    assert hub.rebuild().drifted == (A, B, C)

    assert hub.held() == [A, B]
    assert hub.found(q="nobody told") == [A]
    assert hub.rebuild().drifted == ()


def test_what_changes_while_the_index_is_rebuilt_is_kept(hub: SearchHub, monkeypatch: pytest.MonkeyPatch) -> None:
    hub.add(A, title="Before")
    hub.rebuild()
    all_of_them = hub.activities.all

    def changed_meanwhile() -> list[Activity]:
        seen = [*all_of_them()]
        hub.add(A, title="Meanwhile")
        hub.add(B, title="New meanwhile")
        SearchHub.update(hub, A, B)
        return seen

    monkeypatch.setattr(hub.activities, "all", changed_meanwhile)
    rebuilt = hub.rebuild()

    assert hub.held() == [A, B]
    assert hub.found(q="meanwhile") == [A, B]
    assert rebuilt.drifted == ()


def test_whoever_publishes_second_applies_the_change_again(hub: SearchHub, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in (A, B):
        hub.add(number, title="Old")
    hub.rebuild()
    publish = Publications.publish
    others = [B]

    def second(publications: Publications, *given: object) -> object:
        if others:
            hub.add(others[-1], title="Theirs")
            hub.update(others.pop())
        return publish(publications, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Publications, "publish", second)
    hub.add(A, title="Ours")
    hub.update(A)

    assert (hub.found(q="ours"), hub.found(q="theirs"), hub.found(q="old")) == ([A], [B], [])


def test_who_is_always_second_gives_up_and_changes_nothing(hub: SearchHub, monkeypatch: pytest.MonkeyPatch) -> None:
    hub.add(A, title="Old")
    hub.rebuild()
    hub.add(A, title="New")
    monkeypatch.setattr(hub.files, "move_pointer", lambda *_: False)

    with pytest.raises(PublicationLostError):
        hub.update(A)
    with pytest.raises(PublicationLostError):
        hub.rebuild()

    assert hub.found(q="old") == [A]
    assert [*(hub.folder / "work").iterdir()] == []


def test_another_schema_is_rebuilt_not_updated(hub: SearchHub, monkeypatch: pytest.MonkeyPatch) -> None:
    hub.add(A)
    hub.rebuild()
    hub.add(B)
    for module in ("writing", "reading"):
        monkeypatch.setattr(f"cmehub.search.{module}.SCHEMA_VERSION", "next")
    publish = hub.publications.publish
    monkeypatch.setattr(
        hub.publications,
        "publish",
        lambda folder, publication, base: publish(
            folder, publication.model_copy(update={"schema_version": "next"}), base
        ),
    )

    hub.update(A)

    assert hub.held() == [A, B]


def test_a_first_index_that_holds_an_activity_twice_is_not_published(
    hub: SearchHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub.activities, "all", lambda: iter([hub.add(A)] * 2))

    with pytest.raises(index_writing.IndexDefectError):
        hub.update(A)

    assert hub.publications.current() is None


def test_an_index_that_holds_an_activity_twice_is_not_published(
    hub: SearchHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.add(A, title="Old")
    hub.rebuild()
    monkeypatch.setattr(hub.activities, "all", lambda: iter([hub.add(A, title="New")] * 2))

    with pytest.raises(index_writing.IndexDefectError):
        hub.rebuild()

    assert hub.found(q="old") == [A]


def cards_of(hub: SearchHub) -> str:
    current = hub.publications.current()
    assert current is not None
    return card_name(current.manifest.card_files[0].digest)
