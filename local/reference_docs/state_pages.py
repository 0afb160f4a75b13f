"""The pages of the licensing boards: what each asks by its dates, and an index of them."""

from collections import Counter
from collections.abc import Iterator

from cmehub.people.states import STATES
from cmehub.rules.packs.rules import Sourced
from cmehub.rules.requirements import RequirementPack, requirement_codes, requirement_packs
from cmehub.rules.requirements.sentences import SURENESS, requirements_in_words

_MADE = "This page is made from the requirement packs with `make generate`."
_CAUTION = "It is no advice: boards change what they ask, and theirs is the last word."


def state_page(code: str) -> str:
    """Return the page of a licensing board as Markdown."""
    return "\n".join(_page(code)) + "\n"


def state_index() -> str:
    """Return the index of the licensing boards as Markdown."""
    return "\n".join(_index()) + "\n"


def _page(code: str) -> Iterator[str]:
    packs = requirement_packs(code)
    yield f"# {STATES[packs[0].state]}: {packs[0].name}"
    yield ""
    yield f"What is asked of cycles that end on a day. What the marks mean stands in the [index](README.md). {_MADE}"
    yield _CAUTION
    for place in reversed(range(len(packs))):
        until = f", before {packs[place + 1].effective_from}" if packs[place + 1 :] else ""
        yield ""
        yield f"## From {packs[place].effective_from} on{until}"
        yield ""
        yield "| about | what is asked | source | sure |"
        yield "| --- | --- | --- | --- |"
        for told in requirements_in_words(packs[place]):
            source, sure = (_cell(told.source), told.confidence) if told.source else ("", "not found")
            yield f"| {told.about} | {_cell(told.sentence)} | {source} | {sure} |"


def _index() -> Iterator[str]:
    latest = [requirement_packs(code)[-1] for code in requirement_codes()]
    yield "# What states ask of their licensees"
    yield ""
    yield "Each rule says where it was read and how sure that is: "
    yield "; ".join(f"**{mark}** {meaning}" for mark, meaning in SURENESS.items()) + "."
    yield f"What wasn't found is empty here, and told as not found on the board's page. {_CAUTION}"
    yield f"DEA's one-time eight hours (MATE Act) are asked by federal law, and stand with no state. {_MADE}"
    yield ""
    yield f"So many of the {len(latest)} boards:"
    yield ""
    for about, field in (("Hours", "hours"), ("A cycle's length", "length"), ("A cycle's end", "ends")):
        yield f"- {about}: {_counted(latest, field)}."
    yield ""
    yield "| state | board | hours | Category 1 | years | ends | topics | sure of hours, cycle, end |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for pack in latest:
        rules = (pack.hours, pack.length, pack.ends)
        sure = ", ".join(rule.confidence if rule else "-" for rule in rules)
        hours = f"{pack.hours.hours:g}" if pack.hours else ""
        of_1 = f"{pack.category_1.hours:g}" if pack.category_1 else ""
        years = str(pack.length.years) if pack.length else ""
        topics = "; ".join(sorted({topic for duty in pack.duties for topic in duty.topics[:1]}, key=str.casefold))
        board = f"[{pack.name}]({pack.code}.md)"
        yield f"| {pack.state} | {board} | {hours} | {of_1} | {years} | {_end(pack)} | {topics} | {sure} |"


def _end(pack: RequirementPack) -> str:
    if pack.ends is None:
        return ""
    if pack.ends.month and pack.ends.day:
        year = f"{pack.ends.year}-" if pack.ends.year else ""
        return f"{year}{pack.ends.month:02}-{pack.ends.day:02}"
    return f"{pack.ends.on}, as in {pack.ends.year}" if pack.ends.year else pack.ends.on


def _counted(packs: list[RequirementPack], field: str) -> str:
    """Return of how many boards a rule is how sure."""
    rules: list[Sourced | None] = [getattr(pack, field) for pack in packs]
    counts = Counter(rule.confidence if rule else None for rule in rules)
    return ", ".join([*(f"{mark} {counts[mark]}" for mark in SURENESS), f"not found {counts[None]}"])


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
