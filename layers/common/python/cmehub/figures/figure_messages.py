"""What the queue of figures carries: see `cmehub.submissions.messages`."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter


class _OfFigures(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: Literal[1] = 1


class MonthsDueMessage(_OfFigures):
    """A night has come in which the months are counted of which facts were added."""

    type: Literal["months_due"] = "months_due"


class MonthMessage(_OfFigures):
    """A month of a provider has to be counted."""

    type: Literal["month"] = "month"
    provider_id: str
    month: str


class ComparisonsDueMessage(_OfFigures):
    """The months are counted, and providers can be compared."""

    type: Literal["comparisons_due"] = "comparisons_due"


AnyFigureMessage = MonthsDueMessage | MonthMessage | ComparisonsDueMessage
FIGURE_MESSAGES: TypeAdapter[AnyFigureMessage] = TypeAdapter(Annotated[AnyFigureMessage, Field(discriminator="type")])
"""Reads what the queue carries."""
