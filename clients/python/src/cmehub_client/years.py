"""The provider's year: annual reporting, step by step."""

from collections.abc import Iterator, Sequence
from typing import Literal

from cmehub_client.calls import Calls, address
from cmehub_client.models import (
    ClosingResult,
    ClosingResults,
    LearnerCountInput,
    SentVersion,
    SigningInput,
    SummaryInput,
    VersionFiles,
    YearActivity,
    YearActivityList,
    YearList,
    YearSummary,
    YearView,
)

_PATH = "v1/years"


class Years:
    """The calls about years; a contact's token signs, confirms and sends, a key can't."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def list(self) -> Sequence[YearSummary]:
        """Return the years that can be reported, the last one first."""
        return YearList.model_validate_json(self._calls.call("GET", _PATH).content).years

    def get(self, year: int) -> YearView:
        """Return a year as it stands, with what each step lacks."""
        return YearView.model_validate_json(self._calls.call("GET", address(_PATH, str(year))).content)

    def activities(
        self,
        year: int,
        *,
        lacking: bool = False,
        counted: bool | None = None,
        without: Literal["outcomes", "commendation_tags"] | None = None,
    ) -> Iterator[YearActivity]:
        """
        Return what a year's report says of activities, by their end.

        Parameters
        ----------
        lacking
            Only those that lack something.
        counted
            Only enduring materials that go on; if false, only what ends in the year.
        without
            Only what ends in the year and has no measured outcome, or no commendation tag.
        """
        path = address(_PATH, str(year), "activities")
        query = {"lacking": lacking, "counted": counted, "without": without}
        for page in self._calls.pages(path, YearActivityList, query):
            yield from page.activities

    def sign(self, year: int, given: SigningInput) -> YearView:
        """Sign the agreement."""
        return self._changed("POST", year, "signatures", given.model_dump(mode="json"))

    def confirm_contacts(self, year: int) -> YearView:
        """Confirm that the contacts are right."""
        return self._changed("POST", year, "confirmations")

    def save_summary(self, year: int, given: SummaryInput) -> YearView:
        """Save income by kind, and expenses, in whole US dollars."""
        return self._changed("PUT", year, "summary", given.model_dump(mode="json"))

    def count_learners(self, year: int, activity_id: str, given: LearnerCountInput) -> YearActivity:
        """Tell how many took part in an enduring material that goes on, until the end of the year."""
        path = address(_PATH, str(year), "learners", activity_id)
        answer = self._calls.call("PUT", path, document=given.model_dump(mode="json"))
        return YearActivity.model_validate_json(answer.content)

    def close(self, year: int, activity_ids: Sequence[str]) -> Sequence[ClosingResult]:
        """Close up to 100 activities that lack nothing, and return what came of each."""
        path = address(_PATH, str(year), "closings")
        answer = self._calls.call("POST", path, document={"activities": [*activity_ids]})
        return ClosingResults.model_validate_json(answer.content).activities

    def reopen(self, year: int, activity_id: str, reason: str) -> None:
        """Open a closed activity again, as long as the year isn't sent."""
        document = {"activity_id": activity_id, "reason": reason}
        self._calls.call("POST", address(_PATH, str(year), "reopenings"), document=document)

    def send(self, year: int) -> SentVersion:
        """Send a year, once all its steps are done."""
        answer = self._calls.call("POST", address(_PATH, str(year), "versions"))
        return SentVersion.model_validate_json(answer.content)

    def version(self, year: int, number: int) -> VersionFiles:
        """Return where the files of what was sent are fetched."""
        answer = self._calls.call("GET", address(_PATH, str(year), "versions", str(number)))
        return VersionFiles.model_validate_json(answer.content)

    def _changed(self, method: str, year: int, part: str, document: object = None) -> YearView:
        answer = self._calls.call(method, address(_PATH, str(year), part), document=document)
        return YearView.model_validate_json(answer.content)
