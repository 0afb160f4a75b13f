"""Own credits: what a physician enters and nobody has verified; pure, no I/O."""

import datetime as dt
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from cmehub.fields.plain_text import one_line
from cmehub.learners.credit_lines import CME_CREDIT_TYPE
from cmehub.passport.missing_credits import Words
from cmehub.passport.own_files import FileKind

MOST_OWN = 500
"""Of an account."""

LONGEST_TITLE = 200
EARLIEST_DAY = dt.date(1950, 1, 1)
_LARGEST_AMOUNT = 1000
_STEP = 0.25

Title = Annotated[
    str,
    StringConstraints(min_length=1, max_length=LONGEST_TITLE),
    BeforeValidator(lambda given: one_line(given) if isinstance(given, str) else given),
]
Amount = Annotated[
    float,
    Field(strict=True, gt=0, le=_LARGEST_AMOUNT, multiple_of=_STEP),
    # Pydantic lets a billionth pass, which sums would show.
    AfterValidator(lambda amount: round(amount / _STEP) * _STEP),
]


class OwnKind(StrEnum):
    """Which kind of credit it is, as the physician says."""

    CATEGORY_1 = CME_CREDIT_TYPE
    CATEGORY_2 = "AMA PRA Category 2"
    OTHER = "Other"


class EnteredCredit(BaseModel):
    """
    What a physician says of a credit.

    Attributes
    ----------
    amount
        In credits, in steps of 0.25.
    words
        Anything to remember, such as who gave the course.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    title: Title
    completed_on: dt.date
    amount: Amount
    kind: OwnKind
    words: Words = ""


class OwnFile(BaseModel):
    """The file of an own credit: what it is called in its place, what its content is, its size in bytes."""

    model_config = ConfigDict(frozen=True)

    file_id: str
    kind: FileKind
    size: int
    kept_at: dt.datetime


class OwnCredit(EnteredCredit):
    """A credit that a physician entered; never among what is verified."""

    own_id: str
    sub: str
    entered_at: dt.datetime
    file: OwnFile | None = None

    @property
    def entered(self) -> tuple[str, dt.date, float, OwnKind]:
        """What no other own credit of the account says too."""
        return self.title, self.completed_on, self.amount, self.kind

    def changed_to(self, entered: EnteredCredit) -> Self:
        """Return the credit after the physician has changed what it says."""
        return self.model_copy(update={name: getattr(entered, name) for name in EnteredCredit.model_fields})

    def with_file(self, file: OwnFile | None) -> Self:
        """Return the credit with this file, or without one."""
        return self.model_copy(update={"file": file})
