"""The route ``/v1/me/accesses``: who has read the credits of somebody who signed in."""

import datetime as dt
from collections.abc import Callable

from pydantic import BaseModel

from cmehub.accounts.accesses import RIGHTS, Access, Reader
from cmehub.api.contract import SIGNED_IN, person_answers
from cmehub.api.resolver import HubApi
from cmehub.stores.accesses import AccessStore

_MOST = 200


class AccessView(BaseModel):
    """
    One reading of your credits by somebody else.

    Attributes
    ----------
    reader, who
        What somebody is who read, and the name.
    what, since, until
        What was read, between which completion dates; null where that was open.
    by_right
        Why they may.
    place
        From which country and region, such as ``US-OH``; null where nobody told.
    """

    at: dt.datetime
    reader: Reader
    who: str
    what: str
    since: dt.date | None
    until: dt.date | None
    by_right: str
    place: str | None

    @classmethod
    def of(cls, access: Access) -> "AccessView":
        """Return what is told of an access."""
        return cls(**access.model_dump(exclude={"access_id"}), by_right=RIGHTS[access.reader])


class AccessList(BaseModel):
    """The last 200 readings, the latest first."""

    accesses: tuple[AccessView, ...]


def add_access_routes(
    app: HubApi, learner_keys: Callable[[str], list[str]], accesses: Callable[[], AccessStore]
) -> None:
    """Add the route to the API of a function; ``learner_keys`` returns what an account's records lie under."""

    @app.get(
        "/v1/me/accesses",
        summary="Who has looked",
        responses=person_answers(200, "Who has read your credits, the latest first."),
        tags=["Accesses"],
        operation_id="listMyAccesses",
        security=SIGNED_IN,
    )
    def list_accesses() -> AccessList:
        """Tell of each reading of your credits by somebody else within three years, also from before you signed up."""
        found = accesses().of_learner(learner_keys(app.person.sub), limit=_MOST)
        return AccessList(accesses=tuple(AccessView.of(access) for access in found))
