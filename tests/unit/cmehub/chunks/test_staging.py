import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from cmehub.chunks import staging as chunks
from cmehub.chunks.staging import ChunkStage, Staged
from cmehub.issues.issue import FileError, file_issue
from cmehub.runtime.json_lines import digest, pack, unpack
from cmehub.runtime.queues import MemoryQueue
from cmehub.stores.memory_objects import MemoryWorkObjects
from cmehub.submissions.messages import BoardMessage, ChunkMessage, NoticeMessage
from cmehub.submissions.rows import Row
from cmehub.submissions.submission import submission_id
from tests.examples import PROVIDER_ID, a_submission

BROKEN = file_issue("FILE_BROKEN", rows_read=2, reason="it ends early")
Line = tuple[int, dict[str, Any], int | None]


def stage(rows: Iterator[Row], folder: Path) -> tuple[Staged, list[ChunkMessage], list[list[Line]]]:
    objects, queue = MemoryWorkObjects(), MemoryQueue()
    staged = ChunkStage(a_submission(), objects, queue, folder).stage(rows)
    messages = [message for message in queue.messages if isinstance(message, ChunkMessage)]
    for message in messages:
        assert message.digest == hashlib.sha256(objects.get(message.key)).hexdigest()
    lines = [
        [(number, fields, first) for number, fields, first in unpack(objects.get(message.key))] for message in messages
    ]
    return staged, messages, lines


def numbered(count: int, fields: Any = None) -> Iterator[Row]:
    return (Row(number, fields or {"given_name": f"Zoë {number}"}) for number in range(1, count + 1))


@pytest.mark.parametrize(("rows", "sizes"), [(1, [1]), (500, [500]), (501, [500, 1]), (6_000, [500] * 12)])
def test_rows_are_staged_in_chunks_of_five_hundred(tmp_path: Path, rows: int, sizes: list[int]) -> None:
    staged, messages, lines = stage(numbered(rows), tmp_path)

    assert staged == Staged(len(sizes), rows, [])
    assert [message.chunk for message in messages] == [*range(1, len(sizes) + 1)]
    assert [len(chunk) for chunk in lines] == sizes
    assert [line for chunk in lines for line in chunk] == [
        (number, {"given_name": f"Zoë {number}"}, None) for number in range(1, rows + 1)
    ]


def test_rows_past_the_limit_are_told_and_not_staged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "ROWS_LIMIT", 10)

    fits, longer = tmp_path / "fits", tmp_path / "longer"
    fits.mkdir()
    longer.mkdir()

    fitting, _, _ = stage(numbered(10), fits)
    staged, _, (lines,) = stage(numbered(11), longer)

    assert fitting == Staged(1, 10, [])
    (issue,) = staged.issues
    assert (issue.code, issue.value, staged.rows, len(lines)) == ("FILE_TOO_LONG", "10", 10, 10)
    assert issue.fix == "Send the rows after row 10 as a file of their own."


def test_chunks_are_announced_while_the_file_is_still_read(tmp_path: Path) -> None:
    queue = MemoryQueue()
    announced: list[int] = []

    def rows() -> Iterator[Row]:
        for row in numbered(6_001):
            announced.append(len(queue.messages))
            yield row

    ChunkStage(a_submission(), MemoryWorkObjects(), queue, tmp_path).stage(rows())

    assert announced[-1] == 10
    assert len(queue.messages) == 13


def test_rows_with_the_same_content_name_the_first_of_them(tmp_path: Path) -> None:
    rows = [Row(number, {"given_name": name}) for number, name in enumerate("ABACABA", start=3)]

    _, _, (lines,) = stage(iter(rows), tmp_path)

    assert [first for _, _, first in lines] == [None, None, 3, None, 3, 4, 3]


def test_what_was_read_before_a_file_breaks_off_is_staged(tmp_path: Path) -> None:
    def rows() -> Iterator[Row]:
        yield from numbered(2)
        raise FileError(BROKEN)

    staged, messages, lines = stage(rows(), tmp_path)

    assert staged == Staged(1, 2, [BROKEN])
    assert (len(messages), len(lines[0])) == (1, 2)


def test_a_file_without_rows(tmp_path: Path) -> None:
    staged, messages, _ = stage(iter([]), tmp_path)

    assert (staged.chunks, staged.rows, [issue.code for issue in staged.issues]) == (0, 0, ["FILE_WITHOUT_ROWS"])
    assert messages == []


def test_a_file_that_breaks_off_before_its_first_row_is_only_broken(tmp_path: Path) -> None:
    def rows() -> Iterator[Row]:
        yield from ()
        raise FileError(BROKEN)

    assert stage(rows(), tmp_path)[0] == Staged(0, 0, [BROKEN])


@given(st.lists(st.text() | st.integers(-(2**53), 2**53) | st.lists(st.text())))
def test_what_was_packed_is_unpacked(lines: list[Any]) -> None:
    packed = pack(map(orjson.dumps, lines))

    assert [*unpack(packed)] == lines
    assert packed == pack(map(orjson.dumps, lines))
    assert digest(packed) == hashlib.sha256(packed).hexdigest()


def test_a_submission_id_follows_from_provider_and_content() -> None:
    assert submission_id(PROVIDER_ID, "a" * 64) == submission_id(PROVIDER_ID, "a" * 64)
    assert submission_id(PROVIDER_ID, "a" * 64) != submission_id(PROVIDER_ID, "b" * 64)
    assert submission_id(PROVIDER_ID, "a" * 64) != submission_id("0000001", "a" * 64)


@pytest.mark.parametrize("message", [ChunkMessage, BoardMessage, NoticeMessage])
@pytest.mark.parametrize("changes", [{"type": "another"}, {"schema_version": 2}, {"family_name": "Osei"}])
def test_a_message_of_another_kind_is_not_read(
    message: type[ChunkMessage | BoardMessage | NoticeMessage], changes: dict[str, Any]
) -> None:
    every = {"submission_id": "s", "provider_id": "p", "chunk": 1, "board": "ABA", "key": "k", "digest": "d"}
    fields = {name: value for name, value in every.items() if name in message.model_fields}
    assert message.model_validate(fields)

    with pytest.raises(ValidationError):
        message.model_validate(fields | changes)
