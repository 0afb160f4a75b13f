"""Printing transcripts that can be verified."""

from collections.abc import Callable
from dataclasses import dataclass

from cmehub.accounts.claims import Sureness
from cmehub.api.problems import ProblemError
from cmehub.credentials.issued import (
    DocumentState,
    IssuedKind,
    digest_of_file,
    digest_of_said,
    new_code,
    verify_address,
)
from cmehub.credentials.issuing import Draft, Issuing
from cmehub.passport.making_transcripts import MadeTranscript
from cmehub.passport.printed_transcripts import Mark, printed_transcript
from cmehub.passport.transcripts import PhysicianTranscript
from cmehub.stores.tries import TryStore

MOST_A_DAY = 50
"""Of an account or a share, by day of UTC."""


@dataclass(frozen=True)
class IssuingPrints:
    """
    Everything that printing transcripts needs.

    Attributes
    ----------
    needs_confirmed
        Whether only transcripts of claims that are confirmed can be verified.
    """

    issuing: Issuing
    tries: TryStore
    site_url: str
    needs_confirmed: bool
    new_code: Callable[[], str] = new_code

    def printed(self, sub: str, made: MadeTranscript, counted_for: str) -> bytes:
        """
        Return a transcript as PDF, with a code by which it can be verified if the account's claims allow that.

        One that says the same as another of that day is the same document.

        ``counted_for`` is whose prints of the day are counted.

        Raises
        ------
        ProblemError
            If too many were made on this day.
        """
        told = made.told
        if not self._can_be_verified(told):
            return printed_transcript(told)
        covers, said = told.choice.model_dump_json(), told.model_dump(mode="json", exclude={"made_at"})
        if again := self._of_today(sub, told, covers, digest_of_said(said)):
            return again
        code = self.new_code()
        if not self.tries.admit(counted_for, code, told.made_at.date(), most=MOST_A_DAY):
            raise ProblemError("CREDENTIALS_SPENT")
        content = self._marked(told, code)
        draft = Draft(
            code=code,
            kind=IssuedKind.PRINT,
            covers=covers,
            said=said,
            learner_keys=made.learner_keys,
            credits=made.credits,
            issued_at=told.made_at,
        )
        self.issuing.issue(sub, draft, content)
        return content

    def _of_today(self, sub: str, told: PhysicianTranscript, covers: str, says: str) -> bytes | None:
        """Return a print of the same day that says the same, byte for byte, if there is one that counts."""
        for earlier in self.issuing.documents.of_account(sub):
            is_same = (earlier.kind, earlier.covers, earlier.says) == (IssuedKind.PRINT, covers, says)
            of_today = earlier.issued_at.date() == told.made_at.date()
            if is_same and of_today and earlier.state(told.made_at) is DocumentState.GOOD:
                content = self._marked(told.model_copy(update={"made_at": earlier.issued_at}), earlier.code)
                # Another version of what prints may write the same otherwise; then it is another document.
                if digest_of_file(content) == earlier.digest:
                    return content
        return None

    def _marked(self, told: PhysicianTranscript, code: str) -> bytes:
        return printed_transcript(told, Mark(code, verify_address(self.site_url, code)))

    def _can_be_verified(self, told: PhysicianTranscript) -> bool:
        known_as = told.physician.known_as if told.physician else ()
        sure = all(known.sureness is Sureness.CONFIRMED for known in known_as)
        return bool(known_as) and (sure or not self.needs_confirmed)
