"""A provider's years: telling of them, and taking what the steps of annual reporting need."""

from dataclasses import dataclass

from cmehub.activities.activity import Activity
from cmehub.api.access import Caller
from cmehub.api.cursors import read_cursor, written_cursor
from cmehub.api.problems import ProblemError
from cmehub.years.agreements import agreement_of, agreement_on
from cmehub.years.programme_summary import ProgrammeSummary, wrong_total
from cmehub.years.reporting_year import due_on, is_closed_in, is_counted_in, last_day
from cmehub.years.sent_years import SentYears
from cmehub.years.year_facts import ContactsConfirmed, LearnerCount, SavedSummary, Signing, YearFacts
from cmehub.years.year_report import StepName, YearReport
from cmehub.years.year_reports import YearReports
from functions.validate.api.years.views import (
    AgreementView,
    LearnerCountInput,
    LearnersUntil,
    SigningInput,
    SummaryInput,
    YearActivity,
    YearList,
    YearSummary,
    YearView,
)

_YEARS_LISTED = 5
_CHANGES_TOLD = 100


@dataclass(frozen=True)
class ProviderYears:
    """Everything that telling of years and filling them in needs."""

    reports: YearReports
    sent: SentYears

    def listed(self, provider_id: str) -> YearList:
        """Return this year and those before it."""
        today = self.reports.today()
        years = range(today.year, today.year - _YEARS_LISTED, -1)
        facts = {year: self.reports.years.facts(provider_id, year) for year in years}
        unfilled = [year for year in years if facts[year] == YearFacts()]
        empty = {*unfilled} - self.reports.with_activities(provider_id, unfilled)
        found = []
        for year, of_year in facts.items():
            last = of_year.last_version
            found.append(
                YearSummary(
                    year=year,
                    due_on=due_on(year),
                    is_over=today > last_day(year),
                    is_empty=year in empty,
                    versions=len(of_year.versions),
                    sent_at=last.at if last else None,
                )
            )
        return YearList(years=tuple(found))

    def tell(self, provider_id: str, year: int) -> YearView:
        """Return a year as it stands."""
        report = self.reports.read(provider_id, year)
        changes = self.sent.changes(report)
        is_sent = bool(report.facts.versions) and not changes
        steps = report.steps(is_sent=is_sent)
        lacking = {step.name: step.lacking for step in steps}
        return YearView(
            year=year,
            due_on=due_on(year),
            is_over=report.is_over,
            state="sent" if is_sent else "changed" if report.facts.versions else "open",
            steps=steps,
            activities=len(report.activities),
            to_close=lacking[StepName.ACTIVITIES],
            to_count=lacking[StepName.LEARNERS],
            agreement=_agreement(report),
            summary=report.facts.summary,
            support_of_activities=report.support,
            contacts=report.provider.contacts,
            contacts_confirmed=report.facts.contacts,
            versions=report.facts.versions,
            changes=tuple(changes[:_CHANGES_TOLD]),
            changed=len(changes),
        )

    def activities(
        self,
        provider_id: str,
        year: int,
        cursor: str | None,
        limit: int,
        *,
        lacking: bool,
        counted: bool | None,
        without: str | None,
    ) -> tuple[list[YearActivity], str | None]:
        """Return those of a year's activities that are asked for, by their end, and where the next page begins."""
        after = tuple(read_cursor(cursor, str, str)) if cursor else ("", "")
        report = self.reports.read(provider_id, year)
        found = [
            activity
            for activity in report.activities
            if _place(activity) > after
            and counted in {None, is_counted_in(activity, year)}
            and (not lacking or report.lacks(activity))
            and (without is None or (is_closed_in(activity, year) and not getattr(activity, without)))
        ]
        following = written_cursor(*_place(found[limit - 1])) if len(found) > limit else None
        return [_told(report, activity) for activity in found[:limit]], following

    def sign(self, caller: Caller, year: int, given: SigningInput) -> YearView:
        """
        Sign the agreement; once it is signed, nothing changes.

        Raises
        ------
        ProblemError
            If another version is to be signed today.
        """
        text = agreement_on(self.reports.today())
        if given.version != text.version:
            raise ProblemError("YEAR_CHANGED", f"version: today it is {text.version}; read that and sign it")
        signing = Signing(
            by=caller.caller_id, at=self.reports.clock(), version=text.version, digest=text.digest, name=given.name
        )
        self.reports.years.add(caller.provider_id, year, signing)
        return self.tell(caller.provider_id, year)

    def confirm_contacts(self, caller: Caller, year: int) -> YearView:
        """Confirm that the contacts are right as they stand."""
        told = self.reports.read(caller.provider_id, year)
        confirmed = ContactsConfirmed(by=caller.caller_id, at=self.reports.clock(), digest=told.contacts_digest)
        self.reports.years.add(caller.provider_id, year, confirmed)
        return self.tell(caller.provider_id, year)

    def save_summary(self, caller: Caller, year: int, given: SummaryInput) -> YearView:
        """
        Save the programme summary in the place of the one that was read.

        Raises
        ------
        ProblemError
            If the total isn't what the kinds of income come to, or somebody else has saved it meanwhile.
        """
        summary = ProgrammeSummary.model_validate(given.model_dump(exclude={"revision"}))
        if wrong := wrong_total(summary):
            raise ProblemError("REQUEST_INVALID", f"{wrong.field} is {wrong.value:,}: {wrong.mend}")
        stored = self.reports.years.facts(caller.provider_id, year).summary
        if given.revision != (stored.revision if stored else 0):
            raise ProblemError("YEAR_CHANGED")
        saved = SavedSummary(by=caller.caller_id, at=self.reports.clock(), revision=given.revision + 1, summary=summary)
        if not self.reports.years.add(caller.provider_id, year, saved):
            raise ProblemError("YEAR_CHANGED")
        return self.tell(caller.provider_id, year)

    def count_learners(self, caller: Caller, year: int, activity_id: str, given: LearnerCountInput) -> YearActivity:
        """
        Count the learners of an enduring material that goes on, at the end of a year.

        Raises
        ------
        ProblemError
            If there is no such material in the year, the year isn't over, or there are fewer than a year before.
        """
        report = self.reports.read(caller.provider_id, year)
        found = [activity for activity in report.activities if activity.activity_id == activity_id]
        if not found or not is_counted_in(found[0], year):
            raise ProblemError("NOT_FOUND", f"No enduring material of yours, {activity_id}, goes on after {year}.")
        if not report.is_over:
            raise ProblemError("YEAR_UNREADY", f"The year ends on {last_day(year)}; count the learners then.")
        before = report.before.get(activity_id)
        fewer = [
            f"{field} is {count:,}, fewer than the {stored:,} at the end of {year - 1}; count from the material's start"
            for field in ("physicians", "other_learners")
            if before and (count := getattr(given, field)) < (stored := getattr(before, field))
        ]
        if fewer:
            raise ProblemError("REQUEST_INVALID", "; ".join(fewer))
        counted = LearnerCount(
            by=caller.caller_id, at=self.reports.clock(), activity_id=activity_id, **given.model_dump()
        )
        self.reports.years.add(caller.provider_id, year, counted)
        return _told(self.reports.read(caller.provider_id, year), found[0])


def _agreement(report: YearReport) -> AgreementView:
    signing = report.facts.signing
    text = agreement_of(signing.version) if signing else agreement_on(report.today)
    return AgreementView(
        version=text.version,
        paragraphs=text.paragraphs,
        signed_at=signing.at if signing else None,
        signed_by=signing.by if signing else None,
        name=signing.name if signing else None,
    )


def _told(report: YearReport, activity: Activity) -> YearActivity:
    counted = is_counted_in(activity, report.year)
    return YearActivity.model_validate(
        {
            **activity.model_dump(include={*YearActivity.model_fields} & {*Activity.model_fields}),
            "status": activity.status(report.today),
            "is_counted": counted,
            "missing": tuple(report.lacks(activity)),
            "counted": _until(report.facts.counts.get(activity.activity_id)) if counted else None,
            "counted_before": _until(report.before.get(activity.activity_id)) if counted else None,
            "reopenings": tuple(
                reopening for reopening in report.facts.reopenings if reopening.activity_id == activity.activity_id
            ),
        }
    )


def _until(count: LearnerCount | None) -> LearnersUntil | None:
    return LearnersUntil(physicians=count.physicians, other_learners=count.other_learners) if count else None


def _place(activity: Activity) -> tuple[str, str]:
    return activity.end_date.isoformat(), activity.activity_id
