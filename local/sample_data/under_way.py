"""Activities of the main sample provider near a day: one is over, a Draft begins soon, one can be found."""

import datetime as dt

from cmehub.activities.activity import Activity
from cmehub.years.reporting_year import first_day
from local.sample_data.activities import ABP_CREDIT_TYPE, moc_registration, new_activity

_ENDED, _DRAFT_BEGINS, _BEGINS = (dt.timedelta(days=days) for days in (10, 20, 33))


def under_way_activities(today: dt.date) -> tuple[Activity, ...]:
    """Return them; what is over ended in the year of ``today``, so that last year's report lacks nothing of it."""
    over = max(today - _ENDED, first_day(today.year))
    draft, soon = today + _DRAFT_BEGINS, today + _BEGINS
    claimed_by = dt.date(soon.year + 1, 12, 31)
    return (
        new_activity(
            f"PED-{over:%y%m%d}", "Live Course", over.isoformat(), over.isoformat(),
            title="Asthma in the school year",
            description="An evening for pediatricians and school nurses.",
            deliveries=("Live-Streamed",), credits=2.0, specialties=("General Pediatrics",),
            registrations=(moc_registration("ABP", 2.0, ABP_CREDIT_TYPE, claim_date=claimed_by),),
            outcomes=(), participants={},
        ),
        new_activity(
            f"SURG-{draft:%y%m%d}", "Live Course", draft.isoformat(), draft.isoformat(),
            title="Wounds that don't heal", description=None, deliveries=("In-Person",), city="Boise", state="ID",
            country="USA", credits=None, outcomes=(), participants={},
        ),
        new_activity(
            f"IM-{soon:%y%m%d}", "Live Course", soon.isoformat(), (soon + dt.timedelta(days=1)).isoformat(),
            title="Heart failure: two days of cases",
            description="Twelve cases, from the first visit to the device clinic.",
            deliveries=("In-Person",), city="New Orleans", state="LA", country="USA", credits=11.5, fee="Yes",
            specialties=("Cardiovascular Disease", "Internal Medicine"),
            registrations=(moc_registration("ABIM", 11.5, "Medical Knowledge", claim_date=claimed_by),),
            outcomes=(), participants={}, commendation_tags=("Engages Interprofessional Teams",),
        ),
    )  # fmt: skip
