import datetime as dt

from cmehub.issues.issue import file_issue
from cmehub.stores import FilePlace, MailClaim
from cmehub.submissions.corrections import CorrectionFact
from cmehub.submissions.fix_it_links import FixItLink, token_digest
from cmehub.submissions.row_statuses import RowStatuses
from cmehub.submissions.submission import AnswerFact, ChunkFact, SubmissionStatus
from tests.contract.conftest import Stores
from tests.examples import NOW, PROVIDER_ID, a_submission

LATER = NOW + dt.timedelta(minutes=3)
LEASE = dt.timedelta(minutes=5)
TWO_BOARDS = ChunkFact(chunk=1, rows=500, boards=("ABA", "ABIM"))
NO_BOARD = ChunkFact(chunk=2, rows=7, statuses=RowStatuses(accepted=6, refused=1, codes=("DATE_INVALID",)))
REJECTED = {"ABA": "2-501 503", "ABIM": "", "ABP": None, "ABS": "7"}
"""Which rows each board rejected; of one that was not noted."""


def test_a_submission_that_never_came(stores: Stores) -> None:
    assert stores.submissions.find("sub") is None
    assert stores.submissions.chunk("sub", 1) is None
    assert not stores.submissions.answered("sub", AnswerFact(chunk=1, board="ABA"))
    assert stores.submissions.facts("sub") == ([], {})


def test_a_submission_is_found_as_it_was_opened(stores: Stores) -> None:
    stores.submissions.open(a_submission())

    assert stores.submissions.find("sub") == a_submission()


def test_opening_again_changes_nothing(stores: Stores) -> None:
    stores.submissions.open(a_submission())
    stores.submissions.add_chunk("sub", TWO_BOARDS, at=LATER)

    stores.submissions.open(a_submission(upload_key="0009999/again.xlsx", received_at=LATER))

    found = stores.submissions.find("sub")
    assert found == a_submission(chunks_done=1, requests_made=2, changed_at=LATER)


def test_a_call_is_added_once_with_its_only_chunk(stores: Stores) -> None:
    call = a_submission(called=True, content_digest="abc", chunks=1, rows=3)
    for fact in (TWO_BOARDS, NO_BOARD):
        stores.submissions.add_called(call, fact)

    assert stores.submissions.find("sub") == call.model_copy(update={"chunks_done": 1, "requests_made": 2})
    assert stores.submissions.facts("sub") == ([TWO_BOARDS], {})

    for board in TWO_BOARDS.boards:
        stores.submissions.add_answer("sub", AnswerFact(chunk=1, board=board), at=LATER)
    finished = stores.submissions.find("sub")
    assert finished is not None
    assert (finished.status, finished.changed_at) == (SubmissionStatus.FINISHED, LATER)


def test_what_was_staged_is_added_once(stores: Stores) -> None:
    broken = file_issue("FILE_BROKEN", rows_read=507, reason="it ends early")
    stores.submissions.open(a_submission())

    stores.submissions.add_staged("sub", chunks=2, rows=507, issues=[broken], at=LATER, lines=511)
    stores.submissions.add_staged("sub", chunks=9, rows=9, issues=[], at=LATER + LEASE)

    found = stores.submissions.find("sub")
    assert found == a_submission(chunks=2, rows=507, lines=511, issues=(broken,), changed_at=LATER)


def test_a_chunk_is_counted_once(stores: Stores) -> None:
    stores.submissions.open(a_submission())

    for _ in range(3):
        stores.submissions.add_chunk("sub", TWO_BOARDS, at=LATER)
    stores.submissions.add_chunk("sub", NO_BOARD, at=LATER)

    found = stores.submissions.find("sub")
    assert found == a_submission(chunks_done=2, requests_made=2, changed_at=LATER)
    assert stores.submissions.chunk("sub", 1) == TWO_BOARDS
    assert stores.submissions.chunk("sub", 3) is None


def test_a_chunk_that_is_counted_keeps_its_first_fact(stores: Stores) -> None:
    stores.submissions.open(a_submission())
    stores.submissions.add_chunk("sub", TWO_BOARDS, at=NOW)

    stores.submissions.add_chunk("sub", ChunkFact(chunk=1, rows=1, boards=("ABS",)), at=LATER)

    assert stores.submissions.chunk("sub", 1) == TWO_BOARDS


def test_an_answer_is_counted_once(stores: Stores) -> None:
    stores.submissions.open(a_submission())
    fact = AnswerFact(chunk=1, board="ABA")

    for hours in range(3):
        stores.submissions.add_answer("sub", fact, at=LATER + dt.timedelta(hours=hours))

    found = stores.submissions.find("sub")
    assert found == a_submission(requests_answered=1, changed_at=LATER)
    assert stores.submissions.answered("sub", fact)
    assert stores.submissions.answered_at("sub", fact) == LATER
    assert stores.submissions.answered_at("sub", AnswerFact(chunk=2, board="ABA")) is None
    assert not stores.submissions.answered("sub", AnswerFact(chunk=1, board="ABIM"))
    assert not stores.submissions.answered("sub", AnswerFact(chunk=2, board="ABA"))


def test_the_status_follows_from_facts_in_any_order(stores: Stores) -> None:
    def status() -> SubmissionStatus:
        found = stores.submissions.find("sub")
        assert found is not None
        return found.status

    stores.submissions.open(a_submission())
    stores.submissions.add_chunk("sub", TWO_BOARDS, at=NOW)
    stores.submissions.add_answer("sub", AnswerFact(chunk=1, board="ABA"), at=NOW)
    assert status() is SubmissionStatus.READING
    stores.submissions.add_staged("sub", chunks=2, rows=507, issues=[], at=NOW)
    assert status() is SubmissionStatus.VALIDATING
    stores.submissions.add_chunk("sub", NO_BOARD, at=NOW)
    assert status() is SubmissionStatus.AWAITING_BOARDS
    stores.submissions.add_answer("sub", AnswerFact(chunk=1, board="ABIM"), at=NOW)
    assert status() is SubmissionStatus.FINISHED


def test_facts_are_in_the_order_of_their_chunks_and_of_their_submission(stores: Stores) -> None:
    boards = ("ABA", "ABIM", "ABP", "ABS")
    for submission_id in ("sub", "sub2"):
        stores.submissions.open(a_submission(submission_id=submission_id))
    for chunk in reversed(range(1, 13)):
        stores.submissions.add_chunk("sub", ChunkFact(chunk=chunk, rows=500, boards=boards), at=NOW)
        for board in boards:
            stores.submissions.add_answer("sub", AnswerFact(chunk=chunk, board=board), at=NOW, rejected=REJECTED[board])
    stores.submissions.add_chunk("sub2", NO_BOARD, at=NOW)

    chunks, answers = stores.submissions.facts("sub")

    assert [fact.chunk for fact in chunks] == [*range(1, 13)]
    assert answers == {
        AnswerFact(chunk=chunk, board=board): REJECTED[board] for chunk in range(1, 13) for board in boards
    }
    assert stores.submissions.facts("sub2") == ([NO_BOARD], {})


def test_corrections_of_a_submission_are_kept_as_they_were_noted_first(stores: Stores) -> None:
    first = CorrectionFact(submission_id="made", at=NOW, rows=(2, 9, 20_001))
    other = CorrectionFact(submission_id="made later", at=LATER, rows=(3,))
    for fact in (first, other, first.model_copy(update={"at": LATER})):
        stores.submissions.note_corrections("sub", fact)
    stores.submissions.note_corrections("sub2", other)

    assert sorted(stores.submissions.corrections("sub"), key=lambda fact: fact.at) == [first, other]
    assert [*first.lines()] == [(2, 2), (9, 3), (20_001, 4)]
    assert stores.submissions.corrections("made") == []


def test_only_one_claims_the_mail(stores: Stores) -> None:
    claims = [stores.submissions.claim_mail("sub", at=NOW, lease=LEASE) for _ in range(3)]

    assert claims == [MailClaim.CLAIMED, MailClaim.BUSY, MailClaim.BUSY]


def test_a_claim_that_came_to_nothing_can_be_made_again(stores: Stores) -> None:
    stores.submissions.claim_mail("sub", at=NOW, lease=LEASE)

    assert stores.submissions.claim_mail("sub", at=NOW + LEASE / 2, lease=LEASE) is MailClaim.BUSY
    assert stores.submissions.claim_mail("sub", at=NOW + LEASE, lease=LEASE) is MailClaim.CLAIMED
    assert stores.submissions.claim_mail("sub", at=NOW + LEASE, lease=LEASE) is MailClaim.BUSY


def test_a_mail_that_was_sent_is_never_claimed_again(stores: Stores) -> None:
    stores.submissions.claim_mail("sub", at=NOW, lease=LEASE)

    stores.submissions.add_mail("sub", message_id="message-1", at=NOW)

    assert stores.submissions.claim_mail("sub", at=NOW + 100 * LEASE, lease=LEASE) is MailClaim.SENT
    assert stores.submissions.claim_mail("sub2", at=NOW, lease=LEASE) is MailClaim.CLAIMED


def test_a_mail_is_no_fact_about_chunks(stores: Stores) -> None:
    stores.submissions.open(a_submission())
    stores.submissions.add_mail("sub", message_id="message-1", at=NOW)

    assert stores.submissions.facts("sub") == ([], {})
    assert stores.submissions.find("sub") == a_submission()


def test_a_file_is_expected_once_and_its_reading_begins_with_what_the_reader_says(stores: Stores) -> None:
    expected = a_submission(kind=None, format=None)
    assert stores.submissions.expected("sub") is None

    assert stores.submissions.expect(expected)
    assert not stores.submissions.expect(expected.model_copy(update={"upload_key": "0009999/again.xlsx"}))

    assert stores.submissions.expected("sub") == expected
    assert stores.submissions.find("sub") is None
    assert stores.submissions.facts("sub") == ([], {})
    stores.submissions.open(a_submission())
    assert stores.submissions.find("sub") == a_submission()


def test_files_are_listed_from_the_newest_on(stores: Stores) -> None:
    moments = {"sub-a": NOW, "sub-b": LATER, "sub-c": NOW - LEASE, "sub-d": NOW + dt.timedelta(milliseconds=1)}
    for submission_id, received_at in moments.items():
        stores.submissions.open(a_submission(submission_id=submission_id, received_at=received_at))
    stores.submissions.open(a_submission(submission_id="sub-e", provider_id="0000001"))
    stores.submissions.add_called(a_submission(submission_id="sub-f", called=True, chunks=1), TWO_BOARDS)
    stores.submissions.expect(a_submission(submission_id="sub-g"))
    stores.submissions.add_chunk("sub-a", NO_BOARD, at=LATER)
    since, until = NOW - LEASE, LATER

    first = stores.submissions.files(PROVIDER_ID, since, until, limit=2)
    rest = stores.submissions.files(PROVIDER_ID, since, until, before=FilePlace.of(first[-1]), limit=9)

    assert [submission.submission_id for submission in first] == ["sub-b", "sub-d"]
    assert [submission.submission_id for submission in rest] == ["sub-a", "sub-c"]
    assert rest[0] == stores.submissions.find("sub-a")
    between = stores.submissions.files(PROVIDER_ID, NOW, NOW + dt.timedelta(milliseconds=1), limit=9)
    assert [submission.submission_id for submission in between] == ["sub-d", "sub-a"]
    assert stores.submissions.files("0000002", since, until, limit=9) == []
    assert stores.submissions.files(PROVIDER_ID, until, since, limit=9) == []


def test_calls_are_listed_apart_from_files(stores: Stores) -> None:
    for submission_id, received_at in (("sub-a", NOW), ("sub-b", LATER)):
        call = a_submission(submission_id=submission_id, called=True, chunks=1, received_at=received_at)
        stores.submissions.add_called(call, TWO_BOARDS)
    stores.submissions.open(a_submission(submission_id="sub-c"))

    first = stores.submissions.calls(PROVIDER_ID, NOW, LATER, limit=1)
    rest = stores.submissions.calls(PROVIDER_ID, NOW, LATER, before=FilePlace.of(first[-1]), limit=9)

    assert [submission.submission_id for submission in first + rest] == ["sub-b", "sub-a"]
    assert rest == [stores.submissions.find("sub-a")]
    assert stores.submissions.calls("0000002", NOW, LATER, limit=9) == []


def test_files_that_arrived_at_once_are_each_listed_once(stores: Stores) -> None:
    ids = {f"sub-{place}" for place in range(7)}
    for submission_id in ids:
        stores.submissions.open(a_submission(submission_id=submission_id))
    listed: list[str] = []
    before = None

    while page := stores.submissions.files(PROVIDER_ID, NOW, NOW, before=before, limit=3):
        listed += [submission.submission_id for submission in page]
        before = FilePlace.of(page[-1])

    assert sorted(listed) == sorted(ids)


def test_links_are_found_by_their_digest_and_revoked_together(stores: Stores) -> None:
    first, second, past = (FixItLink.of(token, NOW) for token in ("first", "second", "past"))
    for link in (first, second, past.model_copy(update={"ends_at": NOW})):
        stores.submissions.add_link("sub", link)
    stores.submissions.add_link("other", first)

    assert stores.submissions.link("sub", token_digest("first")) == first
    assert stores.submissions.link("sub", token_digest("third")) is None
    assert stores.submissions.link("third", token_digest("first")) is None
    assert stores.submissions.revoke_links("sub", at=LATER) == 2
    assert stores.submissions.revoke_links("sub", at=LATER) == 0

    assert stores.submissions.link("sub", second.digest) == second.model_copy(update={"revoked_at": LATER})
    assert stores.submissions.link("other", first.digest) == first
    assert stores.submissions.facts("sub") == ([], {})


def test_deletes_are_noted_once_for_each_submission(stores: Stores) -> None:
    for _ in range(2):
        stores.submissions.note_deletes({"first", "second"}, by="later")
    stores.submissions.note_deletes({"first"}, by="last")

    assert [stores.submissions.deletes(name) for name in ("first", "second", "third")] == [
        ["last", "later"],
        ["later"],
        [],
    ]
