"""Learner XML: ``ACCMELearnerReports``, based on MedBiquitous Activity Report 1 and 2, any namespace prefix or none."""

from collections.abc import Iterator
from typing import Any, ClassVar

from lxml import etree

from cmehub.formats.given_twice import given_twice
from cmehub.formats.learners.elements import field_name, fields_in
from cmehub.formats.learners.reports import Fields, Report, ReportedActivity, ReportedCredit, ReportedLearner
from cmehub.formats.unique_ids import Identity
from cmehub.formats.xml_names import local_name, name_in
from cmehub.submissions.rows import READER_ISSUES, Format

_TAGS_KNOWN = 1024
_REPORT, _MEMBER, _ACTIVITY, _MODULE, _LINE, _AWARD, _START = range(7)
"""Whose field an element's text is; or that it begins something."""

_AMOUNT = "numberofcredits"
_PARTICIPANT_FIELDS = fields_in("participant")


def learner_rows(report: etree._Element, number: int) -> Iterator[Fields]:
    """Yield the fields of each row of an ``ActivityReport``, the file's ``number``-th."""
    return _Reading(report).read().rows(number)


class _Reading:
    """One report, each of whose elements is visited once: what it tells goes to what began last."""

    def __init__(self, report: etree._Element) -> None:
        self._element = report
        self._report = told = Report({}, [], [], [])
        self._holders = [told.fields] * _START
        self._ids: list[Identity] = []

    def read(self) -> Report:
        holders = self._holders
        for element in self._element.iter():
            found = _BY_TAG[element.tag]
            if found is None:
                continue
            whose, part = found
            if whose == _START:
                part(self, element)
            elif (text := element.text) and (text := text.strip()) and holders[whose].setdefault(part, text) != text:
                self._twice(holders[whose], part, text, element)
        return self._report

    def _twice(self, fields: Fields, field: str, text: str, element: etree._Element, attribute: str = "") -> None:
        fault = given_twice(name_in(self._element, element, attribute), fields[field], text)
        fields.setdefault(READER_ISSUES, []).append(fault)

    def _hold(
        self, fields: Fields, field: str, written: str | None, element: etree._Element, attribute: str = ""
    ) -> None:
        text = (written or "").strip()
        if text and fields.setdefault(field, text) != text:
            self._twice(fields, field, text, element, attribute)

    def _member(self, _: etree._Element) -> None:
        member = ReportedLearner({}, [])
        self._report.members.append(member)
        self._holders[_MEMBER], self._ids = member
        self._holders[_MODULE] = {}  # a licence has a status as well

    def _activity(self, _: etree._Element) -> None:
        activity = ReportedActivity({}, [])
        self._report.activities.append(activity)
        self._holders[_ACTIVITY] = self._holders[_MODULE] = activity.fields

    def _module(self, _: etree._Element) -> None:
        if not self._report.activities:
            self._report.activities.append(ReportedActivity({}, []))
        module: Fields = {}
        self._report.activities[-1].modules.append(module)
        self._holders[_MODULE] = module

    def _module_name(self, name: etree._Element) -> None:
        self._hold(self._holders[_MODULE], "activity_id", name.get("moduleID"), name, "moduleID")

    def _certificate(self, _: etree._Element) -> None:
        line = ReportedCredit({}, [])
        self._holders[_MODULE].setdefault("lines", []).append(line)
        self._holders[_LINE], self._ids = line
        self._holders[_AWARD] = line.fields

    def _award(self, _: etree._Element) -> None:
        self._holders[_AWARD] = self._holders[_LINE]

    def _focus(self, focus: etree._Element) -> None:
        """Pass over what a focus of the credit has an amount of; the credit's own may stand behind it."""
        for sibling in focus.itersiblings("*"):
            if local_name(sibling.tag) == _AMOUNT:
                self._hold(self._holders[_LINE], "amount", sibling.text, sibling)
        self._holders[_AWARD] = {}

    def _unique_id(self, unique_id: etree._Element) -> None:
        board, learner_id = (unique_id.get("domain") or "").strip(), (unique_id.text or "").strip()
        identity = {"board": board, "learner_id": learner_id}
        self._ids.append(identity if board and learner_id else {name: text for name, text in identity.items() if text})

    def _regulation(self, regulation: etree._Element) -> None:
        activity = self._holders[_ACTIVITY]
        self._hold(activity, "regulation_url", regulation.text, regulation)
        self._hold(activity, "regulation_label", regulation.get("label"), regulation, "CompliantToRegulation/@label")

    def _participant(self, participant: etree._Element) -> None:
        fields: Fields = {}
        for child in participant:
            if field := _PARTICIPANT_FIELDS.get(local_name(child.tag)):
                self._hold(fields, field, child.text, child)
                if field == "local_id":
                    self._hold(fields, "local_id_domain", child.get("domain"), child, "LocalIdentifier/@domain")
        self._report.participants.append(fields)

    STARTS: ClassVar = {
        "member": _member,
        "activity": _activity,
        "module": _module,
        "modulename": _module_name,
        "creditcertificate": _certificate,
        "creditreceived": _award,
        "creditfocus": _focus,
        "uniqueid": _unique_id,
        "complianttoregulation": _regulation,
        "participant": _participant,
    }
    """What is more than a text, by its name in lower case."""


_BY_NAME: dict[str, tuple[int, Any]] = {
    name: (whose, told)
    for whose, names in (
        (_REPORT, fields_in("report")),
        (_MEMBER, fields_in("member")),
        (_ACTIVITY, fields_in("activity")),
        (_MODULE, fields_in("module")),
        (_LINE, fields_in("line")),
        (_AWARD, {_AMOUNT: "amount"}),
        (_START, _Reading.STARTS),
    )
    for name, told in names.items()
}


class _ByTag(dict[Any, tuple[int, Any] | None]):
    """What an element tells, by its tag in whatever namespace and case; tags are looked into once."""

    def __missing__(self, tag: Any) -> tuple[int, Any] | None:
        found = _BY_NAME.get(local_name(tag))
        if len(self) < _TAGS_KNOWN:
            self[tag] = found
        return found


_BY_TAG = _ByTag()
LEARNER_XML = Format("learner-xml", "learners", field_name)
