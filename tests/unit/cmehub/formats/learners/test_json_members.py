"""One case for each member of ACCME's learner JSON."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from cmehub.formats import open_file
from cmehub.learners.credit_lines import CreditLine
from cmehub.learners.records import LearnerRow
from tests.unit.cmehub.formats.learners.test_tables import xml_row

MEMBER = {"Name": {"GivenName": "Mira", "FamilyName": "Osei"}, "PersonalInfo": {"BirthDate": "2000-02-29"}}

CERTIFICATE = {
    "UniqueID": {"value": "35550001", "domain": "ABA"},
    "CreditReceived": {"activityCertification": "Lifelong Learning", "creditUnit": "Point", "numberOfCredits": 6.5},
    "CreditID": "ccid:cme.example.org:1",
}

MODULE = {
    "ModuleName": {"value": "Refresher", "moduleID": "202699001"},
    "Status": "Completed",
    "CompletedDateTime": "2026-05-05T23:30:00",
    "CreditCertificate": [CERTIFICATE],
}


def json_row(folder: Path, member: Any = MEMBER, action: str = "add", **module: Any) -> LearnerRow:
    report = {
        "ReportingOrganization": "Example",
        "Member": member,
        "Activity": {"ProviderOrganization": "0009999", "Module": MODULE | module},
        "XtensibleInfo": {"ProviderID": "0009999", "LearnerRecordAction": action},
    }
    document = {"ACCMELearnerReports": {"ActivityReports": {"ActivityReport": [report]}}}
    (folder / "l.json").write_text(json.dumps(document))
    (row,) = open_file(folder / "l.json").rows
    return LearnerRow.model_validate(row.fields)


def test_the_json_tells_what_the_xml_tells(tmp_path: Path) -> None:
    assert json_row(tmp_path) == xml_row(tmp_path)


@pytest.mark.parametrize(
    ("changes", "field", "read"),
    [
        ({"action": "delete"}, "action", "delete"),
        ({"member": MEMBER | {"PersonalInfo": {"BirthDate": "09-10"}}}, "birth_month_day", "09-10"),
        ({"member": MEMBER | {"Name": {"GivenName": "Zoë", "FamilyName": "Brandt"}}}, "given_name", "Zoë"),
        ({"member": MEMBER | {"Name": {"GivenName": "Zoë", "FamilyName": "Brandt"}}}, "family_name", "Brandt"),
        ({"ModuleName": {"value": "Other", "moduleID": "202212345"}}, "activity_id", "202212345"),
        ({"ModuleName": {"value": "Other", "moduleID": 202212345}}, "activity_id", "202212345"),
        ({"CompletedDateTime": "2026-05-06"}, "completion_date", dt.date(2026, 5, 6)),
    ],
)
def test_each_member_of_the_report(tmp_path: Path, changes: dict[str, Any], field: str, read: Any) -> None:
    assert getattr(json_row(tmp_path, **changes), field) == read


@pytest.mark.parametrize(
    ("changes", "read"),
    [
        ({"UniqueID": [{"value": "35550001", "domain": "ABA"}]}, {}),
        ({"UniqueID": {"value": "35.900001", "domain": "OH"}}, {"board": "OH", "learner_id": "35.900001"}),
        ({"CreditID": "ccid:cme.example.org:2"}, {"credit_id": "ccid:cme.example.org:2"}),
        ({"CreditReceived": CERTIFICATE["CreditReceived"] | {"numberOfCredits": 2}}, {"amount": 2.0}),  # type: ignore[operator]
        ({"CreditReceived": CERTIFICATE["CreditReceived"] | {"numberOfCredits": "2.0"}}, {"amount": 2.0}),  # type: ignore[operator]
    ],
)
def test_each_member_of_a_credit(tmp_path: Path, changes: dict[str, Any], read: dict[str, Any]) -> None:
    (line,) = json_row(tmp_path, CreditCertificate=[CERTIFICATE | changes]).lines
    plain = json_row(tmp_path).lines[0]

    assert line == CreditLine.model_validate(plain.model_dump() | read)
