"""The routes ``/v1/sandbox``, which are there in a sandbox only."""

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from pydantic import BaseModel

from cmehub.api.access import READING
from cmehub.api.contract import answers, needs
from cmehub.api.problems import ProblemError
from cmehub.api.resolver import HubApi
from cmehub.sandbox.steps import Fixture, Kind

_TAGS = ["Sandbox"]
_RUN_DIGITS = 10


class FixtureName(BaseModel):
    """A code that a fixture brings about."""

    code: str
    title: str
    kind: Kind


@dataclass(frozen=True)
class SandboxFixtures:
    """
    Everything that telling of fixtures needs.

    Attributes
    ----------
    is_sandbox
        Whether this hub is one; no other tells any.
    """

    is_sandbox: bool
    clock: Callable[[], dt.datetime]

    def names(self) -> list[FixtureName]:
        """
        Return every code that can be tried.

        Raises
        ------
        ProblemError
            If this is no sandbox.
        """
        self._only_in_sandbox()
        from cmehub.sandbox.fixtures import RECIPES, kind_of

        return [FixtureName(code=code, title=recipe.title, kind=kind_of(code)) for code, recipe in RECIPES.items()]

    def made(self, code: str, provider_id: str, request_id: str) -> Fixture:
        """
        Return what brings about a code, made for a provider's call.

        Raises
        ------
        ProblemError
            If nothing brings it about, or this is no sandbox.
        """
        self._only_in_sandbox()
        from cmehub.sandbox.fixtures import fixture
        from cmehub.sandbox.scene import Scene

        run = hashlib.sha256(request_id.encode()).hexdigest()[:_RUN_DIGITS]
        found = fixture(code, Scene(provider_id, self.clock().date(), run))
        if found is None:
            raise ProblemError("NOT_FOUND")
        return found

    def _only_in_sandbox(self) -> None:
        if not self.is_sandbox:
            raise ProblemError("NOT_FOUND", "Only a sandbox has fixtures.")


def add_sandbox_routes(app: HubApi, fixtures: Callable[[], SandboxFixtures]) -> None:
    """Add the routes to the API of a function, which makes what they need once per process."""

    @app.get(
        "/v1/sandbox/fixtures",
        summary="List the fixtures",
        responses=answers(200, "Every code that can be tried.", "NOT_FOUND"),
        tags=_TAGS,
        operation_id="listFixtures",
        security=needs(READING),
    )
    def list_fixtures() -> list[FixtureName]:
        """Tell which codes can be brought about on purpose; in a sandbox only."""
        app.caller.may(READING)
        return fixtures().names()

    @app.get(
        "/v1/sandbox/fixtures/<code>",
        summary="Make a fixture",
        responses=answers(200, "The requests, ready to be sent.", "NOT_FOUND"),
        tags=_TAGS,
        operation_id="getFixture",
        security=needs(READING),
    )
    def make_fixture(code: str) -> Fixture:
        """Tell which requests bring a code about; they speak of an activity that is new each time."""
        return fixtures().made(code, app.caller.may(READING), app.request_id)
