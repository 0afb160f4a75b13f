"""How a simulated board behaves."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Rate = Annotated[float, Field(ge=0, le=1)]
Seconds = Annotated[float, Field(ge=0, le=3600)]


class Behaviour(BaseModel):
    """
    What a simulated board does with asks.

    Attributes
    ----------
    down
        Connections are closed without a word.
    delay
        Seconds before each answer.
    callback
        Answers are called in after so many seconds; None answers at once.
    error_rate, throttle_rate, malformed_rate
        The share of asks that get a 500, a 429 with ``Retry-After``, or an answer that is none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    down: bool = False
    delay: Seconds = 0
    callback: Seconds | None = None
    error_rate: Rate = 0
    throttle_rate: Rate = 0
    malformed_rate: Rate = 0

    def fault(self, chance: float) -> str | None:
        """Return which fault an ask meets; ``chance`` is from 0 to 1."""
        for name in ("error", "throttle", "malformed"):
            chance -= getattr(self, f"{name}_rate")
            if chance < 0:
                return name
        return None
