"""Credits that physicians miss, and say so."""

from collections.abc import Iterator

from cmehub_client.calls import Calls, address
from cmehub_client.models import MissingAnswerInput, MissingCreditList, MissingCreditView

_PATH = "v1/missing-credits"


class MissingCredits:
    """The calls about credits that physicians miss."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def list(self, *, ended: bool = False) -> Iterator[MissingCreditView]:
        """Return what is open, the first due first; or what has ended within a year, the last first."""
        for page in self._calls.pages(_PATH, MissingCreditList, {"ended": ended}):
            yield from page.missing_credits

    def answer(self, missing_credit: str, given: MissingAnswerInput) -> MissingCreditView:
        """Answer one: the physician is told, and all but ``reported_now`` ends it."""
        document = given.model_dump(mode="json", exclude_unset=True)
        answer = self._calls.call("POST", address(_PATH, missing_credit, "answers"), document=document)
        return MissingCreditView.model_validate_json(answer.content)
