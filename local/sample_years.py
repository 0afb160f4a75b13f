"""Loads two years of the main sample provider: the last one, which was sent and corrected, and what goes on."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from cmehub.documents.activity_xml import activities_xml
from cmehub.documents.year_versions import put_version
from cmehub.fields.eastern import eastern_day
from cmehub.runtime.hub import Hub
from cmehub.years.agreements import agreement_on
from cmehub.years.programme_summary import ProgrammeSummary
from cmehub.years.reporting_year import is_counted_in
from cmehub.years.sent_years import SentYears
from cmehub.years.year_facts import ContactsConfirmed, LearnerCount, SavedSummary, Signing, YearFact
from cmehub.years.year_report import YearReport
from cmehub.years.year_reports import YearReports
from hub.stores import HubStores
from local.sample_data.activities import sample_activities
from local.sample_data.last_year import closed, last_year_activities, last_year_rows
from local.sample_data.learner_workbook import write_workbook
from local.sample_data.physicians import DEFAULT_SEED, SAMPLE_PHYSICIANS, Cast
from local.sample_data.providers import MAIN_PROVIDER_ID
from local.sample_data.under_way import under_way_activities
from local.sample_load import send_all
from local.sample_people import primary_contact

SIGNER = "Nadia Brandt"
_FEES = 64_000
_NOON = dt.time(17, tzinfo=dt.UTC)


def load_years_into(stores: HubStores, progress: Callable[[str], None]) -> None:
    """Do what `load_years` does, on a stack that has the samples and their people."""

    def send(files: Iterable[Path]) -> None:
        send_all(stores, [(path, MAIN_PROVIDER_ID) for path in files])

    progress("Reporting the sample provider's last year")
    load_years(stores, send, by=primary_contact(stores.connection), now=stores.clock())


def load_years(stores: Hub, send: Callable[[Iterable[Path]], None], *, by: str, now: dt.datetime) -> None:
    """
    Report last year by files, close its activities, send the report, and correct it; what is there already stays.

    Parameters
    ----------
    send
        Sends files of the provider side by side, and returns once all are finished.
    by
        Who signed and sent: a primary contact, as a caller's ID.
    """
    year = eastern_day(now).year - 1
    with TemporaryDirectory() as folder:
        for files in _waves(Path(folder), eastern_day(now)):
            send(files)
    if stores.years.versions(MAIN_PROVIDER_ID, year):
        return
    reports = YearReports(stores.years, stores.activities, stores.providers, stores.teams, lambda: now)
    last_moments = (now - dt.timedelta(minutes=minutes) for minutes in (2, 1))
    days = dt.date(year + 1, 2, 20), dt.date(year + 1, 3, 16)
    told = _told_first, _told_later
    for day, last_moment, facts in zip(days, last_moments, told, strict=True):
        at = min(dt.datetime.combine(day, _NOON), last_moment)
        for fact in facts(reports.read(MAIN_PROVIDER_ID, year), by, at):
            stores.years.add(MAIN_PROVIDER_ID, year, fact)
        version = put_version(SentYears(stores.objects), reports.read(MAIN_PROVIDER_ID, year), by=by, at=at)
        stores.years.add(MAIN_PROVIDER_ID, year, version)


def _waves(folder: Path, today: dt.date) -> Iterator[list[Path]]:
    """Yield files that don't wait for each other, written into a folder."""
    year = today.year - 1
    of_year = last_year_activities(year)
    to_close = closed((*of_year, *sample_activities()), year)
    learners = folder / f"learners-{year}.xlsx"
    write_workbook(learners, last_year_rows(year, Cast(range(SAMPLE_PHYSICIANS), DEFAULT_SEED)), compressed=False)
    contents = {
        f"activities-{year}.xml": of_year,
        "activities-under-way.xml": under_way_activities(today),
        f"activities-{year}-closed.xml": to_close,
    }
    for name, activities in contents.items():
        (folder / name).write_bytes(activities_xml(activities))
    first, under_way, last = (folder / name for name in contents)
    yield [first, under_way]
    yield [learners]
    yield [last]


def _told_first(report: YearReport, by: str, at: dt.datetime) -> Iterator[YearFact]:
    text = agreement_on(at.date())
    yield Signing(by=by, at=at, version=text.version, digest=text.digest, name=SIGNER)
    yield ContactsConfirmed(by=by, at=at, digest=report.contacts_digest)
    yield from _amounts(report, by, at, revision=1, physicians=310, expenses=71_500)


def _told_later(report: YearReport, by: str, at: dt.datetime) -> Iterator[YearFact]:
    """Yield what was found out once the report was sent."""
    yield from _amounts(report, by, at, revision=2, physicians=325, expenses=73_200)


def _amounts(
    report: YearReport, by: str, at: dt.datetime, *, revision: int, physicians: int, expenses: int
) -> Iterator[YearFact]:
    summary = ProgrammeSummary(
        registration_fees=_FEES,
        advertising_and_exhibits=0,
        government_grants=0,
        private_donations=0,
        commercial_support=report.support,
        other_income=0,
        total_income=_FEES + report.support,
        expenses=expenses,
    )
    yield SavedSummary(by=by, at=at, revision=revision, summary=summary)
    for activity in report.activities:
        if is_counted_in(activity, report.year):
            counted = {"physicians": physicians, "other_learners": 42}
            yield LearnerCount(by=by, at=at, activity_id=activity.activity_id, **counted)
