"""The routes ``/v1/activities``."""

import datetime as dt
from collections.abc import Callable
from typing import Annotated
from urllib.parse import urlencode

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Header, Query

from cmehub.accounts.keys import Scope
from cmehub.activities.activity import ActivityStatus
from cmehub.activities.choices import activity_format
from cmehub.api.access import READING
from cmehub.api.activity_documents import ActivityInput, ActivityList, ActivityView
from cmehub.api.activity_views import ActivityFilter, ActivityViews
from cmehub.api.calls import Call
from cmehub.api.contract import Cursor, Day, DryRun, IdempotencyKey, PageSize, answers, needs
from cmehub.api.resolver import HubApi
from cmehub.formats.api_json import API_ACTIVITIES, row_fields
from functions.validate.api.activities.calls import ActivityChanges

WRITING = (Scope.ACTIVITIES_WRITE,)
_TAGS = ["Activities"]
_ETAG = {"ETag": "What changes with the activity: send it as If-Match with a change, or as If-None-Match to read."}
_SAVED = _ETAG | {"Location": "The activity, relative to the address that was called."}
_IfMatch = Annotated[
    str | None,
    Header(alias="If-Match", description="The activity's ETag: the change is made only if it hasn't changed since."),
]
_IfNoneMatch = Annotated[
    str | None,
    Header(alias="If-None-Match", description="``*``: the activity is stored only if none goes by its name."),
]


def add_activity_routes(
    app: HubApi, changes: Callable[[], ActivityChanges], views: Callable[[], ActivityViews]
) -> None:
    """Add the routes to the API of a function, which makes what they need once per process."""

    @app.post(
        "/v1/activities",
        summary="Save an activity",
        status_code=201,
        responses=answers(
            201,
            "The activity as it is stored now.",
            *("ROWS_REFUSED", "ROWS_CONFLICT", "IDEMPOTENCY_KEY_REUSED", "ACTIVITY_THERE"),
            headers=_SAVED,
        ),
        tags=_TAGS,
        operation_id="saveActivity",
        security=needs(WRITING),
    )
    def add_activity(
        given: ActivityInput,
        dry_run: DryRun = False,
        if_none_match: _IfNoneMatch = None,
        idempotency_key: IdempotencyKey = None,
    ) -> Response[ActivityView]:
        """
        Store an activity, a new one or, if one goes by its name, in that one's place.

        Its name is your own ID of it together with its start date and format. The hub gives it an ID of 9 digits.
        With ``If-None-Match: *`` only a new one is stored.
        """
        fields = row_fields(given) | {"action": "add"}
        call = Call(app.caller.may(WRITING), API_ACTIVITIES, [fields], app.request_id, idempotency_key, dry_run)
        told = changes().add(call, if_none_match)
        return _told(201, told, {"Location": f"activities/{told.activity.activity_id}"})

    @app.get(
        "/v1/activities",
        summary="List activities",
        responses=answers(
            200,
            "Activities in the order of their start.",
            headers={"Link": "The next page, if there is one."},
        ),
        tags=_TAGS,
        operation_id="listActivities",
        security=needs(READING),
    )
    def list_activities(
        *,
        provider_activity_id: Annotated[str | None, Query(description="Your own ID of it.")] = None,
        format_name: Annotated[str | None, Query(alias="format", description="Such as Live Course.")] = None,
        status: Annotated[ActivityStatus | None, Query(description="How far they have come.")] = None,
        since: Annotated[Day | None, Query(description="That start on this day or later.")] = None,
        until: Annotated[Day | None, Query(description="That start on this day or earlier.")] = None,
        title: Annotated[
            str | None, Query(max_length=200, description="Words of the title, or beginnings of them.")
        ] = None,
        cursor: Cursor = None,
        limit: PageSize = 100,
    ) -> Response[ActivityList]:
        """
        Tell of your activities page by page; one that was saved this moment may be missing.

        A page that few activities fit may have less than it could, and ``Link`` names the next one all the same.
        """
        wanted = ActivityFilter(
            provider_activity_id,
            activity_format(format_name) or format_name if format_name else None,
            status,
            since or dt.date.min,
            until or dt.date.max,
            title,
        )
        page, following = views().page(app.caller.may(READING), wanted, cursor, limit)
        asked = {name: value for name, value in app.current_event.query_string_parameters.items() if name != "cursor"}
        link = {"Link": f'<?{urlencode(asked | {"cursor": following})}>; rel="next"'} if following else {}
        return Response(200, "application/json", ActivityList(activities=tuple(page)), headers=link)

    @app.get(
        "/v1/activities/<activity_id>",
        summary="Read an activity",
        responses=answers(200, "The activity as it stands now.", "NOT_FOUND", headers=_ETAG)
        | {304: {"description": "It is as you know it."}},
        tags=_TAGS,
        operation_id="getActivity",
        security=needs(READING),
    )
    def read_activity(activity_id: str) -> Response[ActivityView]:
        """Tell of one activity, with its status and what it lacks for the next one."""
        return _told(200, views().one(app.caller.may(READING), activity_id), {})

    @app.put(
        "/v1/activities/<activity_id>",
        summary="Change an activity",
        responses=answers(
            200,
            "The activity as it is stored now.",
            *("NOT_FOUND", "ROWS_REFUSED", "ROWS_CONFLICT", "IDEMPOTENCY_KEY_REUSED", "ACTIVITY_CHANGED"),
            headers=_ETAG,
        ),
        tags=_TAGS,
        operation_id="changeActivity",
        security=needs(WRITING),
    )
    def change_activity(
        activity_id: str,
        given: ActivityInput,
        dry_run: DryRun = False,
        if_match: _IfMatch = None,
        idempotency_key: IdempotencyKey = None,
    ) -> Response[ActivityView]:
        """Put what is sent in the place of an activity; what its learners were given credit for is locked."""
        fields = row_fields(given) | {"action": "update", "activity_id": activity_id}
        call = Call(app.caller.may(WRITING), API_ACTIVITIES, [fields], app.request_id, idempotency_key, dry_run)
        return _told(200, changes().save(call, if_match), {})

    @app.delete(
        "/v1/activities/<activity_id>",
        summary="Delete an activity",
        status_code=204,
        responses=answers(204, "It is gone.", "NOT_FOUND", "ROWS_CONFLICT", "ACTIVITY_CHANGED"),
        tags=_TAGS,
        operation_id="deleteActivity",
        security=needs(WRITING),
    )
    def delete_activity(activity_id: str, if_match: _IfMatch = None) -> Response[None]:
        """Take an activity out; one with learners stays."""
        changes().delete(app.caller.may(WRITING), activity_id, app.request_id, if_match)
        return Response(204)


def _told(status: int, told: ActivityView, headers: dict[str, str]) -> Response[ActivityView]:
    return Response(status, "application/json", told, headers={"ETag": told.etag} | headers)
