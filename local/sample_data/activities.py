"""Invented activities of two providers: what `activities.xml` and `activities-other-provider.xml` hold."""

import datetime as dt
from functools import cache

from cmehub.activities.activity import Activity, ContentKeyword, Outcome, Support
from cmehub.activities.activity_ids import activity_id_candidate
from cmehub.activities.choices import FREE
from cmehub.activities.registrations import MocRegistration
from local.sample_data.providers import MAIN_PROVIDER_ID, OTHER_PROVIDER_ID

ABP_CREDIT_TYPE = "Lifelong Learning and Self-Assessment"
_CLAIM_DATE = dt.date(2028, 12, 31)


def moc_registration(
    board: str, points: float, *credit_types: str, claim_date: dt.date = _CLAIM_DATE
) -> MocRegistration:
    """Return a registration for a board that lacks nothing."""
    return MocRegistration(
        board=board,
        points=points,
        credit_types=credit_types,
        claim_date=claim_date,
        evaluation="Ten questions on cases at the end",
        threshold=75,
        feedback="Each answer is explained, with references",
    )


def outline(*selections: tuple[str, str]) -> tuple[ContentKeyword, ...]:
    """Return codes of the outline of ABA, each an area and a tag."""
    return tuple(
        ContentKeyword(source=f"{place:02}_ABAMCO", kind=kind, value=code)
        for place, selection in enumerate(selections, start=1)
        for kind, code in zip(("Level 3 ID", "Tag ID"), selection, strict=True)
    )


def new_activity(
    name: str, activity_format: str, start: str, end: str, provider_id: str = MAIN_PROVIDER_ID, **more: object
) -> Activity:
    """Return an activity that lacks nothing but what ``more`` leaves out, under the ID that the hub will give it."""
    start_date = dt.date.fromisoformat(start)
    common: dict[str, object] = {
        "activity_id": activity_id_candidate(provider_id, name, start_date, activity_format),
        "provider_id": provider_id,
        "provider_activity_id": name,
        "activity_format": activity_format,
        "start_date": start_date,
        "end_date": dt.date.fromisoformat(end),
        "providership": "direct",
        "url": f"https://cme.example.org/activities/{name.lower()}",
        "listed": True,
        "fee": "Variable",
        "registration": "Open to all",
        "outcomes": (Outcome(outcome="Learner Competence", measured=("Objective",)),),
        "commercial_support": False,
        "participants": {"physician": 0, "non-physician": 0},
    }
    return Activity.model_validate(common | more)


@cache
def sample_activities() -> tuple[Activity, ...]:
    """Return the activities of the main sample provider, each under the ID that the hub will give it."""
    return (
        new_activity(
            "ANES-26-008", "Live Course", "2026-05-04", "2026-05-05",
            title="Breathing circuits refresher",
            description="Two half-days on circuit types & what goes wrong with them; the example has CO₂ < 40 mmHg.",
            deliveries=("In-Person",), city="Tulsa", state="OK", country="USA", credits=6.5,
            providership="joint", joint_providers=("Riverbend Clinic (fictional)",),
            specialties=("General Operative Anesthesia", "Trauma"),
            content_keywords=outline(("301", "1204"), ("417", "2210")),
            registrations=(moc_registration("ABA", 6.5, "Lifelong Learning", "Patient Safety"),),
            commercial_support=True, supports=(Support(source="Imaginary Devices Inc", amount=2500),),
            participants={"physician": 31, "non-physician": 12},
        ),
        new_activity(
            "ANES-26-ONL", "Live Course", "2026-09-17", "2026-09-18",
            title="Regional anesthesia, live from nowhere in particular",
            description="A streamed course in two evenings: blocks of the upper and the lower limb.",
            deliveries=("Live-Streamed",), credits=2.5, fee="Yes",
            specialties=("Regional Anesthesia/Acute Pain",), content_keywords=outline(("552", "3105")),
            registrations=(moc_registration("ABA", 2.5, "Lifelong Learning"),),
        ),
        new_activity(
            "IM-26-001", "Enduring Material", "2026-01-15", "2028-01-14",
            title="Hypertension in older adults: “how low?”",
            description="Five short cases with questions and feedback.",
            deliveries=("Online",), credits=4.0, fee=FREE,
            specialties=("Internal Medicine", "Geriatric Medicine"),
            registrations=(moc_registration("ABIM", 4.0, "Medical Knowledge", "Patient Safety"),),
        ),
        new_activity(
            "IM-26-014", "Performance/Quality Improvement", "2026-02-01", "2026-10-31",
            title="Safer anticoagulation in our own clinic",
            description="Measure, change one thing, measure again.",
            credits=20.0, registration="Limited", specialties=("Internal Medicine", "Hematology"),
            registrations=(
                moc_registration("ABIM", 20.0, "Medical Knowledge", "Practice Assessment", "Patient Safety"),
            ),
        ),
        new_activity(
            "PED-26-RSS", "Regularly Scheduled Series", "2026-01-06", "2026-12-15",
            title="Pediatric grand rounds 2026",
            description="Every Tuesday at noon; one point a session.",
            deliveries=("In-Person", "Live-Streamed"), city="Burlington", state="VT", country="USA", credits=44.0,
            specialties=("General Pediatrics", "Pediatric Cardiology"),
            registrations=(moc_registration("ABP", 44.0, ABP_CREDIT_TYPE),),
        ),
        new_activity(
            "PED-26-JRN", "Journal-based CME", "2026-01-05", "2026-12-31",
            title="The Journal of Imaginary Pediatrics: questions on the articles",
            description="One article and five questions at a time.",
            credits=12.0, specialties=("General Pediatrics",),
            registrations=(moc_registration("ABP", 12.0, ABP_CREDIT_TYPE),),
        ),
        new_activity(
            "PED-26-ISL", "Internet Searching and Learning", "2026-01-05", "2026-12-31",
            title="Point-of-care searches in pediatrics",
            description="Half a credit for each question searched and answered.",
            credits=20.0, specialties=("General Pediatrics", "Hospital Medicine"),
            registrations=(moc_registration("ABP", 20.0, ABP_CREDIT_TYPE),),
        ),
        new_activity(
            "SURG-26-003", "Live Course", "2026-06-12", "2026-06-14",
            title="Trauma skills weekend",
            description="Stations, simulation and a test with answers explained.",
            deliveries=("In-Person",), city="San Juan", state="PR", country="USA", credits=12.0, fee="Yes",
            specialties=("General Surgery", "Surgical Critical Care"),
            registrations=(moc_registration("ABS", 12.0, "Accredited CME", "Self-Assessment"),),
        ),
        new_activity(
            "SURG-26-JRN", "Journal-based CME", "2026-01-12", "2026-12-31",
            title="Reading club: surgical oncology",
            description="Twelve papers, each with questions.",
            credits=24.0, specialties=("Complex General Surgical Oncology", "Medical Oncology"),
            registrations=(
                moc_registration("ABS", 24.0, "Accredited CME", "Self-Assessment"),
                moc_registration("ABIM", 24.0, "Medical Knowledge"),
            ),
        ),
        new_activity(
            "ALL-26-020", "Enduring Material", "2026-01-10", "2028-12-31",
            title="Sepsis across the specialties",
            description="One hour for everybody and two for each specialty.",
            deliveries=("Online", "Print/Other"), credits=3.0, fee=FREE,
            specialties=(
                "Critical Care Medicine",
                "Hospital Medicine",
                "Pediatric Critical Care Medicine",
                "Surgical Critical Care",
            ),
            content_keywords=outline(("808", "4402")),
            registrations=(
                moc_registration("ABA", 3.0, "Lifelong Learning", "Patient Safety"),
                moc_registration("ABIM", 3.0, "Medical Knowledge"),
                moc_registration("ABP", 3.0, ABP_CREDIT_TYPE),
                moc_registration("ABS", 3.0, "Accredited CME", "Self-Assessment"),
            ),
        ),
        new_activity(
            "GEN-26-100", "Enduring Material", "2026-01-01", "2028-12-31",
            title="Prescribing opioids: what the states ask for",
            description="CME only; registered for no board.",
            deliveries=("Print/Other",), credits=2.0, fee=FREE,
        ),
        new_activity(
            "IM-22-005", "Enduring Material", "2022-01-01", "2023-12-31",
            title="Anticoagulation update 2022",
            description="Kept to show what happens to completions of a year that is closed.",
            deliveries=("Online",), credits=5.0, specialties=("Internal Medicine",),
            registrations=(moc_registration("ABIM", 5.0, "Medical Knowledge"),),
        ),
    )  # fmt: skip


@cache
def other_provider_activities() -> tuple[Activity, ...]:
    """Return the activity of the second sample provider, which the first must not report learners for."""
    return (
        new_activity(
            "NEO-7", "Enduring Material", "2026-02-01", "2028-01-31", OTHER_PROVIDER_ID,
            title="Newborn screening, step by step",
            description="Another provider's activity.",
            deliveries=("Online",), credits=2.0, url="https://hospital.example.com/cme/neo-7",
            specialties=("Neonatal-Perinatal Medicine",),
            registrations=(moc_registration("ABP", 2.0, ABP_CREDIT_TYPE),),
        ),
    )  # fmt: skip


def sample_activity(provider_activity_id: str) -> Activity:
    """Return the sample activity that its provider knows under this ID."""
    return next(
        activity
        for activity in (*sample_activities(), *other_provider_activities())
        if activity.provider_activity_id == provider_activity_id
    )
