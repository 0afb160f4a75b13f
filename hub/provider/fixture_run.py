"""Trying a fixture: its steps are sent, and its code is looked for where it is to show."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from cmehub.sandbox.steps import Fixture, Shown, Step
from hub.errors import UserError

_NEXT = re.compile(r'<(?P<query>[^>]*)>; rel="next"')


class Answer(NamedTuple):
    """What was answered to a step."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def document(self) -> Any:
        """
        The answer's JSON; None if there is none.

        Raises
        ------
        UserError
            If it is something else.
        """
        try:
            return json.loads(self.body) if self.body else None
        except ValueError:
            raise UserError(f"The sandbox answered {self.status}, and no JSON. Is another service there?") from None


class StepOutcome(NamedTuple):
    """A step, what was answered, and what in the answer tells of the code; that is empty where none was looked for."""

    step: Step
    answer: Answer
    found: tuple[Any, ...] = ()


@dataclass(frozen=True)
class FixtureRun:
    """
    Everything that trying a fixture needs.

    Attributes
    ----------
    call
        Sends a step.
    finish
        Waits until a submission is finished.
    """

    call: Callable[[Step], Answer]
    finish: Callable[[str], None]

    def tell(self, fixture: Fixture) -> Iterator[StepOutcome]:
        """
        Send the steps and yield what was answered; at the end the pages of the report, if the code shows there.

        Raises
        ------
        UserError
            If the steps can't go on, because of what was answered.
        """
        *before, last = fixture.steps
        answer: Answer | None = None
        for given in before:
            step = _filled(given, answer)
            answer = self.call(step)
            yield StepOutcome(step, answer)
            if step.waits:
                self.finish(_submission(answer))
        last = _filled(last, answer)
        answer = self.call(last)
        if fixture.shown is Shown.ANSWER:
            yield StepOutcome(last, answer, tuple(_about(fixture.code, answer.document)))
            return
        yield StepOutcome(last, answer)
        submission_id = _submission(answer)
        self.finish(submission_id)
        query: str | None = ""
        while query is not None:
            page = Step(method="GET", path=f"/v1/submissions/{submission_id}/report{query}")
            answer = self.call(page)
            yield StepOutcome(page, answer, tuple(_about(fixture.code, answer.document)))
            following = _NEXT.search(answer.headers.get("Link", ""))
            query = following["query"] if following else None


def _filled(step: Step, before: Answer | None) -> Step:
    """Put what the answer before tells into a step's path."""
    if before is None or "{" not in step.path:
        return step
    try:
        return step.model_copy(update={"path": step.path.format(**before.document)})
    except KeyError as error:
        raise UserError(f"The sandbox answered {before.status} and told no {error}: {before.body.decode()}") from None


def _submission(answer: Answer) -> str:
    found = re.search(r"submissions/([^/]+)$", answer.headers.get("Location", ""))
    if found is None:
        raise UserError(f"The sandbox answered {answer.status} and made no submission: {answer.body.decode()}")
    return found[1]


def _about(code: str, told: Any) -> Iterator[Any]:
    """Yield whatever in a document names the code as its own."""
    if isinstance(told, dict):
        if code in {told.get("code"), told.get("reason_code")}:
            yield told
        told = [*told.values()]
    if isinstance(told, list):
        for part in told:
            yield from _about(code, part)
