"""How to bring about what can be wrong with a learner row before any board is asked."""

from typing import Any

from cmehub.people.rosters import RosterEntry
from cmehub.sandbox.file_recipes import certificate, learner_reports, module
from cmehub.sandbox.other_provider import ACTIVITY
from cmehub.sandbox.people import (
    ANESTHESIOLOGIST,
    INTERNIST,
    LICENSED_TWIN,
    LICENSEE,
    OTOLARYNGOLOGIST,
    PEDIATRICIAN,
    STATE,
    STRANGER,
)
from cmehub.sandbox.scene import CREDITS, Document, Recipe, Scene, cme_line, file, line, records, registration
from cmehub.sandbox.steps import Shown, Step

_DELETE = {"action": "delete"}
_NEVER_GIVEN = "100000000"
_WHOLE_POINTS_YEAR = {"start_date": "2019-01-01", "end_date": "2019-12-31", "registrations": [registration("ABP")]}
_LAST_OF_ABO = {
    "start_date": "2022-12-31",
    "end_date": "2026-01-02",
    "registrations": [registration("ABO", "Lifelong Learning")],
}


def _record(title: str, person: RosterEntry, *lines: Document, **changes: Any) -> Recipe:
    """Return what reports one record of the activity."""
    return Recipe(title, lambda scene: [scene.saved(), records(scene.record(person, *lines, **changes))])


def _completed(title: str, days: int, *lines: Document) -> Recipe:
    """Return what reports a completion so many days after today."""
    return Recipe(
        title,
        lambda scene: [scene.saved(), records(scene.record(STRANGER, *lines, completion_date=scene.day(days)))],
    )


def _of_modules(title: str, *certificates: Document) -> Recipe:
    """Return what sends a report with a module for each certificate."""
    return Recipe(
        title,
        lambda scene: [
            scene.saved(),
            file(
                "learners.json",
                learner_reports(scene, scene.provider_id, modules=[module(scene, given) for given in certificates]),
            ),
        ],
        Shown.REPORT,
    )


def _of_draft(scene: Scene) -> list[Step]:
    return [scene.saved(description=None), records(scene.record(STRANGER, cme_line()))]


def _three_years_ago(scene: Scene) -> list[Step]:
    start, done = (scene.new_year.replace(year=scene.today.year - 3, month=month).isoformat() for month in (1, 6))
    dates = {"start_date": start, "end_date": done}
    record = scene.record(STRANGER, cme_line(), activity_id=scene.activity_id(**dates), completion_date=done)
    return [scene.saved(**dates), records(record)]


def _of_last_year(scene: Scene) -> list[Step]:
    done = scene.new_year.replace(year=scene.today.year - 1, month=12, day=31).isoformat()
    return [scene.saved(), records(scene.record(INTERNIST, completion_date=done))]


def _in_old_activity(scene: Scene, changes: Document, done: str, *lines: Document) -> list[Step]:
    record = scene.record(STRANGER, *lines, activity_id=scene.activity_id(**changes), completion_date=done)
    return [scene.saved(**changes), records(record)]


def _again(scene: Scene) -> list[Step]:
    step = records(scene.record(STRANGER, cme_line()))
    return [scene.saved(), step, step]


def _id_of_another(scene: Scene) -> list[Step]:
    credit_id = f"ccid:cme.example.org:{scene.run}"
    some = (records(scene.record(STRANGER, cme_line(credit_id=credit_id, amount=amount))) for amount in (1, 2))
    return [scene.saved(), *some]


def _deleted_at_once(scene: Scene) -> list[Step]:
    record = scene.record(INTERNIST)
    return [scene.saved(), records(record, record | _DELETE)]


def _added_again_at_once(scene: Scene) -> list[Step]:
    record = scene.record(OTOLARYNGOLOGIST)
    return [scene.saved(), records(record, waits=True), records(record | _DELETE), records(record)]


def _equal_rows(scene: Scene) -> list[Step]:
    changes = {"activity_format": "Journal-based CME", "start_date": scene.day(-1), "end_date": scene.day(1)}
    record = scene.record(STRANGER, cme_line(), activity_id=scene.activity_id(**changes))
    return [scene.saved(**changes), records(record, record)]


def _of_one_day(scene: Scene, *amounts: float) -> list[Step]:
    return [scene.saved(), *(records(scene.record(STRANGER, cme_line(amount=amount))) for amount in amounts)]


def _deleted_with_other_credits(scene: Scene) -> list[Step]:
    return [*_of_one_day(scene, 1), records(scene.record(STRANGER, cme_line(amount=2)) | _DELETE)]


def _deleted_of_several(scene: Scene) -> list[Step]:
    return [
        *_of_one_day(scene, 1, 2),
        records(scene.record(STRANGER, {"board": "NPI", "learner_id": cme_line()["learner_id"]}) | _DELETE),
    ]


def _deleted_after_rejection(scene: Scene) -> list[Step]:
    record = scene.record(STRANGER)
    return [scene.saved(), records(record, waits=True), records(record | _DELETE)]


def _of_deleted(scene: Scene) -> list[Step]:
    delete = Step(method="DELETE", path=f"/v1/activities/{scene.activity_id()}")
    return [scene.saved(), delete, records(scene.record(STRANGER, cme_line()))]


def _of_closed(scene: Scene) -> list[Step]:
    return [scene.closed(), records(scene.record(STRANGER, cme_line(), completion_date=scene.day(-1)))]


def _claimed_late(scene: Scene) -> list[Step]:
    late = registration("ABIM") | {"claim_date": scene.day(-1)}
    return [scene.saved(registrations=[late]), records(scene.record(INTERNIST))]


LEARNERS: dict[str, Recipe] = {
    "SEVERAL_IN_REPORT": _of_modules("A report with two modules", certificate(), certificate()),
    "SEVERAL_BOARDS": _of_modules(
        "A credit with the IDs of two boards",
        certificate(
            CreditReceived={"activityCertification": "Patient Safety", "creditUnit": "Point", "numberOfCredits": 1},
            UniqueID=[{"value": "10003", "domain": "ABIM"}, {"value": "30000003", "domain": "ABA"}],
        ),
    ),
    "ACTIVITY_NOT_FOUND": _record("An activity that nobody has", STRANGER, cme_line(), activity_id=_NEVER_GIVEN),
    "ACTIVITY_DELETED": Recipe("A learner of an activity that was deleted", _of_deleted),
    "NOT_YOUR_ACTIVITY": _record(
        "An activity of another provider", STRANGER, cme_line(), activity_id=ACTIVITY.activity_id
    ),
    "ACTIVITY_NOT_ACTIVE": Recipe("A learner of a Draft", _of_draft),
    "ACTIVITY_CLOSED": Recipe("A learner of an activity that was closed", _of_closed),
    "CLAIM_DATE_PASSED": Recipe("A learner after the last day to claim the credit", _claimed_late),
    "BOARD_UNKNOWN": _record("Credit for a board that there isn't", STRANGER, cme_line(board="ABXY")),
    "BOARD_NOT_REGISTERED": _record(
        "Credit for a board that the activity isn't registered for", STRANGER, line(STRANGER, board="ABTS")
    ),
    "CREDIT_TYPE_NOT_OFFERED": _record(
        "A credit type that the activity doesn't offer", INTERNIST, line(INTERNIST, credit_type="Practice Assessment")
    ),
    "CREDIT_NOT_POSITIVE": _record("No credit", STRANGER, cme_line(amount=0)),
    "CREDIT_INCREMENT": _record("1.3 credits", STRANGER, cme_line(amount=1.3)),
    "CREDIT_PARTIAL": Recipe(
        "One of 20 points for ABP in 2019, when it took whole activities only; too old besides",
        lambda scene: _in_old_activity(scene, _WHOLE_POINTS_YEAR, "2019-06-01", line(PEDIATRICIAN)),
    ),
    "CREDIT_COMBO_INVALID": _record(
        "Patient Safety without Lifelong Learning",
        ANESTHESIOLOGIST,
        line(ANESTHESIOLOGIST, credit_type="Patient Safety"),
    ),
    "CREDIT_OVER_ACTIVITY_MAX": _record("More credit than the activity has", STRANGER, cme_line(amount=CREDITS + 1)),
    "CREDIT_OVER_TOTAL": _record("A credit above the board total", INTERNIST, line(INTERNIST, 2), board_total=1),
    "BOARD_ID_FORMAT": _record(
        "An ID that is too short for its board", STRANGER, line(ANESTHESIOLOGIST, learner_id="3")
    ),
    "COMPLETION_IN_FUTURE": _completed("A completion in a month", 30, cme_line()),
    "COMPLETION_OUTSIDE_ACTIVITY": _completed("A completion before the activity began", -501, cme_line()),
    "REPORTING_WINDOW_CLOSED": Recipe("A completion of three years ago", _three_years_ago),
    "LICENSEE_NOT_FOUND": _record(
        "A licence number that nobody has", STRANGER, cme_line(board=STATE, learner_id="SBX9")
    ),
    "LEADING_ZEROS_RESTORED": _record(
        "A licence number without what stands in front of it", LICENSEE, cme_line(board=STATE, learner_id="1")
    ),
    "LICENSEE_AMBIGUOUS": _record(
        "Two licensees of one name and birth day, and no number", LICENSED_TWIN, cme_line(board=STATE, learner_id=None)
    ),
    "LICENSEE_MISMATCH": _record(
        "A licence number with another birth day",
        LICENSEE,
        cme_line(board=STATE, learner_id=LICENSEE.entry_id),
        birth_month_day=STRANGER.birth_month_day,
    ),
    "LICENSEE_UNCHECKED": _record("An NPI that no roster has", STRANGER, cme_line()),
    "ALREADY_REPORTED": Recipe("The same record in a second call", _again, Shown.REPORT),
    "CREDIT_ID_TAKEN": Recipe("Another record under the same credit ID", _id_of_another),
    "DELETE_NOT_ALLOWED_PENDING": Recipe("A delete while the board still decides", _deleted_at_once),
    "ADD_NOT_ALLOWED_PENDING": Recipe("A record anew while the board decides on its delete", _added_again_at_once),
    "DELETE_NOT_ACCEPTED": Recipe("The delete of a rejected record", _deleted_after_rejection),
    "EQUAL_ROW": Recipe("The same journal article twice on a day", _equal_rows, Shown.REPORT),
    "ANOTHER_SAME_DAY": Recipe(
        "Another amount for the same day in a second call", lambda scene: _of_one_day(scene, 1, 2), Shown.REPORT
    ),
    "DELETE_DIFFERS": Recipe("A delete that tells other credits than the record has", _deleted_with_other_credits),
    "DELETE_AMBIGUOUS": Recipe("A delete of one of two records without its credits", _deleted_of_several),
    "DELETE_UNKNOWN_RECORD": _record("The delete of what was never reported", STRANGER, cme_line(), **_DELETE),
    "PERMISSION_DENIED": _record(
        "Board credit that the learner doesn't permit to share", INTERNIST, permission_to_share=False
    ),
    "REPORTED_LATE": _completed("A completion of 40 days ago", -40, cme_line()),
    "REPORTED_AFTER_YEAR_END": Recipe("A completion of last year, for a board that counts by years", _of_last_year),
    "POINTS_FOR_ONE_DAY": _record(
        "More points than ABS counts for a day", STRANGER, line(STRANGER, 13, board="ABS", credit_type="Accredited CME")
    ),
    "REMS_NOT_REGISTERED": _record(
        "A REMS report of an activity without a REMS",
        STRANGER,
        cme_line(),
        participant={
            "local_id": "1",
            "local_id_domain": "idd:cme.example.org:learner",
            "profession": "Physician",
        },
    ),
    "AFTER_BOARD_END": Recipe(
        "A completion after ABO's last day",
        lambda scene: _in_old_activity(
            scene, _LAST_OF_ABO, "2026-01-01", line(STRANGER, board="ABO", credit_type="Lifelong Learning")
        ),
    ),
}
