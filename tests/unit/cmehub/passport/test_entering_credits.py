"""Whatever stops or comes in between, no file outlives its credit, and none is lost."""

from collections.abc import Callable

import pytest

from cmehub.api.problems import ProblemError
from cmehub.passport.entering_credits import EnteringCredits
from cmehub.passport.own_credits import EnteredCredit, OwnCredit
from cmehub.passport.own_files import LARGEST_FILE
from cmehub.stores.memory_own_credits import MemoryOwnCreditStore
from cmehub.stores.memory_own_files import MemoryOwnFiles
from tests.examples import NOW
from tests.own_credit_api import PDF, PNG, ROUNDS

SUB = "sub-1"


class StoppedError(Exception):
    pass


class Credits(MemoryOwnCreditStore):
    """A store in which something happens just before a write."""

    before_write: Callable[[], object] = staticmethod(lambda: None)

    def change(self, before: OwnCredit, after: OwnCredit) -> bool:
        self._happen()
        return super().change(before, after)

    def delete(self, credit: OwnCredit) -> bool:
        self._happen()
        return super().delete(credit)

    def _happen(self) -> None:
        happening, self.before_write = self.before_write, lambda: None
        happening()


class Files(MemoryOwnFiles):
    """Files of which one is kept only after something has happened."""

    before_keep: Callable[[], object] = staticmethod(lambda: None)

    def keep(self, sub: str, own_id: str, file_id: str, content: bytes) -> None:
        self.before_keep()
        super().keep(sub, own_id, file_id, content)


@pytest.fixture
def entering() -> EnteringCredits:
    return EnteringCredits(Credits(), Files(), lambda: NOW)


def entered(entering: EnteringCredits, content: bytes | None = PDF, **changes: object) -> str:
    own_id = entering.enter(SUB, EnteredCredit.model_validate(ROUNDS | changes)).own_id
    if content:
        put(entering, own_id, content)
    return own_id


def put(entering: EnteringCredits, own_id: str, content: bytes) -> OwnCredit:
    files = entering.files
    assert isinstance(files, MemoryOwnFiles)
    files.put(SUB, own_id, content)
    return entering.keep_file(SUB, own_id)


def files_of(entering: EnteringCredits) -> list[bytes]:
    assert isinstance(entering.files, MemoryOwnFiles)
    return entering.files.all()


def meanwhile(entering: EnteringCredits, happening: Callable[[], object]) -> None:
    assert isinstance(entering.credits, Credits)
    entering.credits.before_write = happening


def stop() -> None:
    raise StoppedError


def test_a_delete_takes_the_file_along(entering: EnteringCredits) -> None:
    entering.delete(SUB, entered(entering))
    assert (entering.credits.of_account(SUB), files_of(entering)) == ([], [])


def test_a_delete_that_was_stopped_is_repeated(entering: EnteringCredits) -> None:
    own_id = entered(entering)
    meanwhile(entering, stop)
    with pytest.raises(StoppedError):
        entering.delete(SUB, own_id)
    assert files_of(entering) == []
    with pytest.raises(ProblemError):
        entering.file_part(SUB, own_id, 1)

    entering.delete(SUB, own_id)

    assert entering.credits.of_account(SUB) == []


def test_a_file_that_is_kept_while_its_credit_is_deleted_goes_too(entering: EnteringCredits) -> None:
    own_id = entered(entering)
    meanwhile(entering, lambda: put(entering, own_id, PNG))
    entering.delete(SUB, own_id)
    assert (entering.credits.of_account(SUB), files_of(entering)) == ([], [])


def test_a_credit_that_is_deleted_while_its_file_is_kept_keeps_none(entering: EnteringCredits) -> None:
    own_id = entered(entering, None)
    meanwhile(entering, lambda: entering.delete(SUB, own_id))
    with pytest.raises(ProblemError):
        put(entering, own_id, PDF)
    assert files_of(entering) == []


def test_a_credit_that_is_deleted_before_its_file_is_kept_keeps_none(entering: EnteringCredits) -> None:
    own_id = entered(entering, None)
    assert isinstance(entering.files, Files)
    entering.files.before_keep = lambda: entering.delete(SUB, own_id)
    with pytest.raises(ProblemError):
        put(entering, own_id, PDF)
    assert files_of(entering) == []


def test_what_a_stop_has_left_goes_with_the_credit(entering: EnteringCredits) -> None:
    own_id = entered(entering)
    meanwhile(entering, stop)
    with pytest.raises(StoppedError):
        put(entering, own_id, PNG)
    assert entering.file_part(SUB, own_id, 1)[1] == PDF

    entering.delete(SUB, own_id)

    assert files_of(entering) == []


def test_another_file_takes_the_place_of_the_one_before(entering: EnteringCredits) -> None:
    own_id = entered(entering)
    put(entering, own_id, PNG)
    assert (entering.file_part(SUB, own_id, 1)[1], files_of(entering)) == (PNG, [PNG])


def test_two_files_at_once_leave_one_that_can_be_read(entering: EnteringCredits) -> None:
    own_id = entered(entering)
    meanwhile(entering, lambda: put(entering, own_id, PNG))
    put(entering, own_id, PDF + b"\n")
    assert (entering.file_part(SUB, own_id, 1)[1], files_of(entering)) == (PDF + b"\n", [PDF + b"\n"])


def test_a_file_is_deleted_alone_and_again_after_a_stop(entering: EnteringCredits) -> None:
    own_id = entered(entering)
    meanwhile(entering, stop)
    with pytest.raises(StoppedError):
        entering.drop_file(SUB, own_id)
    assert entering.drop_file(SUB, own_id).file is None
    assert files_of(entering) == []


def test_a_file_that_is_kept_while_the_one_before_is_deleted_stays(entering: EnteringCredits) -> None:
    own_id = entered(entering)
    meanwhile(entering, lambda: put(entering, own_id, PNG))
    assert entering.drop_file(SUB, own_id).file is not None
    assert (entering.file_part(SUB, own_id, 1)[1], files_of(entering)) == (PNG, [PNG])


def test_a_change_meanwhile_is_not_lost(entering: EnteringCredits) -> None:
    own_id = entered(entering, None)
    meanwhile(entering, lambda: put(entering, own_id, PDF))
    changed = entering.change(SUB, own_id, EnteredCredit.model_validate(ROUNDS | {"amount": 2}))
    assert (changed.amount, changed.file is not None) == (2, True)


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"<html>", "FILE_REFUSED"), (PDF + b" " * LARGEST_FILE, "CONTENT_TOO_LARGE")],
)
def test_a_file_that_is_not_taken_changes_nothing_and_does_not_stay(
    entering: EnteringCredits, content: bytes, code: str
) -> None:
    own_id = entered(entering)
    with pytest.raises(ProblemError) as told:
        put(entering, own_id, content)
    assert told.value.code == code
    assert files_of(entering) == [PDF]
