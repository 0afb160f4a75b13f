"""By what an activity goes in PARS's documents, whom it is for, and what is to be done with it."""

from collections.abc import Iterator

from cmehub.activities.activity import Activity

AUDIENCE = "Physician"
"""The profession of whoever earns AMA PRA Category 1 credit; the hub keeps no other."""


def identifiers(activity: Activity, *, is_stored: bool) -> Iterator[tuple[str, str]]:
    """Yield catalog and entry; the ACCME Activity ID only of a stored activity, since one that is added has none."""
    if is_stored:
        yield "ACCME Activity ID", activity.activity_id
    if activity.provider_activity_id:
        yield "Provider Activity ID", activity.provider_activity_id
    if activity.url:
        yield "URL", activity.url


def record_action(activity: Activity, *, is_stored: bool) -> str:
    """Return the ``activityRecordAction``: what was done to a stored activity if it is gone, or changes it."""
    if activity.deleted_by:
        return "Delete"
    return "Update" if is_stored else "Add"
