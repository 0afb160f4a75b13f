"""How to bring about what can be wrong with an activity."""

import json
from collections.abc import Sequence

from cmehub.sandbox.people import STRANGER
from cmehub.sandbox.row_recipes import tab_file
from cmehub.sandbox.scene import CREDITS, Document, Recipe, Scene, cme_line, file, records, registration
from cmehub.sandbox.steps import Shown, Step


def _sent(title: str, **changes: object) -> Recipe:
    """Return what saves the activity once, with changes that are the same on any day."""
    return Recipe(title, lambda scene: [scene.saved(**changes)])


def _registered(title: str, document: Document, **changes: object) -> Recipe:
    return _sent(title, registrations=[document], **changes)


def _with_learner(scene: Scene) -> list[Step]:
    return [scene.saved(), records(scene.record(STRANGER, cme_line()))]


def _deleted(scene: Scene) -> Sequence[Step]:
    return [*_with_learner(scene), Step(method="DELETE", path=f"/v1/activities/{scene.activity_id()}")]


def _delete_of_another_day(scene: Scene, activity_id: str = "") -> list[Step]:
    identifiers = [{"catalog": "Provider Activity ID", "entry": f"SANDBOX-{scene.run}"}]
    if activity_id:
        identifiers.append({"catalog": "ACCME Activity ID", "entry": activity_id})
    general = {"identifier": identifiers}
    education = {"activityFormat": "Enduring Material", "startDateTime": scene.day()}
    report = {
        "Lom": {"general": general},
        "healthcareMetadata": {"healthcareEducation": education},
        "XtensibleInfo": {"ActivityRecordAction": "delete"},
    }
    document = {"ACCMEActivities": {"MedicalEducationMetrics": [report]}}
    return [scene.saved(), file("activities.json", json.dumps(document).encode())]


def _counted(count: int) -> dict[str, object]:
    return {"participants": [{"category": "physician", "count": count}]}


def _sent_as_tab(scene: Scene) -> list[Step]:
    place = {"city": "Tulsa", "state": "OK", "country": "USA", "deliveries": ["In-Person"]}
    named = {"provider_activity_id": f"SANDBOX-{scene.run}-TAB", "activity_format": "Live Course"}
    return [scene.saved(start_date=scene.day(), end_date=scene.day(), **named, **place), *tab_file(scene, [])]


def _sent_after_delete(scene: Scene) -> list[Step]:
    of_file = {"provider_activity_id": f"SANDBOX-{scene.run}-TAB", "activity_format": "Live Course"}
    path = f"/v1/activities/{scene.activity_id(start_date=scene.day(), **of_file)}"
    again = tab_file(scene, [])
    return [*again, Step(method="DELETE", path=path), *again]


def _on_another_day(scene: Scene) -> list[Step]:
    return [scene.saved(), scene.saved(start_date=scene.day(-499))]


_AREAS = [{"source": f"0{place}_ABAMCO", "kind": "Tag ID", "value": f"{place}"} for place in (1, 2, 3)]

ACTIVITIES: dict[str, Recipe] = {
    "DELETED_SINCE": Recipe("A file sent again after its activity was deleted", _sent_after_delete),
    "ACTIVITY_DATES": Recipe(
        "An activity that ends before it starts", lambda scene: [scene.saved(end_date=scene.day(-501))]
    ),
    "ACTIVITY_INCOMPLETE": _sent("An activity without a description", description=None),
    "ACTIVITY_NOT_CLOSED": _sent("An activity that is to be closed too early", close_requested=True),
    "CLOSED_ACTIVITY_LOCKED": Recipe(
        "Another title for an activity that was closed",
        lambda scene: [scene.closed(), scene.closed(title="Something else")],
    ),
    "ACTIVITY_STAYS_CLOSED": Recipe(
        "A closed activity, sent again without the request to close it",
        lambda scene: [scene.closed(), scene.closed(close_requested=False)],
    ),
    "FIELDS_KEPT": Recipe("A tab-delimited row for an activity with MOC", _sent_as_tab, Shown.REPORT),
    "LISTING_DEFAULTED": Recipe(
        "A new activity in a tab-delimited file", lambda scene: tab_file(scene, []), Shown.REPORT
    ),
    "ACTIVITY_BESIDE": Recipe("An activity sent again with another start date", _on_another_day),
    "ACTIVITY_NAME_UNKNOWN": Recipe(
        "The delete of an activity by a start date that it doesn't have", _delete_of_another_day, Shown.REPORT
    ),
    "ACTIVITY_FIELD_LOCKED": Recipe(
        "Fewer credits, though learners were reported",
        lambda scene: [*_with_learner(scene), scene.saved(credits=CREDITS - 1)],
    ),
    "PARTICIPANTS_LOWERED": Recipe(
        "Fewer participants than before", lambda scene: [scene.saved(**_counted(20)), scene.saved(**_counted(19))]
    ),
    "ACTIVITY_DELETE_DIFFERS": Recipe(
        "The delete of an activity by its ID with another start date",
        lambda scene: _delete_of_another_day(scene, scene.activity_id()),
        Shown.REPORT,
    ),
    "ACTIVITY_HAS_LEARNERS": Recipe("The delete of an activity with learners", _deleted),
    "CREDIT_TYPE_UNKNOWN": _registered("A credit type that the board doesn't have", registration("ABIM", "Part IX")),
    "BOARD_TAKES_NO_ACTIVITY": _registered(
        "A board that takes no activities any more", registration("ABO", "Lifelong Learning")
    ),
    "CONTENT_AREA_MISSING": _registered(
        "A registration that names no area of the board's content outline", registration("ABA"), content_keywords=[]
    ),
    "CONTENT_AREAS_TOO_MANY": _registered(
        "Three areas of a content outline that takes two", registration("ABA"), content_keywords=_AREAS
    ),
    "PRACTICE_AREA_UNKNOWN": _registered(
        "A practice area that the board doesn't have", registration("ABA"), specialties=["Basket Weaving"]
    ),
    "POINTS_DEFAULTED": _registered("A registration without points", registration("ABA", points=None)),
    "CREDIT_TYPE_UNUSUAL": _registered(
        "Practice Assessment alone in an enduring material", registration("ABIM", "Practice Assessment")
    ),
    "THRESHOLD_LOW": _registered(
        "Self-Assessment with a threshold that the board doesn't count",
        registration("ABS", "Accredited CME", "Self-Assessment", threshold="60%"),
    ),
    "EVALUATION_UNTOLD": _registered(
        "A registration that doesn't tell how learners are evaluated", registration("ABIM", "Medical Knowledge")
    ),
    "CREDIT_TYPE_ALONE": _registered(
        "Patient Safety without what it goes with", registration("ABIM", "Patient Safety")
    ),
    "CLAIM_DATE_EARLY": _registered(
        "A claim that ends before the activity", registration("ABIM", "Medical Knowledge", claim_date="2020-01-01")
    ),
    "MOC_POINTS_OVER_CREDITS": _registered("More points than credits", registration("ABIM", points=CREDITS + 1)),
    "CREDIT_TYPE_RETIRED": _registered(
        "A credit type that the board gave until 2020", registration("ABPath", "Self-Assessment")
    ),
    "BEFORE_BOARD_START": _registered(
        "A registration for a board that took nothing yet",
        registration("ABS"),
        start_date="2020-01-01",
        end_date="2020-12-31",
    ),
}
