"""The elements of a learner report: what each is called in XML and JSON, which field it holds and what to write."""

from typing import Any, Literal, NamedTuple

from cmehub.submissions.rows import Location

Part = Literal["report", "member", "participant", "activity", "module", "line"]


class LearnerElement(NamedTuple):
    """
    An element, or an attribute, that holds a field of a row.

    Attributes
    ----------
    part
        What it tells of: the report, its member, a participant, an activity, a module, or a credit's line.
    field, name
        What the row and the sender call it.
    needed
        Whether a sender must write it: "yes" or blank.
    meaning
        What to write.
    """

    part: Part
    field: str
    name: str
    needed: str
    meaning: str

    @property
    def location(self) -> Location:
        """Where the field stands in the row; of several lines, in the first."""
        if self.part == "line":
            return "lines", 0, self.field
        return (self.part, self.field) if self.part == "participant" else (self.field,)


_ALWAYS, _IF = "yes", ""

ELEMENTS = (
    LearnerElement("report", "action", "LearnerRecordAction", _ALWAYS, "`add` or `delete`; there is no edit"),
    LearnerElement(
        "activity",
        "provider_id",
        "ProviderOrganization",
        _IF,
        "your 7-digit provider ID; another one is refused. Where it is a name, `ProviderID` says who reports",
    ),
    LearnerElement("report", "reported_by", "ProviderID", _IF, "your provider ID; without it, who sends the file"),
    LearnerElement(
        "report",
        "permission_to_share",
        "PermissionToShare",
        _IF,
        "whether the learner permits to pass the completion on: `true` or `false`; inside `XtensibleInfo`",
    ),
    LearnerElement(
        "module", "activity_id", "moduleID", _ALWAYS, "attribute of `ModuleName`: the 9-digit ACCME Activity ID"
    ),
    LearnerElement("module", "status", "Status", _IF, "`Completed`"),
    LearnerElement(
        "module", "completion_date", "CompletedDateTime", _ALWAYS, "a date; a time behind it is dropped before any zone"
    ),
    LearnerElement("member", "given_name", "GivenName", _ALWAYS, "as the board or the state knows it"),
    LearnerElement("member", "family_name", "FamilyName", _ALWAYS, "as the board or the state knows it"),
    LearnerElement(
        "member",
        "birth_month_day",
        "BirthDate",
        _ALWAYS,
        "month and day; the year is never kept, so write any leap year",
    ),
    LearnerElement("module", "lines", "CreditCertificate", _ALWAYS, "one for each credit type, at most 40"),
    LearnerElement(
        "line",
        "learner_id",
        "UniqueID",
        _ALWAYS,
        "at each certificate, or at `Member` for those without their own",
    ),
    LearnerElement("line", "board", "UniqueID/@domain", _ALWAYS, "a board's code, a state's two letters, or `NPI`"),
    LearnerElement(
        "line",
        "credit_type",
        "activityCertification",
        _ALWAYS,
        "`AMA PRA Category 1`, or the board's name of the credit type",
    ),
    LearnerElement("line", "credit_unit", "creditUnit", _IF, "`Point`"),
    LearnerElement(
        "line",
        "amount",
        "numberOfCredits",
        _ALWAYS,
        "steps of 0.25; a board's credit types overlap and don't add up",
    ),
    LearnerElement(
        "line",
        "credit_id",
        "CreditID",
        _IF,
        "`ccid:<domain>:<your own ID>`; names the credit when it is sent again",
    ),
)
REMS_ELEMENTS = (
    LearnerElement("participant", "local_id", "LocalIdentifier", _ALWAYS, "your own identifier of the learner"),
    LearnerElement(
        "participant",
        "local_id_domain",
        "LocalIdentifier/@domain",
        _ALWAYS,
        "`idd:<domain name>:<kind of identifier>`",
    ),
    LearnerElement("participant", "profession", "Profession", _ALWAYS, "see the list"),
    LearnerElement("participant", "state", "StateOfPrimaryPractice", _IF, "full name or two letters"),
    LearnerElement("participant", "dea_registration", "DEARegistration", _IF, "see the list"),
    LearnerElement("participant", "practice_area", "PracticeArea", _IF, "see the list"),
    LearnerElement("participant", "surgical_procedures", "SurgicalProcedures", _IF, "true or false"),
    LearnerElement("participant", "time_in_practice", "TimeInPractice", _IF, "see the list"),
    LearnerElement("activity", "regulation_label", "CompliantToRegulation/@label", _IF, "`Opioid REMS`"),
    LearnerElement("activity", "regulation_url", "CompliantToRegulation", _IF, "address of the FDA's document"),
)
PLACES = "places"
"""
The name under which a row's fields hold how its participant, activity and module are told from others of its report:
such as ``{"module": "Module[2]/"}``; what a report has once isn't among them.
"""

_ALL = {element.location: element for element in (*ELEMENTS, *REMS_ELEMENTS)}


def fields_in(*parts: Part) -> dict[str, str]:
    """Return the fields in these parts by their elements' names in lower case, without attributes."""
    return {
        element.name.lower(): element.field
        for element in _ALL.values()
        if element.part in parts and "@" not in element.name
    }


def field_name(location: Location, fields: dict[str, Any]) -> str:
    """Return the element's name, behind the place of what it is in where the report has several."""
    first, *inner = location
    if location == ("participant",):
        return str(fields.get(PLACES, {}).get("participant") or "Participant").removesuffix("/")
    if location == ("provider_id",) and "reported_by" in fields:
        location = ("reported_by",)
    element = _ALL[("lines", 0, *inner[1:]) if first == "lines" and inner else location]
    place = str(fields.get(PLACES, {}).get("module" if element.part == "line" else element.part, ""))
    if element.part == "line" and len(fields["lines"]) > 1:
        place += f"CreditCertificate[{int(inner[0]) + 1}]/"
    return place + element.name
