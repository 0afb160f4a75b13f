"""A rule pack in plain sentences, each with its source and how sure that is."""

from collections.abc import Iterator
from typing import NamedTuple

from cmehub.rules.cycles import CycleRule, cycle_rules
from cmehub.rules.packs.attestations import STATEMENTS
from cmehub.rules.packs.pack import RulePack
from cmehub.rules.packs.rules import (
    Confidence,
    ContentOutline,
    CreditType,
    Evaluation,
    IdentityPolicy,
    IdFormat,
    Period,
    SameDayRule,
    Sourced,
    StatementSentence,
    Until,
    YearEnd,
)

SURENESS: dict[Confidence, str] = {
    "H": "read in a primary text",
    "M": "from a secondary or older text",
    "L": "inferred",
}
"""What the three confidences mean."""


class Rule(NamedTuple):
    """
    One rule in words.

    Attributes
    ----------
    topic
        What it is about.
    sentence
        What it says.
    source, confidence
        See `cmehub.rules.packs.rules.Sourced`.
    """

    topic: str
    sentence: str
    source: str
    confidence: Confidence


def rules_in_words(pack: RulePack) -> list[Rule]:
    """Return every rule of a pack as a sentence, in the order in which a provider meets them."""
    return [Rule(topic, sentence, rule.source, rule.confidence) for topic, sentence, rule in _told(pack)]


def _told(pack: RulePack) -> Iterator[tuple[str, str, Sourced]]:
    yield from _registration(pack)
    yield "Board ID", _id(pack.id_format), pack.id_format
    yield "Identity", _identity(pack.identity), pack.identity
    if pack.provisional:
        yield "Identity", _provisional(pack.provisional), pack.provisional
    yield from _credit_types(pack)
    yield from _amounts(pack)
    yield from _records(pack)
    yield from _advice(pack)
    if areas := pack.practice_areas:
        known = "" if pack.knows_its_areas else "Probably these, and any other is taken too: "
        yield "Practice areas", f"{known}{'; '.join(areas.names)}.", areas
    for statement in pack.statements:
        yield "For learners", _statement(statement), statement
    for rule in cycle_rules():
        if rule.board == pack.board:
            yield "Cycle", _cycle(rule), rule
    for remark in pack.remarks:
        yield "Good to know", remark.text, remark


def _registration(pack: RulePack) -> Iterator[tuple[str, str, Sourced]]:
    if pack.activities:
        yield "Activities", f"Activities that start {_period(pack.activities)} can be registered.", pack.activities
    if pack.completions:
        yield "Completions", f"Completions are taken {_period(pack.completions)}.", pack.completions
    if reporting := pack.reporting:
        yield "Completions", f"A row for this board alone can be reported until {reporting.until}.", reporting
    if codes := pack.module_codes:
        yield "Activities", _module_codes(codes), codes
    count = len(STATEMENTS[pack.attestation.version])
    attested = f"Registering an activity attests to {count} statements (version {pack.attestation.version})."
    yield "Attestation", attested, pack.attestation
    if outline := pack.content_outline:
        yield "Content outline", _outline(outline), outline
    if pack.evaluation:
        yield "Evaluation", _evaluation(pack.evaluation), pack.evaluation


def _credit_types(pack: RulePack) -> Iterator[tuple[str, str, Sourced]]:
    for credit_type in pack.credit_types:
        yield "Credit type", _credit_type(credit_type), credit_type
    for within in pack.within:
        yield (
            "Combination",
            f"{within.credit_type} is a part of {within.of}: its amount can't be the larger one.",
            within,
        )
    for companion in pack.companions:
        needs = " or ".join(companion.needs)
        yield "Combination", f"{companion.credit_type} is reported only together with {needs}.", companion
    for exclusion in pack.exclusions:
        apart = " and ".join(exclusion.credit_types)
        yield "Combination", f"{apart} can't be reported in one record.", exclusion


def _amounts(pack: RulePack) -> Iterator[tuple[str, str, Sourced]]:
    yield "Amount", f"Points are in steps of {pack.increment.step:g}.", pack.increment
    if pack.points_default:
        yield "Amount", "An activity's points equal its CME credits where none are told.", pack.points_default
    if pack.whole_points:
        yield "Amount", "A learner gets all points of the activity or none.", pack.whole_points
    if pack.cap:
        yield "Cap", "A learner's records of an activity come to at most the points it is registered for.", pack.cap


def _records(pack: RulePack) -> Iterator[tuple[str, str, Sourced]]:
    if pack.one_record:
        yield "Records", "One record for each learner and activity.", pack.one_record
    if pack.permission_to_share:
        permitted = "Credit of a learner who doesn't permit to share it is refused."
        yield "Permission", permitted, pack.permission_to_share
    if pack.same_day:
        yield "Records", _same_day(pack.same_day), pack.same_day


def _advice(pack: RulePack) -> Iterator[tuple[str, str, Sourced]]:
    if end := pack.year_end:
        yield "Advice", _year_end(end), end
    if daily := pack.daily_points:
        yield "Advice", f"More than {daily.points:g} points of one day are seldom counted.", daily
    for usual in pack.usual_formats:
        formats = " or ".join(usual.formats)
        yield "Advice", f"{usual.credit_type} alone usually goes with the format {formats}.", usual


def _period(period: Period) -> str:
    starts = f"from {period.starts} on" if period.starts else ""
    ends = f"until {period.ends}" if period.ends else ""
    return " and ".join(filter(None, (starts, ends)))


def _id(rule: IdFormat) -> str:
    needed = "It is needed." if rule.required else "It may be left out."
    return f"An ID has {rule.expected}; blanks and hyphens don't matter. {needed}"


def _identity(rule: IdentityPolicy) -> str:
    agreeing = [*rule.all_of, *filter(None, [" or ".join(rule.any_of)])]
    return f"Besides the ID, the roster has to agree in {' and '.join(agreeing)}."


def _provisional(rule: IdentityPolicy) -> str:
    agreeing = [*rule.all_of, *filter(None, [" or ".join(rule.any_of)])]
    counts = f"Once the ID and {' and '.join(agreeing)} agree with the roster, a record counts"
    return f"{counts} until the board has decided; if that says no, it is taken back."


def _module_codes(rule: Until) -> str:
    named = "a learner row may name an activity by the board's code of it, given as the provider's own activity ID"
    return f"Until {rule.until} {named}."


def _year_end(rule: YearEnd) -> str:
    grace = f" or within {rule.grace_days} days after it" if rule.grace_days else ""
    return f"To count in its year, report a completion until {rule.of(2001):%B} {rule.day}{grace}."


def _credit_type(credit_type: CreditType) -> str:
    when = f", for completions {_period(credit_type)}" if _period(credit_type) else ""
    others = f" (also written {', '.join(credit_type.aliases)})" if credit_type.aliases else ""
    return f"{credit_type.name}{others}{when}."


def _same_day(rule: SameDayRule) -> str:
    said = "One record for each learner, activity and completion date"
    if rule.exempt_formats:
        said += f", except for {' and '.join(rule.exempt_formats)}"
    if rule.split_type:
        said += f"; two if the activity offers {rule.split_type} and exactly one of them has it"
    return f"{said}."


def _evaluation(rule: Evaluation) -> str:
    of, least = " or ".join(rule.credit_types), f", which is {rule.least:g}% or more" if rule.least else ""
    return f"A registration for {of} tells how learners are evaluated, their feedback, and the threshold{least}."


def _statement(statement: StatementSentence) -> str:
    own = "The board has a wording of its own for this: " if statement.prescribed else ""
    return f"{own}{statement.text}"


def _outline(rule: ContentOutline) -> str:
    return f"An activity names {rule.least} to {rule.most} areas of the board's content outline."


def _cycle(rule: CycleRule) -> str:
    parts = "".join(f", {amount:g} of them {credit_type}" for credit_type, amount in rule.of_types.items())
    told = [f"A cycle of {rule.years} years asks for {rule.amount:g} points{parts}."]
    if rule.most_a_year:
        told.append(f"At most {rule.most_a_year:g} count of one calendar year.")
    if rule.beside:
        told.append(rule.beside)
    if rule.starts or rule.ends:
        told.append(f"This goes for cycles that end {_period(rule)}.")
    return " ".join(told)
