"""ACCME's JSON of learners: the rows are those of XML, in whatever shape of the drafts, up to where it breaks."""

import json
from pathlib import Path
from typing import Any

import pytest

from cmehub.formats import OpenFile, open_file
from cmehub.formats.json_documents import RECORD_LIMIT
from cmehub.formats.json_members import DEPTH_LIMIT
from cmehub.issues.issue import FileError
from cmehub.learners.records import LearnerRow
from cmehub.submissions.rows import Row
from local.sample_data.volume import write_volume

LEARNER = {
    "ReportingOrganization": "Example Medical Society",
    "Member": {"Name": {"GivenName": "Mira", "FamilyName": "Osei"}, "PersonalInfo": {"BirthDate": "2000-02-29"}},
    "Activity": {
        "ProviderOrganization": "0009999",
        "Module": {
            "ModuleName": {"value": "Breathing circuits refresher", "moduleID": "202699001"},
            "Status": "Completed",
            "CompletedDateTime": "2026-05-05T00:00:00",
            "CreditCertificate": [
                {
                    "UniqueID": {"value": "35.900001", "domain": "OH"},
                    "CreditReceived": {
                        "activityCertification": "AMA PRA Category 1",
                        "creditUnit": "Point",
                        "numberOfCredits": 6.5,
                    },
                    "CreditID": "ccid:cme.example.org:A8-77-1",
                },
                {
                    "UniqueID": {"value": "35550001", "domain": "ABA"},
                    "CreditReceived": {
                        "activityCertification": "Patient Safety",
                        "creditUnit": "Point",
                        "numberOfCredits": 2,
                    },
                    "CreditID": "ccid:cme.example.org:A8-77-3",
                },
            ],
        },
    },
    "XtensibleInfo": {"ProviderID": "0009999", "LearnerRecordAction": "add"},
}


def document(*reports: Any, root: bool = True) -> Any:
    reported = {"ActivityReports": {"DateTimeCreated": "2026-05-06T09:30:00", "ActivityReport": [*reports]}}
    return {"ACCMELearnerReports": reported} if root else reported


def opened(folder: Path, content: Any) -> OpenFile:
    path = folder / "upload"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return open_file(path)


def learner(folder: Path, report: Any) -> LearnerRow:
    (row,) = opened(folder, document(report)).rows
    return LearnerRow.model_validate(row.fields)


def with_changes(changes: dict[str, Any], base: dict[str, Any] = LEARNER) -> dict[str, Any]:
    changed: dict[str, Any] = json.loads(json.dumps(base))
    for path, value in changes.items():
        *parents, last = path.split(".")
        place: Any = changed
        for name in parents:
            place = place[int(name)] if isinstance(place, list) else place[name]
        place[last] = value
    return changed


def test_accmes_shape_is_read(tmp_path: Path) -> None:
    file = opened(tmp_path, document(LEARNER))
    (row,) = file.rows

    assert (file.format.name, file.format.kind, row.number) == ("learner-json", "learners", 1)
    read = LearnerRow.model_validate(row.fields)
    assert (read.activity_id, read.given_name, read.birth_month_day) == ("202699001", "Mira", "02-29")
    assert [(line.board, line.learner_id, line.amount, line.credit_id) for line in read.lines] == [
        ("OH", "35.900001", 6.5, "ccid:cme.example.org:A8-77-1"),
        ("ABA", "35550001", 2.0, "ccid:cme.example.org:A8-77-3"),
    ]


CERTIFICATE = "Activity.Module.CreditCertificate"
FIRST = LEARNER["Activity"]["Module"]["CreditCertificate"][0]  # type: ignore[index]


@pytest.mark.parametrize(
    "changes",
    [
        {CERTIFICATE: [
            {**FIRST, "UniqueID": [{"value": "35.900001", "domain": "OH"}]}
        ]},
        {CERTIFICATE: FIRST},
        {CERTIFICATE: [{**FIRST, "UniqueID": None}], "Member.UniqueID": [
            {"value": "35550001", "domain": "ABA"}, {"value": "35.900001", "domain": "OH"}
        ]},
        {CERTIFICATE: [{**FIRST, "CreditReceived": {**FIRST["CreditReceived"], "numberOfCredits": "6.50"}}]},
        {CERTIFICATE: [{**FIRST, "creditid": FIRST["CreditID"]}]},
    ],
    ids=["id-array", "one-certificate", "member-ids", "number-as-text", "lower-case"],
)  # fmt: skip
def test_the_shapes_of_the_drafts_give_the_same_credit(tmp_path: Path, changes: dict[str, Any]) -> None:
    plain = learner(tmp_path, with_changes({CERTIFICATE: [FIRST]}))

    assert learner(tmp_path, with_changes(changes)) == plain


def test_one_report_needs_no_array_and_no_root(tmp_path: Path) -> None:
    bare = document(root=False)
    bare["ActivityReports"]["ActivityReport"] = LEARNER

    assert [*opened(tmp_path, bare).rows] == [*opened(tmp_path, document(LEARNER)).rows]


def test_a_rems_report(tmp_path: Path) -> None:
    participant = {
        "LocalIdentifier": {"value": "L-77", "domain": "idd:cme.example.org:learner"},
        "Profession": "Physician",
        "StateOfPrimaryPractice": "Ohio",
        "DEARegistration": "Individual",
        "PracticeArea": "Pain",
        "SurgicalProcedures": True,
        "TimeInPractice": "21+ years",
    }
    regulation = {"label": "Opioid REMS", "value": "https://www.example.org/rems.pdf"}
    report = with_changes(
        {
            "Participants": {"Participant": participant},
            "Activity.RegulatoryInformation": {"CompliantToRegulation": regulation},
        }
    )

    read = learner(tmp_path, report)

    assert read.participant is not None
    assert read.participant.model_dump() == {
        "local_id": "L-77",
        "local_id_domain": "idd:cme.example.org:learner",
        "profession": "Physician",
        "state": "OH",
        "dea_registration": "Individual",
        "practice_area": "Pain",
        "surgical_procedures": True,
        "time_in_practice": "21+ years",
    }
    assert (read.regulation_label, read.regulation_url) == ("Opioid REMS", "https://www.example.org/rems.pdf")


@pytest.mark.parametrize(
    ("encode", "mark"), [("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")]
)
def test_encodings(tmp_path: Path, encode: str, mark: bytes) -> None:
    report = with_changes({"Member.Name.GivenName": "Zoë"})
    content = mark + json.dumps(document(report), ensure_ascii=False).encode(encode)

    (row,) = opened(tmp_path, content).rows

    assert row.fields["given_name"] == "Zoë"


@pytest.mark.parametrize(
    "tail",
    [
        b'{"Member": {"Name": }}]}}}',
        b'{"Member": NaN}]}}}',
        b'{"Member": "\xff"}]}}}',
        b'{"Member": ' + b"9" * 5_000 + b"}]}}}",
        b'{"Member": ' + b"[" * (DEPTH_LIMIT + 2) + b"]" * (DEPTH_LIMIT + 2) + b"}]}}}",
        b'{"Member": ' + b"[" * 200_000 + b"]" * 200_000 + b"}]}}}",
        b'{"Member": "' + b"a" * (2 * RECORD_LIMIT) + b'"}]}}}',
        b'{"Member": ' + b" " * (2 * RECORD_LIMIT) + b"1}]}}}",
        b'{"Member',
    ],
    ids=["syntax", "nan", "bytes", "digits", "nested", "nested-deep", "long-text", "long-blank", "cut"],
)
def test_what_was_read_before_a_broken_record_is_kept(tmp_path: Path, tail: bytes) -> None:
    whole = json.dumps(document(LEARNER, LEARNER)).encode()
    file = opened(tmp_path, whole.removesuffix(b"]}}}") + b"," + tail)

    assert [next(file.rows).number for _ in range(2)] == [1, 2]
    with pytest.raises(FileError) as caught:
        next(file.rows)
    assert caught.value.issue.code == "FILE_BROKEN"
    assert "past row 2" in caught.value.issue.message


WHOLE = json.dumps(LEARNER)


@pytest.mark.parametrize(
    ("content", "read"),
    [
        (f'{{"ActivityReport": [{WHOLE}], "activityReport": [{WHOLE}]}}', 1),
        (f'{{"ActivityReports": {{"ActivityReport": [{WHOLE}]}}, "Others": {{"ActivityReport": {WHOLE}}}}}', 1),
        (f'{{"ActivityReports": {{"ActivityReport": [{",".join([WHOLE] * 20)}], "ActivityREPORT": {WHOLE}}}}}', 20),
    ],
    ids=["case", "shape", "long"],
)
def test_records_under_another_member_are_never_left_out_in_silence(tmp_path: Path, content: str, read: int) -> None:
    rows: list[Row] = []

    with pytest.raises(FileError) as caught:
        rows.extend(opened(tmp_path, content.encode()).rows)

    assert len(rows) == read
    assert caught.value.issue.message == (
        f"What was sent can't be read past row {read}: "
        "1 more stand under another member; put all records into one array."
    )


def test_a_member_twice_holds_the_records_of_both(tmp_path: Path) -> None:
    content = f'{{"ActivityReport": [{WHOLE}], "ActivityReport": [{WHOLE}]}}'

    assert len([*opened(tmp_path, content.encode()).rows]) == 2


@pytest.mark.parametrize(
    "content",
    [{}, [], {"learners": []}, {"ACCMELearnerReports": {}}, {"ACCMELearnerReports": {"ActivityReport": []}}, [1, 2]],
)
def test_json_of_another_kind_is_unknown(tmp_path: Path, content: Any) -> None:
    with pytest.raises(FileError) as caught:
        opened(tmp_path, content)
    assert caught.value.issue.code == "FILE_FORMAT_UNKNOWN"


def test_names_of_fields_are_the_documents_own(tmp_path: Path) -> None:
    file = opened(tmp_path, document(LEARNER))
    (row,) = file.rows

    named = file.format.names_in(row.fields)
    assert named(("lines", 1, "amount")) == "CreditCertificate[2]/numberOfCredits"
    assert named(("participant", "local_id")) == "LocalIdentifier"


def test_learners_from_json_equal_those_from_xml(tmp_path: Path) -> None:
    write_volume(tmp_path / "l.json", "json", 300)
    write_volume(tmp_path / "l.xml", "xml", 300)

    of_json, of_xml = ([*open_file(tmp_path / name).rows] for name in ("l.json", "l.xml"))

    assert [(row.number, exact(row)) for row in of_json] == [(row.number, exact(row)) for row in of_xml]


def exact(row: Row) -> Any:
    """Return the row's fields with its amounts as numbers, which JSON and XML write in different ways."""
    fields = json.loads(json.dumps(row.fields))
    for line in fields.get("lines", ()):
        line["amount"] = float(line["amount"])
    return fields
