"""What announcements of an activity tell learners about the boards that it is registered for."""

from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict

from cmehub.activities.activity import Activity
from cmehub.rules.packs import rule_pack


class LearnerStatement(BaseModel):
    """
    What an announcement says about a registration, to be copied.

    Attributes
    ----------
    board
        The board's code.
    text
        What the announcement says, in our own words, with the registration's points and credit types.
    prescribed
        Whether the board has a wording of its own, for all or part of it, that has to stand in the text's place.
    """

    model_config = ConfigDict(frozen=True)

    board: str
    text: str
    prescribed: bool


def learner_statements(activity: Activity) -> Iterator[LearnerStatement]:
    """Yield a statement for each registration, by the rules of its board on the activity's start date."""
    for registration in activity.registrations:
        pack = rule_pack(registration.board, activity.start_date)
        sentences = [
            sentence
            for sentence in pack.statements
            if sentence.credit_type is None or sentence.credit_type in registration.credit_types
        ]
        unit = "point" if registration.points == 1 else "points"
        told = {
            "board": pack.board,
            "name": pack.name,
            "points": f"{registration.points:g} {unit}",
            "credit_types": ", ".join(registration.credit_types),
        }
        yield LearnerStatement(
            board=pack.board,
            text=" ".join(sentence.text.format(**told) for sentence in sentences),
            prescribed=any(sentence.prescribed for sentence in sentences),
        )
