"""What one ``ActivityReport`` tells, in XML as in JSON, and the rows that it gives."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

from cmehub.formats.given_twice import given_twice
from cmehub.formats.learners.elements import PLACES, field_name
from cmehub.formats.unique_ids import Identity, chosen_id, id_issues
from cmehub.submissions.rows import READER_ISSUES

_T = TypeVar("_T")
_PLACED = ("participant", "activity", "module")
Fields = dict[str, Any]
"""Fields of a row; under `READER_ISSUES` what is given twice among them."""


class ReportedCredit(NamedTuple):
    """A certificate's credit, and the IDs that stand there."""

    fields: dict[str, str]
    ids: list[Identity]


class ReportedLearner(NamedTuple):
    """Who a report is about, and the IDs that stand there."""

    fields: Fields
    ids: list[Identity]


class ReportedActivity(NamedTuple):
    """What a report tells of an activity, and of each of its modules, whose ``lines`` are of `ReportedCredit`."""

    fields: Fields
    modules: list[Fields]


class Report(NamedTuple):
    """What a report tells that goes for all of it, and its parts."""

    fields: Fields
    members: list[ReportedLearner]
    participants: list[Fields]
    activities: list[ReportedActivity]

    def rows(self, number: int) -> Iterator[Fields]:
        """
        Yield a row's fields for each participant, activity and module.

        Of several members, or of several participants beside a member, nobody can tell who has the credit: an issue
        keeps the rows out.

        Parameters
        ----------
        number
            The report's place among those of the file.
        """
        if 1 == len(self.members) == len(self.activities) == len(self.activities[0].modules) and not self.participants:
            activity = self.activities[0]
            yield _row(self.fields, self.members[0], {}, activity.fields, activity.modules[0])
        else:
            yield from self._several(number)

    def _several(self, number: int) -> Iterator[Fields]:
        member, *further = self.members or [ReportedLearner({}, [])]
        unclear = [_unlike("Member", member.fields, other.fields) for other in further if other != member]
        participants = self.participants or [Fields()]
        if any(member):
            unclear += [
                _unlike("Participant", participants[0], other) for other in participants if other != participants[0]
            ]
            del participants[1:]
        activities = self.activities or [ReportedActivity({}, [])]
        count = len(participants) * sum(len(activity.modules) or 1 for activity in activities)
        parts = (
            (participant, activity.fields, module, (at_participant, at_activity, at_activity + at_module))
            for at_participant, participant in _placed("Participant", participants)
            for at_activity, activity in _placed("Activity", activities)
            for at_module, module in _placed("Module", activity.modules or [Fields()])
        )
        for place, (participant, activity_fields, module, places) in enumerate(parts, start=1):
            issues = [*unclear]
            shared = self.fields
            if count > 1:
                shared = {**self.fields, PLACES: dict(zip(_PLACED, places, strict=True))}
                issues.append({"code": "SEVERAL_IN_REPORT", "report": number, "place": place, "count": count})
            fields = _row(shared, member, participant, activity_fields, module)
            if issues:
                fields[READER_ISSUES] = [*issues, *fields.get(READER_ISSUES, ())]
            yield fields


def _row(shared: Fields, member: ReportedLearner, participant: Fields, activity: Fields, module: Fields) -> Fields:
    fields = {**shared, **member.fields, **activity, **module}
    issues: list[dict[str, Any]] = []
    if participant or READER_ISSUES in fields:
        for part in (shared, member.fields, participant, activity, module):
            issues += part.get(READER_ISSUES, ())
        if told := {name: text for name, text in participant.items() if name != READER_ISSUES}:
            fields["participant"] = told
    _settle_provider(fields)
    if "lines" in fields:
        issues += _settle_lines(fields, member.ids)
    if issues:
        fields[READER_ISSUES] = issues
    return fields


def _settle_provider(fields: Fields) -> None:
    """Leave what names the provider: the ID in the activity, or else, if a name stands there, who says to report."""
    if fields.get("provider_id", "").isdecimal():
        fields.pop("reported_by", None)
    else:
        fields.pop("provider_id", None)
        if "reported_by" in fields:
            fields["provider_id"] = fields["reported_by"]


def _settle_lines(fields: Fields, member_ids: list[Identity]) -> list[dict[str, Any]]:
    """Put each line together with the ID that goes with it; return what isn't clear in them."""
    lines: list[ReportedCredit] = fields["lines"]
    settled: list[Fields] = []
    fields["lines"] = settled
    unclear: list[tuple[int, Identity, Sequence[Identity]]] = []
    for credit, ids in lines:
        identity, others = chosen_id(credit, ids, member_ids)
        if others or READER_ISSUES in credit:
            unclear.append((len(settled), identity, others))
        settled.append(identity | credit)
    issues: list[dict[str, Any]] = []
    for at, identity, others in unclear:
        board, learner_id = (field_name(("lines", at, part), fields) for part in ("board", "learner_id"))
        issues += [*id_issues(identity, others, board, learner_id), *settled[at].pop(READER_ISSUES, ())]
    return issues


def _placed(name: str, parts: list[_T]) -> Iterator[tuple[str, _T]]:
    """Yield each part behind how it is told from the others, which is blank where there are none."""
    for number, part in enumerate(parts, start=1):
        yield f"{name}[{number}]/" if len(parts) > 1 else "", part


def _unlike(name: str, fields: Fields, others: Fields) -> dict[str, Any]:
    differ = [part for part in sorted({*fields, *others}) if fields.get(part) != others.get(part)]
    first, other = (", ".join(str(told.get(part, "")) for part in differ) for told in (fields, others))
    return given_twice(name, first, other)
