"""Sending a year's report, and leading to what was sent."""

from dataclasses import dataclass

from cmehub.api.access import Caller
from cmehub.api.problems import ProblemError
from cmehub.documents.year_versions import put_version
from cmehub.stores.signed_objects import SignedDownloads
from cmehub.years.sent_years import SentYears, year_key
from cmehub.years.year_content import digest, written, year_content
from cmehub.years.year_facts import SentVersion
from cmehub.years.year_reports import YearReports
from functions.validate.api.years.views import VersionFiles

_TRIES = 5


@dataclass(frozen=True)
class YearSending:
    """Everything that sending years needs."""

    reports: YearReports
    sent: SentYears
    downloads: SignedDownloads

    def send(self, caller: Caller, year: int) -> SentVersion:
        """
        Send a year's report as its next version; if it says what the last one says, that one stays.

        Raises
        ------
        ProblemError
            If a step isn't done, or the year isn't over.
        """
        for _ in range(_TRIES):
            report = self.reports.read(caller.provider_id, year)
            if unready := report.unready():
                raise ProblemError("YEAR_UNREADY", "; ".join(unready))
            last = report.facts.last_version
            if last and last.content_digest == digest(written(year_content(report))):
                return last
            version = put_version(self.sent, report, by=caller.caller_id, at=self.reports.clock())
            # Of two who send at once, the second finds the first's version here, and looks whether it says the same.
            if self.reports.years.add(caller.provider_id, year, version):
                return version
        raise ProblemError("HUB_FAULT")

    def files(self, provider_id: str, year: int, number: int) -> VersionFiles:
        """
        Return where the files of a version are fetched.

        Raises
        ------
        ProblemError
            If the year has no such version.
        """
        for version in self.reports.years.versions(provider_id, year):
            if version.number == number:
                urls = {
                    f"{suffix}_url": self.downloads.address(
                        year_key(provider_id, year, version.digest, suffix),
                        f"annual-report-{provider_id}-{year}-{number}.{suffix}",
                    )
                    for suffix in ("json", "csv", "pdf")
                }
                return VersionFiles(version=version, **urls)
        raise ProblemError("NOT_FOUND", f"There is no version {number} of {year}.")
