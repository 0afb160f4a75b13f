"""The routes ``/v1/headings``: what a provider's own headings of columns mean."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from cmehub.api.access import READING, SENDING
from cmehub.api.contract import answers, needs
from cmehub.api.problems import ProblemError
from cmehub.api.resolver import HubApi
from cmehub.formats.own_headings import MOST_AGREED, agreed_with, is_of_a_template
from cmehub.stores import ProviderStore

_TAGS = ["Headings"]
_TRIES = 5
_Heading = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
_Meaning = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]


class HeadingsView(BaseModel):
    """
    What a provider's own headings mean in every file of the provider's.

    Attributes
    ----------
    headings
        By the own heading, that of a template; nothing if the column isn't to be read.
    """

    headings: dict[str, str]


class HeadingsInput(BaseModel):
    """
    What headings are to mean; those that aren't named stay.

    Attributes
    ----------
    headings
        By the own heading, that of a template; nothing if the column isn't to be read; null to know it as the hub
        does.
    """

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"headings": {"Vorname": "First Name", "Shoe Size": ""}}]}
    )

    headings: Annotated[dict[_Heading, _Meaning | None], Field(min_length=1, max_length=MOST_AGREED)]


@dataclass(frozen=True)
class OwnHeadings:
    """Everything that agreeing on headings needs."""

    providers: ProviderStore

    def tell(self, provider_id: str) -> HeadingsView:
        """Tell what headings mean."""
        provider = self.providers.find(provider_id)
        return HeadingsView(headings=provider.headings if provider else {})

    def change(self, provider_id: str, given: HeadingsInput) -> HeadingsView:
        """
        Let headings mean something else from now on; files that were read stay as they were read.

        Raises
        ------
        ProblemError
            If a heading is of no template, or there are too many.
        """
        unknown = [
            f"headings.{own}: no template has the heading “{meant}”; a preview of a file lists its columns"
            for own, meant in given.headings.items()
            if meant and not is_of_a_template(meant)
        ]
        if unknown:
            raise ProblemError("REQUEST_INVALID", "; ".join(unknown))
        for _ in range(_TRIES):
            known = self.providers.find(provider_id)
            if known is None:
                raise ProblemError("NOT_FOUND")
            headings = agreed_with(known.headings, given.headings)
            if len(headings) > MOST_AGREED:
                raise ProblemError("REQUEST_INVALID", f"headings: {MOST_AGREED} are kept; forget some, with null")
            # Somebody else, or an operator who loads providers, may change it at the same moment.
            if self.providers.replace(known.model_copy(update={"headings": headings}), known):
                return HeadingsView(headings=headings)
        raise ProblemError("HUB_FAULT")


def add_heading_routes(app: HubApi, own_headings: Callable[[], OwnHeadings]) -> None:
    """Add the routes to the API of a function, which makes what they need once per process."""

    @app.get(
        "/v1/headings",
        summary="List your own headings",
        responses=answers(200, "What they mean."),
        tags=_TAGS,
        operation_id="listHeadings",
        security=needs(READING),
    )
    def list_headings() -> HeadingsView:
        """Tell what was agreed about headings of yours that no template has, or that mean something else there."""
        return own_headings().tell(app.caller.may(READING))

    @app.patch(
        "/v1/headings",
        summary="Say what your own headings mean",
        responses=answers(200, "What they all mean now.", "NOT_FOUND"),
        tags=_TAGS,
        operation_id="changeHeadings",
        security=needs(SENDING),
    )
    def change_headings(given: HeadingsInput) -> HeadingsView:
        """
        Say what headings mean in the tables that you send from now on, whichever way they come.

        POST /v1/previews tells how a file is read then. Send a file that was read before once more with
        ``again``.
        """
        return own_headings().change(app.caller.may(SENDING), given)
