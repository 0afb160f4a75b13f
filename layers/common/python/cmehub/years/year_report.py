"""A provider's year as it stands: what it holds, and what its steps lack; pure, no I/O."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from cmehub.accounts.providers import Provider
from cmehub.activities.activity import Activity
from cmehub.years.programme_summary import wrong_support, wrong_total
from cmehub.years.reporting_year import is_closed_in, is_counted_in, last_day
from cmehub.years.year_facts import LearnerCount, YearFacts

MOST_TOLD = 20
"""Of what a step lacks; activities are listed elsewhere, page by page."""


class StepName(StrEnum):
    """The steps of annual reporting, in the order in which they are told."""

    AGREEMENT = "agreement"
    OUTCOMES = "outcomes"
    ACTIVITIES = "activities"
    LEARNERS = "learners"
    SUMMARY = "summary"
    CONTACTS = "contacts"
    SEND = "send"


class Step(BaseModel):
    """
    A step and what it lacks.

    Attributes
    ----------
    lacks
        In words; the first ones, if they are many.
    lacking
        How many there are.
    """

    model_config = ConfigDict(frozen=True)

    name: StepName
    is_done: bool
    lacks: tuple[str, ...] = ()
    lacking: int = 0


@dataclass(frozen=True)
class YearReport:
    """
    A provider's year.

    Attributes
    ----------
    activities
        Those of the year, by their end.
    contacts_digest
        What changes with the provider's contacts.
    before
        How many learners of enduring materials there were a year before, by activity.
    today
        US Eastern.
    """

    provider: Provider
    year: int
    activities: tuple[Activity, ...]
    facts: YearFacts
    contacts_digest: str
    before: Mapping[str, LearnerCount]
    today: dt.date

    @property
    def is_over(self) -> bool:
        """Whether the year has ended, so that it can be sent."""
        return self.today > last_day(self.year)

    @property
    def support(self) -> int:
        """The commercial support in money of the activities that end in the year, in US dollars."""
        ending = (activity for activity in self.activities if is_closed_in(activity, self.year))
        return sum(support.amount or 0 for activity in ending for support in activity.supports)

    def lacks(self, activity: Activity) -> list[str]:
        """List what an activity lacks for the year's report, in words."""
        if is_closed_in(activity, self.year):
            if activity.closed_by:
                return []
            return activity.missing_for_closed(self.today) or ["to be closed"]
        return [] if activity.activity_id in self.facts.counts else ["learners counted at the end of the year"]

    def steps(self, *, is_sent: bool) -> tuple[Step, ...]:
        """
        Return the steps.

        Parameters
        ----------
        is_sent
            Whether the last version that was sent says what the report would say now.
        """
        steps = [
            _step(StepName.AGREEMENT, [] if self.facts.signing else ["signature of the primary contact"]),
            _step(StepName.OUTCOMES, [*self._without_outcome()]),
            _step(StepName.ACTIVITIES, [*self._not_closed()]),
            _step(StepName.LEARNERS, [*self._not_counted()]),
            _step(StepName.SUMMARY, [*self._of_summary()]),
            _step(StepName.CONTACTS, [*self._of_contacts()]),
        ]
        undone = [f"the step “{step.name}”" for step in steps if not step.is_done]
        if not self.is_over:
            undone.append(f"the end of the year, on {last_day(self.year)}")
        ready = ["sending by the primary contact"]
        return (*steps, _step(StepName.SEND, [] if is_sent else undone or ready))

    def unready(self) -> list[str]:
        """List what keeps the year from being sent, in words."""
        *steps, _ = self.steps(is_sent=False)
        lacking = [f"{step.name}: {', '.join(step.lacks)}" for step in steps if not step.is_done]
        return lacking if self.is_over else [*lacking, f"the year ends on {last_day(self.year)}"]

    def _without_outcome(self) -> Iterator[str]:
        for activity in self.activities:
            if is_closed_in(activity, self.year) and not activity.outcomes:
                yield f"{activity.title} ({activity.activity_id}): measured outcome"

    def _not_closed(self) -> Iterator[str]:
        for activity in self.activities:
            if is_closed_in(activity, self.year) and (lacking := self.lacks(activity)):
                yield f"{activity.title} ({activity.activity_id}): {', '.join(lacking)}"

    def _not_counted(self) -> Iterator[str]:
        for activity in self.activities:
            if is_counted_in(activity, self.year) and (lacking := self.lacks(activity)):
                yield f"{activity.title} ({activity.activity_id}): {', '.join(lacking)}"

    def _of_summary(self) -> Iterator[str]:
        saved = self.facts.summary
        if saved is None:
            yield "income by kind, and expenses"
            return
        for wrong in (wrong_total(saved.summary), wrong_support(saved.summary, self.support)):
            if wrong:
                yield f"{wrong.field} is {wrong.value:,}: {wrong.mend}"

    def _of_contacts(self) -> Iterator[str]:
        confirmed = self.facts.contacts
        if confirmed is None:
            yield "confirmation by the primary contact"
        elif confirmed.digest != self.contacts_digest and not self.facts.versions:
            yield "confirmation anew: the contacts have changed since"


def _step(name: StepName, lacks: list[str]) -> Step:
    return Step(name=name, is_done=not lacks, lacks=tuple(lacks[:MOST_TOLD]), lacking=len(lacks))
