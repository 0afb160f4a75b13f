"""What the lines of a decision file say, whatever stands in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmehub.boards import decision_lines as module
from cmehub.boards.decision_lines import DecisionLine, decision_lines
from cmehub.boards.ledgers import Decision
from cmehub.boards.reasons import LONGEST_REASON, rejection
from cmehub.issues.issue import FileError, Issue
from tests.board_files import csv_of

ASK = f"{'5' * 32}-00001-ABIM"
ACCEPTED = Decision(row=7, board="ABIM", accepted=True)


def lines_of(content: str | bytes) -> list[DecisionLine | Issue]:
    return [*decision_lines(content if isinstance(content, bytes) else content.encode(), "ABIM")]


def codes(lines: list[DecisionLine | Issue]) -> list[tuple[int | None, str]]:
    return [(line.row, line.code) if isinstance(line, Issue) else (line.line, "") for line in lines]


@pytest.mark.parametrize(
    "content",
    [
        f"ask,row,decision\n{ASK},7,accept\n",
        f"ask,row,decision,reason,reason_code\r\n{ASK},7,accept,,\r\n",
        f"row;note;decision;ask\n7;fine;Accept;{ASK}\n",
        f"Decision\tRow\tASK\nACCEPT\t 7 \t{ASK}",
        f"\ufeffask,row,decision\n{ASK},7,accept\n",
        f"ask,row,decision\n{ASK},7,accept\n".encode("utf-16"),
    ],
    ids=["plain", "all-columns", "semicolons", "tabs", "byte-order-mark", "utf-16"],
)
def test_a_decision_is_read_however_a_spreadsheet_saved_it(content: str | bytes) -> None:
    assert lines_of(content) == [DecisionLine(2, ASK, ACCEPTED)]


def test_a_rejection_has_the_words_of_its_board() -> None:
    content = csv_of(
        [
            {"ask": ASK, "row": 7, "decision": "reject", "reason": "Certificate\nlapsed, “sorry”"},
            {"ask": ASK, "row": 8, "decision": "reject", "reason": "Not ours.", "reason_code": "BOARD_ID_NOT_FOUND"},
            {"ask": ASK, "row": 9, "decision": "reject", "reason": "Odd.", "reason_code": "X-17"},
        ]
    )

    decisions = [line.decision for line in lines_of(content) if isinstance(line, DecisionLine)]

    assert [(decision.row, decision.reason_code, decision.reason) for decision in decisions] == [
        (7, "BOARD_OTHER_REASON", "ABIM rejects it and says: “Certificate lapsed, “sorry””."),
        (8, "BOARD_ID_NOT_FOUND", "Not ours."),
        (9, "BOARD_OTHER_REASON", "ABIM rejects it and says: “Odd”."),
    ]


@pytest.mark.parametrize(
    ("line", "code", "field"),
    [
        (f"{ASK},7,reject,", "FIELD_MISSING", "reason"),
        (f"{ASK},7,reject, ", "FIELD_MISSING", "reason"),
        (f"{ASK},7,,", "FIELD_MISSING", "decision"),
        (f"{ASK},,accept,", "FIELD_MISSING", "row"),
        (f"{ASK}", "FIELD_MISSING", "row"),
        (",7,accept,", "FIELD_MISSING", "ask"),
        (f"{ASK},7,perhaps,", "FIELD_FORMAT", "decision"),
        (f"{ASK},7.0,accept,", "FIELD_FORMAT", "row"),
        (f"{ASK},-7,accept,", "FIELD_FORMAT", "row"),
        (f"{ASK},\u0667,accept,", "FIELD_FORMAT", "row"),
        (f"{ASK},{'9' * 5_000},accept,", "FIELD_FORMAT", "row"),
        (f'{ASK},7,"acc"ept,', "DECISION_LINE_BROKEN", None),
    ],
)
def test_a_line_that_cannot_be_read_is_told_and_the_others_are_read(line: str, code: str, field: str | None) -> None:
    read = lines_of(f"ask,row,decision,reason\n{line}\n\n{ASK},7,accept,\n")

    assert codes(read) == [(2, code), (4, "")]
    assert isinstance(read[0], Issue)
    assert read[0].field == field


def test_a_quote_that_is_never_closed_is_told_where_it_begins() -> None:
    read = lines_of(f'ask,row,decision,reason\n{ASK},7,accept,\n{ASK},8,reject,"lapsed\n{ASK},9,accept,\n')

    assert codes(read) == [(2, ""), (3, "DECISION_LINE_BROKEN")]
    assert isinstance(read[1], Issue)
    assert "after line 4" in read[1].message


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "FILE_EMPTY"),
        (b"\xff\x00\x81", "FILE_ENCODING"),
        ("ask,row,decision\nGarc\u00eda".encode("cp1252"), "FILE_ENCODING"),
        (b"ask,row\n", "FILE_COLUMNS"),
        (b"PK\x03\x04", "FILE_COLUMNS"),
        (b'"ask', "FILE_COLUMNS"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_to_be_so(content: bytes, code: str) -> None:
    with pytest.raises(FileError) as raised:
        lines_of(content)

    assert raised.value.issue.code == code


def test_lines_beyond_the_limit_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LINES_LIMIT", 2)

    read = lines_of("ask,row,decision\n" + f"{ASK},7,accept\n" * 3)

    assert codes(read) == [(2, ""), (3, ""), (None, "FILE_TOO_LONG")]
    assert isinstance(read[2], Issue)
    assert read[2].fix == "Send the rows after row 3 as a file of their own."


@given(st.binary(max_size=400))
def test_whatever_is_put_is_read_or_refused_with_a_sentence(content: bytes) -> None:
    try:
        read = lines_of(b"ask,row,decision\n" + content)
    except FileError as error:
        read = [error.issue]
    assert all(line.message and line.fix if isinstance(line, Issue) else line.ask for line in read)


@given(
    st.lists(
        st.tuples(st.integers(1, 999_999_999), st.booleans(), st.text(min_size=1, max_size=400)), min_size=1, max_size=9
    )
)
def test_what_a_board_writes_as_csv_is_what_is_read(told: list[tuple[int, bool, str]]) -> None:
    content = csv_of(
        {"ask": ASK, "row": row, "decision": "accept" if accepted else "reject", "reason": f"No: {reason}"}
        for row, accepted, reason in told
        if reason.isprintable()
    )

    expected = [
        Decision(row=row, board="ABIM", accepted=True) if accepted else rejection("ABIM", row, f"No: {reason}")
        for row, accepted, reason in told
        if reason.isprintable()
    ]
    assert [line.decision for line in lines_of(content) if isinstance(line, DecisionLine)] == expected


@given(st.text(min_size=1), st.none() | st.text(max_size=30))
def test_a_reason_is_one_line_that_ends_and_hides_nothing(words: str, code: str | None) -> None:
    decision = rejection("ABIM", 3, words, code)

    assert decision.reason is not None
    assert len(decision.reason) <= LONGEST_REASON + 40
    assert decision.reason.splitlines() in ([decision.reason], [])
    assert not {*"\u202e\u200b\x00\x1b"} & {*decision.reason}
