"""What a licensing board's own system calls, with a key of its state."""

import datetime as dt
from collections.abc import Iterator

from cmehub_client.calls import Calls, address, new_idempotency_key
from cmehub_client.models import CheckInput, CheckList, CheckView, LicenseeCredits

_PATH = "v1/licensing"


class Licensing:
    """The calls about a state's licensees; ``state`` is its two letters."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def credits(self, state: str, licence: str, since: dt.date) -> LicenseeCredits:
        """Return all CME credits of a licensee that were completed on a day or later."""
        path = address(_PATH, state, "licensees", licence, "credits")
        answer = self._calls.call("GET", path, query={"since": since.isoformat()})
        return LicenseeCredits.model_validate_json(answer.content)

    def check(self, state: str, asked: CheckInput, *, idempotency_key: str | None = None) -> CheckView:
        """Have many licensees checked; ask with `get_check` how far it is. The same key again begins no other check."""
        document = asked.model_dump(mode="json", exclude_unset=True)
        answer = self._calls.call(
            "POST",
            address(_PATH, state, "checks"),
            document=document,
            headers={"Idempotency-Key": idempotency_key or new_idempotency_key()},
            is_repeatable=True,
        )
        return CheckView.model_validate_json(answer.content)

    def checks(self, state: str) -> Iterator[CheckView]:
        """Return the state's checks of the last 90 days, the latest first."""
        for page in self._calls.pages(address(_PATH, state, "checks"), CheckList, {}):
            yield from page.checks

    def get_check(self, state: str, check_id: str) -> CheckView:
        """Return how far a check is, and where its files are once it is finished."""
        return CheckView.model_validate_json(self._calls.call("GET", address(_PATH, state, "checks", check_id)).content)
