"""The fixtures: for each code that a provider can bring about, requests that do."""

from cmehub.accounts.keys import FAILED_MATCHES_PER_DAY
from cmehub.accounts.webhooks import MOST_WEBHOOKS
from cmehub.api.problems import PROBLEMS
from cmehub.api.problems_of_people import PROBLEMS_OF_PEOPLE
from cmehub.issues.catalogue import CATALOGUE
from cmehub.issues.entries.boards import BOARDS as BOARD_ENTRIES
from cmehub.people.match_budgets import TRIES_PER_NUMBER
from cmehub.sandbox.activity_recipes import ACTIVITIES
from cmehub.sandbox.board_recipes import BOARDS
from cmehub.sandbox.file_recipes import FILES
from cmehub.sandbox.learner_recipes import LEARNERS
from cmehub.sandbox.match_recipes import MATCHES
from cmehub.sandbox.problem_recipes import PROBLEM_RECIPES
from cmehub.sandbox.row_recipes import ROWS
from cmehub.sandbox.scene import Recipe, Scene
from cmehub.sandbox.steps import Fixture, Kind

RECIPES: dict[str, Recipe] = {
    **PROBLEM_RECIPES,
    **FILES,
    **ROWS,
    **ACTIVITIES,
    **LEARNERS,
    **MATCHES,
    **BOARDS,
}
"""By code."""

LEFT_OUT: dict[str, str] = {
    "HUB_FAULT": "It is the hub's own failure.",
    "ANSWER_TOO_LARGE": "It takes megabytes of data of your own that one answer tells.",
    "MATCHES_EXHAUSTED": f"It takes {FAILED_MATCHES_PER_DAY:,} look-ups a day in vain, "
    f"or {TRIES_PER_NUMBER} about one person.",
    "WEBHOOKS_TOO_MANY": f"It takes {MOST_WEBHOOKS} webhooks, which would be in the way of your own.",
    "REVIEW_CLOSED": "It takes a review that a board, or whoever runs the hub, asked for and closed.",
    "WEBHOOK_DISABLED": "It takes a webhook of your own: disable it, then ask for events to be replayed.",
    "CONTACT_NEEDED": "Every key meets it that signs, confirms or sends a year; a contact of the provider does that.",
    "YEAR_CHANGED": "It takes somebody else who fills in the same year meanwhile.",
    "YEAR_UNREADY": "Send a year of which a step is open, signed in as the primary contact.",
    "YEAR_SENT": "It takes a year that was sent.",
    "ACTIVITY_OPEN": "Reopen an activity of yours that isn't closed.",
    **dict.fromkeys(PROBLEMS_OF_PEOPLE, "Only people who sign in meet it; no key of a provider does."),
    **{code: entry.no_fixture for code, entry in CATALOGUE.items() if entry.no_fixture},
}
"""The codes that no fixture brings about, and why."""


def fixture(code: str, scene: Scene) -> Fixture | None:
    """Return what brings about a code, made for a scene; None if nothing does."""
    recipe = RECIPES.get(code)
    if recipe is None:
        return None
    return Fixture(
        code=code, title=recipe.title, kind=kind_of(code), shown=recipe.shown, steps=tuple(recipe.steps(scene))
    )


def kind_of(code: str) -> Kind:
    """Return what a code is."""
    if code in PROBLEMS:
        return "problem"
    return "reason" if code in BOARD_ENTRIES else "issue"
