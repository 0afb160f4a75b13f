"""What a check tells of one licensee; pure, no I/O."""

import datetime as dt

from pydantic import BaseModel, ConfigDict

from cmehub.licensing.checks import CheckResult
from cmehub.licensing.licence_lists import ListedNumber
from cmehub.licensing.licensee_standings import LicenseeStanding
from cmehub.rules.requirements.duties import Met, Standing
from cmehub.rules.requirements.licensee_cycles import Cycle, Unknown
from cmehub.rules.requirements.pack import Duty

_LACKING = {"degree": "MD or DO", "day of issue": "day of issue of the licence"}


class CheckedAmount(BaseModel):
    """
    Hours that are asked, and what there is of them.

    Attributes
    ----------
    asked
        Null where no number is told: then anything about it will do.
    """

    model_config = ConfigDict(frozen=True)

    asked: float | None
    counted: float
    done: bool


class CheckedDuty(CheckedAmount):
    """
    A duty about topics.

    Attributes
    ----------
    duty
        What is asked, in a few words.
    only
        Whom it concerns, if not everybody.
    """

    duty: str
    only: str | None = None


class CheckedLicensee(BaseModel):
    """
    What came of one licence number.

    Attributes
    ----------
    number
        As it was given; of a roster as that has it.
    rows
        Where it stands in the list that was given.
    lacking
        What has to be known for a result, or for a surer one, and isn't.
    latest
        When the latest credit of all was completed.
    """

    model_config = ConfigDict(frozen=True)

    number: str
    rows: tuple[int, ...]
    result: CheckResult
    family_name: str | None = None
    given_name: str | None = None
    cycle_starts: dt.date | None = None
    cycle_ends: dt.date | None = None
    lacking: tuple[str, ...] = ()
    hours: CheckedAmount | None = None
    category_1: CheckedAmount | None = None
    duties: tuple[CheckedDuty, ...] = ()
    latest: dt.date | None = None


def not_found(listed: ListedNumber) -> CheckedLicensee:
    """Return what is told of a number that the state's roster doesn't have."""
    return CheckedLicensee(number=listed.written, rows=listed.rows, result=CheckResult.NOT_FOUND)


def checked_licensee(listed: ListedNumber, licensee: LicenseeStanding) -> CheckedLicensee:
    """Return what is told of a licensee."""
    standing = licensee.standing
    cycle = standing.cycle if standing and isinstance(standing.cycle, Cycle) else None
    return CheckedLicensee(
        number=listed.written,
        rows=listed.rows,
        result=_result(standing) if standing else CheckResult.NOT_JUDGED,
        family_name=licensee.entry.family_name,
        given_name=licensee.entry.given_name,
        cycle_starts=cycle.starts if cycle else None,
        cycle_ends=cycle.ends if cycle else None,
        lacking=_lacking(licensee),
        hours=_amount(standing.hours) if standing else None,
        category_1=_amount(standing.category_1) if standing else None,
        duties=tuple(_duty(duty, met) for duty, met in standing.duties) if standing else (),
        latest=licensee.latest,
    )


def _result(standing: Standing) -> CheckResult:
    if isinstance(standing.cycle, Unknown):
        return CheckResult.CYCLE_UNKNOWN
    of_all = [met for duty, met in standing.duties if duty.only is None]
    if not all(met.is_done for met in (standing.hours, standing.category_1, *of_all) if met):
        return CheckResult.OPEN
    if any(duty.only is None for duty in standing.undecided):
        return CheckResult.CYCLE_UNKNOWN
    return CheckResult.MET if standing.hours else CheckResult.NOT_JUDGED


def _lacking(licensee: LicenseeStanding) -> tuple[str, ...]:
    standing = licensee.standing
    needed: list[str] = []
    if standing and isinstance(standing.cycle, Unknown):
        needed += standing.cycle.needed
    elif standing and standing.undecided:
        needed.append("day of issue")
    if licensee.degree_needed:
        needed.append("degree")
    if standing is None:
        needed.append("what the state asks")
    elif standing.hours is None and isinstance(standing.cycle, Cycle):
        needed.append("how many hours the state asks")
    return tuple(_LACKING.get(name, name) for name in needed)


def _amount(met: Met | None) -> CheckedAmount | None:
    return CheckedAmount(asked=met.asked, counted=met.hours, done=met.is_done) if met else None


def _duty(duty: Duty, met: Met) -> CheckedDuty:
    return CheckedDuty(asked=met.asked, counted=met.hours, done=met.is_done, duty=duty_name(duty), only=duty.only)


def duty_name(duty: Duty) -> str:
    """Return what a duty is about, and when it holds, in a few words that no other duty of the cycle has."""
    hours = f"{duty.hours:g} h " if duty.hours else ""
    when = f"in {duty.years} years" if duty.years else duty.when
    category_1 = ", Category 1" if duty.category_1 else ""
    return f"{hours}{' or '.join(duty.topics)}, {when}{category_1}"
