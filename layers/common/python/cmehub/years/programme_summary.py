"""What a provider's programme earned and spent in a year, in whole US dollars; pure, no I/O."""

from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

_MOST_DOLLARS = 10_000_000_000
Dollars = Annotated[int, Field(strict=True, ge=0, le=_MOST_DOLLARS)]


class ProgrammeSummary(BaseModel):
    """
    Income by kind, and expenses, of direct and joint activities together.

    Attributes
    ----------
    commercial_support
        What the year's activities got in money; what they got in kind has no amount.
    total_income
        All kinds together, as the provider's books have it.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "registration_fees": 80000,
                    "advertising_and_exhibits": 12000,
                    "government_grants": 0,
                    "private_donations": 500,
                    "commercial_support": 25000,
                    "other_income": 0,
                    "total_income": 117500,
                    "expenses": 109000,
                }
            ]
        },
    )

    registration_fees: Dollars
    advertising_and_exhibits: Dollars
    government_grants: Dollars
    private_donations: Dollars
    commercial_support: Dollars
    other_income: Dollars
    total_income: Dollars
    expenses: Dollars

    @property
    def sum_of_kinds(self) -> int:
        """What the kinds of income come to."""
        kinds = (self.registration_fees, self.advertising_and_exhibits, self.government_grants)
        return sum((*kinds, self.private_donations, self.commercial_support, self.other_income))


class WrongSum(NamedTuple):
    """A field that isn't what it should come to, and how to mend it."""

    field: str
    value: int
    mend: str


def wrong_total(summary: ProgrammeSummary) -> WrongSum | None:
    """Return what is wrong with the total, if it isn't what the kinds come to."""
    total, come_to = summary.total_income, summary.sum_of_kinds
    if total == come_to:
        return None
    mend = f"the kinds of income come to {come_to:,}; correct one of them, or the total"
    return WrongSum("total_income", total, mend)


def wrong_support(summary: ProgrammeSummary, of_activities: int) -> WrongSum | None:
    """Return what is wrong with the commercial support, if the year's activities have another amount in money."""
    if summary.commercial_support == of_activities:
        return None
    mend = f"the activities that end in the year have {of_activities:,}; correct it here, or there"
    return WrongSum("commercial_support", summary.commercial_support, mend)
