"""Files of decisions that boards put."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from cmehub.boards.answers import Answers
from cmehub.boards.ask_rows import decisions_of, requests_of
from cmehub.boards.asks import Ask
from cmehub.boards.decision_lines import DecisionLine, decision_lines
from cmehub.boards.exchange_csv import written
from cmehub.boards.ledgers import Decision
from cmehub.issues.issue import FileError, Issue, file_issue, row_issue
from cmehub.rules.packs import board_codes
from cmehub.stores import BoardStore, WorkObjects

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

SIZE_LIMIT = 20_000_000
_TAKERS = 8
REPORT_COLUMNS = ("line", "code", "field", "value", "problem", "mend")
_KEY = re.compile(r"boards/([A-Za-z]+)/in/(.*[^/])", re.DOTALL)


class DecisionFile(NamedTuple):
    """
    A file that a board put.

    Attributes
    ----------
    board
        Who it comes from, which only its place says.
    name
        What the board called it.
    key, version
        Where it lies, and which of the files that lay there it is.
    size
        In bytes.
    """

    board: str
    name: str
    key: str
    version: str | None
    size: int

    @classmethod
    def at(cls, key: str, version: str | None, size: int) -> "DecisionFile | None":
        """Return the file in a place; None if no board puts files there."""
        place = _KEY.fullmatch(key)
        return cls(place[1], place[2], key, version, size) if place and place[1] in board_codes() else None

    @property
    def report_key(self) -> str:
        """Where it is told what couldn't be taken."""
        return f"boards/{self.board}/in-reports/{self.name.removesuffix('.csv')}.csv"


class DecisionFileOutcome(NamedTuple):
    """What came of a file: how many lines agree with what is decided now, and how many couldn't be taken."""

    lines: int
    problems: int


class FileSource(Protocol):
    """Where the boards' files lie."""

    def fetch(self, file: DecisionFile) -> bytes:
        """Return a file's content."""


class S3FileSource:
    """The bucket that is shared with the boards."""

    def __init__(self, client: "S3Client", bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def fetch(self, file: DecisionFile) -> bytes:
        """Return a file's content."""
        version: dict[str, Any] = {"VersionId": file.version} if file.version else {}
        return self._client.get_object(Bucket=self._bucket, Key=file.key, **version)["Body"].read()


@dataclass(frozen=True)
class DecisionFiles:
    """Everything that taking a file needs; ``exchange`` is the bucket that is shared with the boards."""

    source: FileSource
    exchange: WorkObjects
    objects: WorkObjects
    boards: BoardStore
    answers: Answers

    def take(self, file: DecisionFile) -> DecisionFileOutcome:
        """
        Take the decisions that a file tells, and put a report of the lines that can't be taken.

        The same file once more changes nothing and gives the same report.
        """
        lines: list[DecisionLine] = []
        issues: list[Issue] = []
        try:
            for line in self._lines(file):
                if isinstance(line, Issue):
                    issues.append(line)
                else:
                    lines.append(line)
        except FileError as error:
            issues.append(error.issue)
        by_ask: dict[str, list[DecisionLine]] = defaultdict(list)
        for line in lines:
            by_ask[line.ask].append(line)
        with ThreadPoolExecutor(_TAKERS) as takers:
            some = takers.map(lambda ask: [*self._take(file.board, ask, by_ask[ask])], by_ask)
            refused = [issue for issues_of_ask in some for issue in issues_of_ask]
        issues = sorted([*issues, *refused], key=lambda issue: (issue.row is None, issue.row or 0))
        report = [(issue.row, issue.code, issue.field, issue.value, issue.message, issue.fix) for issue in issues]
        self.exchange.put(file.report_key, written(REPORT_COLUMNS, report))
        return DecisionFileOutcome(len(lines) - len(refused), len(issues))

    def _lines(self, file: DecisionFile) -> Iterator[DecisionLine | Issue]:
        if file.size > SIZE_LIMIT:
            raise FileError(file_issue("FILE_TOO_LARGE", value=file.size, limit=SIZE_LIMIT))
        return decision_lines(self.source.fetch(file), file.board)

    def _take(self, board: str, name: str, lines: Sequence[DecisionLine]) -> Iterator[Issue]:
        """Take the decisions about one ask; yield what is wrong with lines that don't agree with it now."""
        ask = Ask.named(name)
        if ask is None or ask.board != board or not (self.boards.waiting(ask) or self.answers.is_complete(ask)):
            yield from (row_issue("ASK_UNKNOWN", line.line, field="ask", value=name, board=board) for line in lines)
            return
        asked = requests_of(ask, self.objects)
        first: dict[int, Decision] = {}
        for line in lines:
            if line.decision.row in asked:
                first.setdefault(line.decision.row, line.decision)
        if first:
            self.answers.take(ask, [*first.values()], way="file", by=board)
        decided = decisions_of(ask, self.boards, self.objects)
        for line in lines:
            row = line.decision.row
            if row not in asked:
                yield row_issue("ROW_NOT_ASKED", line.line, field="row", value=row)
            elif decided[row] != line.decision:
                yield row_issue("DECISION_CONTRADICTS", line.line, field="decision")
