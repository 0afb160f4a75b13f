"""REMS reports: who isn't named, what is told of them, and which activity they are for."""

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from cmehub.activities.activity import Rems
from cmehub.activities.rows import ActivityName
from cmehub.formats import open_file
from cmehub.learners.records import LearnerRecord, LearnerRow, RemsLearnerRow, learner_row
from cmehub.learners.rems import PRACTICE_AREAS, PROFESSIONS, TIMES_IN_PRACTICE, Participant
from cmehub.submissions.reports import SubmissionReport
from local.in_memory.hub import MemoryHub
from local.sample_data.learner_workbook import HEADINGS
from tests.examples import ACTIVITY_ID, PROVIDER_ID, an_activity
from tests.sample_hub import sample_providers, stored
from tests.workbooks import save_workbook

PARTICIPANT: dict[str, Any] = {
    "local_id": "L-77",
    "local_id_domain": "idd:cme.example.org:learner",
    "profession": "Advanced practice nurse",
    "state": "Ohio",
    "dea_registration": "Individual",
    "practice_area": "Addiction",
    "surgical_procedures": "true",
    "time_in_practice": "0-5 years post training",
}
READ = Participant(
    local_id="L-77",
    local_id_domain="idd:cme.example.org:learner",
    profession="Advanced practice nurse",
    state="OH",
    dea_registration="Individual",
    practice_area="Substance Use Disorder",
    surgical_procedures=True,
    time_in_practice="0-5 years post training",
)
REGULATION = ("Opioid REMS", "https://www.example.org/rems.pdf")

XML = f"""<ar:ACCMELearnerReports xmlns:ar="http://ns.medbiq.org/activityreport/v2/"
 xmlns:m="http://ns.medbiq.org/member/v2/"><ar:ActivityReports arid="1">
<ar:ReportingStartDate>2026-01-01</ar:ReportingStartDate><ar:ReportingEndDate>2026-12-31</ar:ReportingEndDate>
<ar:ActivityReport><ar:ReportingOrganization>Example</ar:ReportingOrganization>
<ar:Participants><ar:Participant>
<ar:LocalIdentifier domain="idd:cme.example.org:learner">L-77</ar:LocalIdentifier>
<ar:Profession>Advanced practice nurse</ar:Profession><ar:StateOfPrimaryPractice>Ohio</ar:StateOfPrimaryPractice>
<ar:DEARegistration>Individual</ar:DEARegistration><ar:PracticeArea>Addiction</ar:PracticeArea>
<ar:SurgicalProcedures>true</ar:SurgicalProcedures><ar:TimeInPractice>0-5 years post training</ar:TimeInPractice>
</ar:Participant></ar:Participants>
<ar:Activity activityID="{ACTIVITY_ID}"><ar:ProviderOrganization>{PROVIDER_ID}</ar:ProviderOrganization>
<ar:RegulatoryInformation><ar:CompliantToRegulation label="{REGULATION[0]}">{REGULATION[1]}</ar:CompliantToRegulation>
</ar:RegulatoryInformation>
<ar:Module><ar:ModuleName moduleID="{ACTIVITY_ID}">An example</ar:ModuleName><ar:Status>Completed</ar:Status>
<ar:CompletedDateTime>2026-05-31T00:00:00</ar:CompletedDateTime></ar:Module></ar:Activity>
<XtensibleInfo><LearnerRecordAction>add</LearnerRecordAction></XtensibleInfo>
</ar:ActivityReport></ar:ActivityReports></ar:ACCMELearnerReports>"""
JSON_REPORT = {
    "ReportingOrganization": "Example",
    "Participants": {
        "Participant": {
            "LocalIdentifier": {"value": "L-77", "domain": "idd:cme.example.org:learner"},
            "Profession": "Advanced practice nurse",
            "StateOfPrimaryPractice": "Ohio",
            "DEARegistration": "Individual",
            "PracticeArea": "Addiction",
            "SurgicalProcedures": True,
            "TimeInPractice": "0-5 years post training",
        }
    },
    "Activity": {
        "ProviderOrganization": PROVIDER_ID,
        "RegulatoryInformation": {"CompliantToRegulation": {"label": REGULATION[0], "value": REGULATION[1]}},
        "Module": {
            "ModuleName": {"value": "An example", "moduleID": ACTIVITY_ID},
            "Status": "Completed",
            "CompletedDateTime": "2026-05-31T00:00:00",
        },
    },
    "XtensibleInfo": {"LearnerRecordAction": "add"},
}
REMS_HEADINGS = [
    "Local Identifier", "Local Identifier Domain", "Profession", "State of Primary Practice", "DEA Registration",
    "Practice Area", "Surgical Procedures", "Time in Practice", "Regulation", "Regulation URL",
]  # fmt: skip
COMPLETION = ["Add", ACTIVITY_ID, "2026-05-31"]


def written(folder: Path, kind: str, changes: dict[str, str] | None = None) -> Path:
    path = folder / kind
    if kind == "xml":
        text = XML
        for before, after in (changes or {}).items():
            text = text.replace(before, after)
        path.write_text(text)
    elif kind == "json":
        path.write_text(json.dumps({"ACCMELearnerReports": {"ActivityReports": {"ActivityReport": [JSON_REPORT]}}}))
    else:
        blank = [""] * (len(HEADINGS) - len(COMPLETION))
        cells = [*COMPLETION, *blank, *PARTICIPANT.values(), *REGULATION]
        save_workbook(path, [[*HEADINGS, *REMS_HEADINGS], cells])
    return path


def hub_with(rems: Rems | None) -> MemoryHub:
    hub = MemoryHub()
    hub.providers.put(sample_providers())
    activity = an_activity(rems=rems)
    name = ActivityName(
        provider_id=PROVIDER_ID,
        provider_activity_id="EX-1",
        start_date=activity.start_date,
        activity_format=activity.activity_format,
    )
    assert hub.activities.add(activity, name)
    return hub


def records_of(hub: MemoryHub) -> list[LearnerRecord]:
    return list(stored(hub)["records"]["_records"].values())


OPIOID = Rems(rems_type="Opioid Analgesic", identifier="EG-000001-001")


def codes(report: SubmissionReport) -> list[str]:
    return [issue.code for issue in report.issues]


@pytest.mark.parametrize("kind", ["xml", "json", "xlsx"])
def test_somebody_who_is_not_named_is_read_alike_from_each_format(tmp_path: Path, kind: str) -> None:
    (row,) = open_file(written(tmp_path, kind)).rows

    read = learner_row(row.fields)

    assert isinstance(read, RemsLearnerRow)
    assert (read.participant, read.lines, read.family_name) == (READ, (), "")
    assert (read.regulation_label, read.regulation_url) == REGULATION


@pytest.mark.parametrize("kind", ["xml", "json", "xlsx"])
def test_a_report_without_credit_is_taken_and_kept(tmp_path: Path, kind: str) -> None:
    hub = hub_with(OPIOID)

    report = hub.submit(written(tmp_path, kind), PROVIDER_ID)

    assert (codes(report), report.counts.accepted) == ([], 1)
    (record,) = records_of(hub)
    assert record.row.participant == READ


def test_the_same_report_again_and_its_delete(tmp_path: Path) -> None:
    hub = hub_with(OPIOID)
    hub.submit(written(tmp_path, "xml"), PROVIDER_ID)

    again = hub.submit(
        written(tmp_path, "xml", {"</ar:ActivityReports>": "<!-- again --></ar:ActivityReports>"}), PROVIDER_ID
    )
    deleted = hub.submit(written(tmp_path, "xml", {">add<": ">delete<"}), PROVIDER_ID)

    assert codes(again) == ["ALREADY_REPORTED"]
    assert (codes(deleted), deleted.counts.accepted) == ([], 1)
    (record,) = records_of(hub)
    assert record.deleted


def test_two_learners_of_one_day_are_two_records(tmp_path: Path) -> None:
    hub = hub_with(OPIOID)
    hub.submit(written(tmp_path, "xml"), PROVIDER_ID)

    report = hub.submit(written(tmp_path, "xml", {"L-77": "L-78"}), PROVIDER_ID)

    assert codes(report) == []
    assert len(records_of(hub)) == 2


def test_a_rems_report_for_an_activity_without_a_rems_is_kept_with_a_warning(tmp_path: Path) -> None:
    report = hub_with(None).submit(written(tmp_path, "xlsx"), PROVIDER_ID)

    (issue,) = report.issues
    assert (issue.code, issue.severity, issue.field) == ("REMS_NOT_REGISTERED", "warning", "Local Identifier")
    assert report.counts.accepted == 1


def test_a_named_learner_with_credit_keeps_both() -> None:
    line = {"board": "ABIM", "learner_id": "123456", "credit_type": "Medical Knowledge", "amount": "1"}
    named = {"given_name": "Mira", "family_name": "Osei", "birth_month_day": "02/29", "lines": [line]}
    completion = {"action": "add", "activity_id": ACTIVITY_ID, "completion_date": "2026-05-31"}

    read = learner_row(completion | named | {"participant": PARTICIPANT})
    plain = learner_row(completion | named)

    assert (type(read), read.participant) == (LearnerRow, READ)
    assert read.learner_hash == plain.learner_hash
    assert read.content_hash != plain.content_hash


def test_a_learner_who_is_not_named_can_have_no_credit() -> None:
    line = {"board": "ABIM", "learner_id": "123456", "credit_type": "Medical Knowledge", "amount": "1"}
    completion = {"action": "add", "activity_id": ACTIVITY_ID, "completion_date": "2026-05-31"}

    with pytest.raises(ValidationError) as raised:
        learner_row(completion | {"participant": PARTICIPANT, "lines": [line]})

    assert {error["loc"] for error in raised.value.errors()} == {
        ("given_name",),
        ("family_name",),
        ("birth_month_day",),
    }


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("profession", PROFESSIONS),
        ("practice_area", PRACTICE_AREAS),
        ("time_in_practice", TIMES_IN_PRACTICE),
        ("dea_registration", ("Individual", "Institutional", "None")),
    ],
)
def test_every_name_of_a_list_is_read_in_any_case(field: str, names: tuple[str, ...]) -> None:
    for name in names:
        read = Participant.model_validate(PARTICIPANT | {field: f" {name.upper()} "})
        assert getattr(read, field) == name


def test_the_lists_are_as_long_as_activity_report_2_has_them() -> None:
    assert (len(PROFESSIONS), len(PRACTICE_AREAS), len(TIMES_IN_PRACTICE)) == (12, 24, 6)


@pytest.mark.parametrize(
    ("field", "wrote", "suggestion"),
    [
        ("local_id_domain", "cme.example.org", None),
        ("local_id_domain", "idd:cme.example.org", None),
        ("profession", "Physicians", "Physician"),
        ("practice_area", "Anesthesia", "Anesthesiology"),
        ("state", "Ohoi", "Ohio"),
        ("dea_registration", "Federal", None),
        ("surgical_procedures", "sometimes", None),
        ("time_in_practice", "ages", None),
    ],
)
def test_what_is_not_in_a_list_is_refused_with_what_was_meant(field: str, wrote: str, suggestion: str | None) -> None:
    with pytest.raises(ValidationError) as raised:
        Participant.model_validate(PARTICIPANT | {field: wrote})

    (error,) = raised.value.errors()
    assert (error["loc"], error["type"]) == ((field,), "FIELD_FORMAT")
    assert error["ctx"].get("suggestion") == suggestion


@pytest.mark.parametrize("field", ["local_id", "local_id_domain", "profession"])
def test_what_a_report_must_tell(field: str) -> None:
    with pytest.raises(ValidationError) as raised:
        Participant.model_validate({name: value for name, value in PARTICIPANT.items() if name != field})

    assert [(error["loc"], error["type"]) for error in raised.value.errors()] == [((field,), "missing")]
