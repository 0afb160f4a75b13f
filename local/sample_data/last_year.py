"""The main sample provider's last year: activities of all its months, all but one over, and who took part."""

import datetime as dt
from dataclasses import replace

from cmehub.activities.activity import Activity, Outcome, Support
from cmehub.activities.choices import FREE
from cmehub.activities.registrations import MocRegistration
from local.sample_data.activities import ABP_CREDIT_TYPE, moc_registration, new_activity, outline
from local.sample_data.completions import Completion, completion
from local.sample_data.physicians import Cast

_DAY = dt.timedelta(days=1)


def last_year_activities(year: int) -> tuple[Activity, ...]:
    """Return activities that end in a year, and an enduring material that goes on after it."""

    def registration_of(board: str, points: float, *credit_types: str) -> MocRegistration:
        return moc_registration(board, points, *credit_types, claim_date=dt.date(year + 2, 12, 31))

    knowledge = Outcome(outcome="Learner Knowledge", measured=("Objective",))
    performance = Outcome(outcome="Learner Performance", measured=("Objective", "Subjective"))
    patients = Outcome(outcome="Patient Health", measured=("Objective",))
    code = f"{year % 100:02}"
    return (
        new_activity(
            f"IM-{code}-RSS", "Regularly Scheduled Series", f"{year}-01-07", f"{year}-12-16",
            title=f"Medical grand rounds {year}",
            description="Every other Wednesday at noon; one point a session.",
            deliveries=("In-Person", "Live-Streamed"), city="Columbus", state="OH", country="USA", credits=24.0,
            specialties=("Internal Medicine",), registrations=(registration_of("ABIM", 24.0, "Medical Knowledge"),),
            outcomes=(knowledge,), participants={"physician": 148, "non-physician": 37},
            commendation_tags=("Engages Interprofessional Teams",),
        ),
        new_activity(
            f"ANES-{code}-002", "Live Course", f"{year}-02-12", f"{year}-02-13",
            title="Airway emergencies, hands on",
            description="Stations with models, then scenarios in teams of four.",
            deliveries=("In-Person",), city="Denver", state="CO", country="USA", credits=7.0, fee="Yes",
            specialties=("General Operative Anesthesia", "Critical Care Medicine"),
            content_keywords=outline(("301", "1204")),
            registrations=(registration_of("ABA", 7.0, "Lifelong Learning", "Patient Safety"),),
            outcomes=(performance,), participants={"physician": 46, "non-physician": 21},
            commercial_support=True, supports=(Support(source="Imaginary Devices Inc", amount=12_000),),
            commendation_tags=("Engages Interprofessional Teams", "Improves Performance"),
        ),
        new_activity(
            f"IM-{code}-PI", "Performance/Quality Improvement", f"{year}-03-01", f"{year}-10-31",
            title="Fewer catheter days on the ward",
            description="Measure, change one thing, measure again.",
            credits=20.0, registration="Limited", specialties=("Hospital Medicine",),
            registrations=(registration_of("ABIM", 20.0, "Practice Assessment", "Patient Safety"),),
            outcomes=(performance, patients), participants={"physician": 14, "non-physician": 9},
            commendation_tags=("Improves Healthcare Quality", "Improves Patient Health"),
        ),
        new_activity(
            f"PED-{code}-JRN", "Journal-based CME", f"{year}-01-05", f"{year}-12-31",
            title=f"The Journal of Imaginary Pediatrics: questions of {year}",
            description="One article and five questions at a time.",
            credits=12.0, fee=FREE, specialties=("General Pediatrics",),
            registrations=(registration_of("ABP", 12.0, ABP_CREDIT_TYPE),),
            outcomes=(knowledge,), participants={"physician": 63, "non-physician": 4},
        ),
        new_activity(
            f"SURG-{code}-001", "Live Course", f"{year}-06-13", f"{year}-06-14",
            title="The acute abdomen in two days",
            description="Cases, simulation and a test with answers explained.",
            deliveries=("In-Person",), city="Atlanta", state="GA", country="USA", credits=12.0, fee="Yes",
            specialties=("General Surgery",),
            registrations=(registration_of("ABS", 12.0, "Accredited CME", "Self-Assessment"),),
            outcomes=(performance,), participants={"physician": 52, "non-physician": 6},
            commercial_support=True, supports=(Support(source="Fictional Instruments LLC", amount=8_000),),
            commendation_tags=("Optimizes Communication Skills",),
        ),
        new_activity(
            f"GEN-{code}-010", "Live Course", f"{year}-09-10", f"{year}-09-10",
            title="Pain without opioids",
            description="A streamed evening; registered for no board.",
            deliveries=("Live-Streamed",), credits=2.0, fee=FREE, outcomes=(knowledge,),
            participants={"physician": 210, "non-physician": 95}, commendation_tags=("Addresses Population Health",),
        ),
        new_activity(
            f"IM-{code}-TIW", "Test-Item Writing", f"{year}-11-03", f"{year}-12-05",
            title="Writing questions for the society's self-assessment",
            description="Ten credits for each accepted set.",
            credits=10.0, registration="Limited", outcomes=(knowledge,),
            participants={"physician": 8, "non-physician": 0},
        ),
        new_activity(
            f"IM-{code}-HF", "Enduring Material", f"{year}-02-01", f"{year + 2}-01-31",
            title="Heart failure at home: a series of cases",
            description="Six cases with questions and feedback.",
            deliveries=("Online",), credits=6.0, fee=FREE, specialties=("Internal Medicine", "Cardiovascular Disease"),
            registrations=(registration_of("ABIM", 6.0, "Medical Knowledge"),),
            participants={"physician": 0, "non-physician": 0},
            commendation_tags=("Utilizes Health Informatics",),
        ),
    )  # fmt: skip


def closed(activities: tuple[Activity, ...], year: int) -> tuple[Activity, ...]:
    """Return those that end in a year with the request to close them."""
    ended = (activity for activity in activities if activity.end_date.year == year)
    return tuple(activity.model_copy(update={"close_requested": True}) for activity in ended)


def last_year_rows(year: int, cast: Cast) -> list[Completion]:
    """Return what learners completed in a year: right rows, and at the end two that are refused and one rejected."""
    rounds, airways, ward, journal, abdomen, pain, _, cases = last_year_activities(year)
    surgeons = [cast.take("ABS") for _ in range(6)]
    anesthesiologists = [cast.take("ABA") for _ in range(8)]
    internists = [cast.take("ABIM") for _ in range(14)]
    pediatricians = [cast.take("ABP") for _ in range(6)]
    safety = (("Lifelong Learning", 7.0), ("Patient Safety", 2.0))
    surgery = (("Accredited CME", 12.0), ("Self-Assessment", 6.0))
    improvement = (("Practice Assessment", 20.0), ("Patient Safety", 4.0))

    def of(activity: Activity) -> str:
        return activity.activity_id

    rows = [
        *(completion(who, of(airways), airways.end_date, board="ABA", lines=safety, cme=7.0)
          for who in anesthesiologists),
        *(completion(who, of(rounds), rounds.start_date + place * 14 * _DAY, board="ABIM",
                     lines=(("Medical Knowledge", 1.0),), cme=1.0)
          for place, who in enumerate(internists)),
        *(completion(who, of(ward), ward.end_date - place * _DAY, board="ABIM", lines=improvement, cme=20.0)
          for place, who in enumerate(internists[:4])),
        *(completion(who, of(cases), dt.date(year, 4 + place, 9), board="ABIM", lines=(("Medical Knowledge", 6.0),),
                     cme=6.0)
          for place, who in enumerate(internists[4:10])),
        *(completion(who, of(journal), dt.date(year, 3 + place, 20), board="ABP", lines=((ABP_CREDIT_TYPE, 12.0),),
                     cme=12.0)
          for place, who in enumerate(pediatricians)),
        *(completion(who, of(abdomen), abdomen.end_date, board="ABS", lines=surgery, cme=12.0) for who in surgeons),
        *(completion(who, of(pain), pain.end_date, cme=2.0)
          for who in (*anesthesiologists[:3], *internists[:3], *pediatricians[:2])),
    ]  # fmt: skip
    one_more = completion(
        cast.take("ABIM"), of(cases), dt.date(year, 11, 4), board="ABIM", lines=(("Medical Knowledge", 6.0),)
    )
    return [
        *rows,
        replace(one_more, board_id="12-A"),
        replace(one_more, completed_on=dt.date(year, 1, 4)),
        replace(one_more, board_id=cast.take("ABIM").board_id("ABIM")),
    ]
