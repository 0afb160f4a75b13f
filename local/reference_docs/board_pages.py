"""The pages of the boards: each board's rules by their dates, and an index of them."""

from collections.abc import Iterator

from cmehub.rules.advice import PROMPT_DAYS
from cmehub.rules.packs import RulePack, board_codes, packs_of
from cmehub.rules.packs.attestations import STATEMENTS
from cmehub.rules.packs.sentences import SURENESS, rules_in_words

_MADE = "This page is made from the rule packs with `make generate`."


def board_page(board: str) -> str:
    """Return the page of a board as Markdown."""
    return "\n".join(_page(board)) + "\n"


def board_index() -> str:
    """Return the index of the boards as Markdown."""
    return "\n".join(_index()) + "\n"


def _page(board: str) -> Iterator[str]:
    packs = packs_of(board)
    yield f"# {board}: {packs[0].name}"
    yield ""
    yield "A completion date picks the rules for a learner's record, a start date those for an activity's registration."
    yield f"What holds for every board stands in the [index](README.md). {_MADE}"
    for place in reversed(range(len(packs))):
        yield ""
        yield f"## {_period(packs, place)}"
        yield ""
        yield "| about | rule | source | sure |"
        yield "| --- | --- | --- | --- |"
        for rule in rules_in_words(packs[place]):
            yield f"| {rule.topic} | {_cell(rule.sentence)} | {_cell(rule.source)} | {rule.confidence} |"


def _index() -> Iterator[str]:
    yield "# The boards and their rules"
    yield ""
    yield "Each rule says where it was read and how sure that is: "
    yield "; ".join(f"**{mark}** {meaning}" for mark, meaning in SURENESS.items()) + "."
    yield f"`hub boards show CODE --on DATE` tells the same. {_MADE}"
    yield ""
    yield "| board | name | takes | credit types | rules |"
    yield "| --- | --- | --- | --- | --- |"
    for board in board_codes():
        packs = packs_of(board)
        names = "; ".join(credit_type.name for credit_type in packs[-1].credit_types)
        told = f"{len(packs)} packs" if len(packs) > 1 else "1 pack"
        yield f"| [{board}]({board}.md) | {packs[-1].name} | {_taken(packs[-1])} | {names} | {told} |"
    yield ""
    yield "## For every board"
    yield ""
    yield "- A year's completions can be reported until 31 March two years later, unless a board's page says otherwise."
    yield f"- Report within {PROMPT_DAYS} days of a completion. A later report is taken all the same."
    asking = [board for board in board_codes() if packs_of(board)[-1].permission_to_share]
    yield f"- {', '.join(asking)} take credit only with the learner's permission to share it:"
    yield "  a record that says No is refused, one that says nothing is taken"
    yield "  ([how to say it](../formats.md#permission-to-share))."
    yield "- Credit types of one board overlap and don't add up: 8 Lifelong Learning of which 5 are Patient Safety too"
    yield "  are 8 points."
    yield "- The code of a board and the name of a credit type are read in any case."
    yield ""
    yield "## What announcements tell learners"
    yield ""
    yield "Each board's page has, under *For learners*, sentences for announcements of a registered activity, in our"
    yield "own words. `GET /v1/activities/{activity_id}` gives them with the activity's points and credit types"
    yield "(`statements`), by the rules of its start date. If `prescribed` is true the board has a wording of its own:"
    yield "use that one."
    yield ""
    yield "## What registering an activity attests to"
    for version, statements in STATEMENTS.items():
        yield ""
        yield f"Version {version}:"
        yield ""
        for number, statement in enumerate(statements, start=1):
            yield f"{number}. {statement.format(board='the board')}"


def _period(packs: tuple[RulePack, ...], place: int) -> str:
    if len(packs) == 1:
        return "On any date"
    if place == 0:
        return f"Before {packs[1].effective_from}"
    after = packs[place + 1 :]
    until = f", before {after[0].effective_from}" if after else ""
    return f"From {packs[place].effective_from} on{until}"


def _taken(pack: RulePack) -> str:
    if pack.activities:
        starts = f"from {pack.activities.starts} on" if pack.activities.starts else ""
        ends = f"until {pack.activities.ends}" if pack.activities.ends else ""
        return f"activities that start {starts or ends}"
    if pack.completions and pack.completions.starts:
        return f"completions from {pack.completions.starts} on"
    return "everything"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
