"""The identifiers of an activity in PARS's documents, each under the name of its catalog."""

from collections.abc import Iterator

from cmehub.activities import Activity


def identifiers(activity: Activity, *, is_stored: bool) -> Iterator[tuple[str, str]]:
    """Yield catalog and entry; the ACCME Activity ID only of a stored activity, since one that is added has none."""
    if is_stored:
        yield "ACCME Activity ID", activity.activity_id
    if activity.provider_activity_id:
        yield "Provider Activity ID", activity.provider_activity_id
    if activity.url:
        yield "URL", activity.url
