"""A circuit breaker for each board: while a board is down nobody waits for it, and one ask tries if it is back."""

from collections.abc import Callable
from dataclasses import dataclass

from aws_lambda_powertools.utilities.circuit_breaker import (
    CircuitBreakerConfig,
    CircuitBreakerOpenError,
    CircuitTransition,
    circuit_breaker,
)
from aws_lambda_powertools.utilities.circuit_breaker.persistence import CircuitBreakerPersistenceLayer

from cmehub.boards.ledgers import Decision

_FAILURES = 3


class BoardUnavailableError(Exception):
    """The board can't be asked now; the ask is kept and put later."""


class BoardFaultError(Exception):
    """The board is there, but what it answers is of no use, and waiting doesn't mend it."""


@dataclass(frozen=True)
class Circuits:
    """
    The circuits of all boards.

    Attributes
    ----------
    store
        Where the state is kept that all copies of the function share.
    recovery_seconds
        How long a board that is down is left alone before one ask tries it.
    tell
        Told of each change of a circuit.
    """

    store: CircuitBreakerPersistenceLayer
    recovery_seconds: int
    tell: Callable[[CircuitTransition], None]

    def through(self, board: str, ask: Callable[[], list[Decision]]) -> list[Decision]:
        """
        Ask a board, unless it is known to be down.

        Raises
        ------
        BoardUnavailableError
            If it is, or turns out to be.
        """
        config = CircuitBreakerConfig(
            failure_threshold=_FAILURES,
            recovery_timeout=self.recovery_seconds,
            success_threshold=1,
            handled_exceptions=BoardUnavailableError,
        )

        @circuit_breaker(name=board, persistence_store=self.store, on_transition=self.tell, config=config)
        def answer() -> list[Decision] | BoardFaultError:
            try:
                return ask()
            except BoardFaultError as fault:
                return fault  # an answer to the circuit: the board is there

        try:
            answered: list[Decision] | BoardFaultError = answer()
        except CircuitBreakerOpenError as error:
            raise BoardUnavailableError(f"The circuit of {board} is open") from error
        if isinstance(answered, BoardFaultError):
            raise answered
        return answered
