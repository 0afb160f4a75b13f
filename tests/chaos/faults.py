"""Where a process may stop, and where AWS may refuse or not answer: before, amid or after any call of a store."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import accumulate
from typing import Any

from botocore.exceptions import ClientError


class StoppedError(BaseException):
    """The process ended here: no `except Exception` of the code that was running can see it."""


class Place(Enum):
    """Where in a call a fault lies."""

    BEFORE = "before"
    AMID = "amid"
    AFTER = "after"


@dataclass(frozen=True)
class Fault:
    """What happens at a call; what doesn't stop the process is told as an error of AWS, as a throttle is."""

    place: Place
    stops: bool

    def error(self, call: str) -> BaseException:
        """Return what is raised."""
        told = f"{self.place.value} {call}"
        if self.stops:
            return StoppedError(told)
        return ClientError({"Error": {"Code": "ThrottlingException", "Message": told}}, call)


FAULTS = [Fault(place, stops) for place in Place for stops in (True, False)]
SENDS_A_MAIL = "mailer.send"
_NOTES_A_MAIL = {"submissions.add_mail", "physician_mails.note_sent"}
_NOT_ATOMIC = {"records.put": 0, "records.move": 0, "submissions.note_deletes": 0, "boards.add_decisions": 1}
"""What DynamoDB takes in several calls, and which may therefore be done in part: the place of what is taken."""


@dataclass
class Faults:
    """
    The faults of one schedule.

    Attributes
    ----------
    gaps
        How many calls go well before each fault, and the fault.
    calls
        The calls that were begun.
    met
        The faults that were come to, in words.
    unnoted_mails
        How often a fault came between SES's answer to a mail and the note that it was sent.
    """

    gaps: Sequence[tuple[int, Fault]] = ()
    calls: list[str] = field(default_factory=list)
    met: list[str] = field(default_factory=list)
    unnoted_mails: int = 0

    def __post_init__(self) -> None:
        places = accumulate(gap + 1 for gap, _ in self.gaps)
        self._at = dict(zip(places, (fault for _, fault in self.gaps), strict=True))
        self._mail_is_out = False

    def call(self, name: str, work: Callable[..., Any], arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
        """Do a call as the schedule has it."""
        self.calls.append(name)
        fault = self._at.get(len(self.calls))
        if fault is None or fault.place is Place.AFTER:
            answer = work(*arguments, **named)
            self._note_mail(name)
        elif fault.place is Place.AMID:
            self._begin(name, work, arguments, named)
        if fault is None:
            return answer
        if self._mail_is_out:
            self.unnoted_mails += 1
            self._mail_is_out = False
        error = fault.error(name)
        self.met.append(str(error))
        raise error

    def _note_mail(self, name: str) -> None:
        if name == SENDS_A_MAIL or name in _NOTES_A_MAIL:
            self._mail_is_out = name == SENDS_A_MAIL

    @staticmethod
    def _begin(name: str, work: Callable[..., Any], arguments: tuple[Any, ...], named: dict[str, Any]) -> None:
        """Do the first half of what is not done at once; of anything else nothing."""
        place = 0 if name.endswith("_queue.send") else _NOT_ATOMIC.get(name)
        if place is not None:
            whole = [*arguments[place]]
            half = whole[: len(whole) // 2]
            work(*arguments[:place], half, *arguments[place + 1 :], **named)


class Faulty:
    """Stands for a store, a queue or a sender, and comes to the faults at its calls."""

    def __init__(self, name: str, held: Any, faults: Faults) -> None:
        self._name, self._held, self._faults = name, held, faults

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._held, name)
        if not callable(value):
            return value

        def call(*arguments: Any, **named: Any) -> Any:
            return self._faults.call(f"{self._name}.{name}", value, arguments, named)

        return call

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return self._faults.call(self._name, self._held, arguments, named)
