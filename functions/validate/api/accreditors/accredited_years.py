"""What an accreditor reads of its providers' years: how far each is, and what was sent."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cmehub.accounts.accreditors import accreditors_of
from cmehub.api.access import SignedInPerson
from cmehub.api.cursors import read_cursor, written_cursor
from cmehub.api.problems import ProblemError
from cmehub.stores.accreditors import AccreditorStore
from cmehub.years.programme_summary import ProgrammeSummary
from cmehub.years.year_content import digest, written, year_content
from cmehub.years.year_facts import SentVersion, YearFacts
from cmehub.years.year_reports import YearReports
from functions.validate.api.accreditors.views import AccreditedState, AccreditedVersion, AccreditedYear, ReportedSums
from functions.validate.api.years.sending import YearSending
from functions.validate.api.years.views import VersionFiles


@dataclass(frozen=True)
class AccreditedYears:
    """Everything that telling accreditors of years needs; it changes nothing, and reads no learner."""

    accreditors: AccreditorStore
    reports: YearReports
    sending: YearSending

    def listed(
        self, person: SignedInPerson, accreditor_id: str, year: int, cursor: str | None, limit: int
    ) -> tuple[list[AccreditedYear], str | None]:
        """
        Return a year of some of an accreditor's providers, and where the next page begins.

        Raises
        ------
        ProblemError
            If the person doesn't read for the accreditor.
        """
        _check(person, accreditor_id)
        provider_ids = self.accreditors.providers(accreditor_id)
        if cursor:
            (after,) = read_cursor(cursor, str)
            provider_ids = provider_ids[bisect_right(provider_ids, after) :]
        page = provider_ids[:limit]
        following = written_cursor(page[-1]) if len(provider_ids) > limit else None
        return [self._told(provider_id, year) for provider_id in page], following

    def files(
        self, person: SignedInPerson, accreditor_id: str, provider_id: str, year: int, number: int
    ) -> VersionFiles:
        """
        Return where the files of what a provider sent are fetched.

        Raises
        ------
        ProblemError
            If the person doesn't read for the accreditor, or it doesn't accredit the provider, or there is no version.
        """
        _check(person, accreditor_id)
        if not self.accreditors.accredits(accreditor_id, provider_id):
            raise ProblemError("NOT_FOUND", f"{accreditor_id} accredits no provider {provider_id}.")
        return self.sending.files(provider_id, year, number)

    def _told(self, provider_id: str, year: int) -> AccreditedYear:
        facts = self.reports.years.facts(provider_id, year)
        provider = self.reports.providers.find(provider_id)
        last = facts.last_version
        return AccreditedYear(
            provider_id=provider_id,
            name=provider.name if provider else "",
            state=self._state(provider_id, year, facts, last),
            versions=tuple(
                AccreditedVersion(number=version.number, at=version.at, changes=version.changes)
                for version in facts.versions
            ),
            reported=_sums(self.sending.sent.document(provider_id, year, last)) if last else None,
        )

    def _state(self, provider_id: str, year: int, facts: YearFacts, last: SentVersion | None) -> AccreditedState:
        if last is None:
            return AccreditedState.NOT_BEGUN if facts == YearFacts() else AccreditedState.UNDER_WAY
        is_now = digest(written(year_content(self.reports.read(provider_id, year))))
        return AccreditedState.SENT if is_now == last.content_digest else AccreditedState.CHANGED


def _check(person: SignedInPerson, accreditor_id: str) -> None:
    if accreditor_id not in accreditors_of(person.roles):
        raise ProblemError("NOT_FOUND", "You read for no such accreditor. GET /v1/contact lists yours.")


def _sums(document: Mapping[str, Any]) -> ReportedSums:
    heads = [activity["participants"] for activity in document["activities"]]
    return ReportedSums(
        activities=len(heads),
        physicians=sum(of_activity.get("physician") or 0 for of_activity in heads),
        other_learners=sum(of_activity.get("non-physician") or 0 for of_activity in heads),
        summary=ProgrammeSummary.model_validate(document["summary"]),
    )
