"""Reports that give several of something, in XML as in JSON: each a row of its own, or refused if nobody can tell."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmehub.documents.elements import as_xml
from cmehub.formats import open_file
from cmehub.formats.learners.elements import field_name
from cmehub.issues.issue import reader_issues
from cmehub.submissions.rows import READER_ISSUES, Row

MEMBER = {"Name": {"GivenName": "Mira", "FamilyName": "Osei"}, "PersonalInfo": {"BirthDate": "2000-02-29"}}
KINDS = pytest.mark.parametrize("kind", ["xml", "json"])


def certificate(amount: str = "1", credit_type: str = "Patient Safety", **members: Any) -> dict[str, Any]:
    received = {"activityCertification": credit_type, "creditUnit": "Point", "numberOfCredits": amount}
    return {"UniqueID": unique_id("ABA", "35550001"), "CreditReceived": received} | members


def unique_id(domain: str, value: str) -> dict[str, str]:
    return {"domain": domain, "value": value}


def module(activity_id: str = "202600001", **members: Any) -> dict[str, Any]:
    of_all = {"Status": "Completed", "CompletedDateTime": "2026-05-05", "CreditCertificate": [certificate()]}
    return {"ModuleName": {"value": "x", "moduleID": activity_id}} | of_all | members


def activity(*modules: dict[str, Any], **members: Any) -> dict[str, Any]:
    return {"ProviderOrganization": "0009999"} | members | {"Module": [*modules]}


def report(*activities: dict[str, Any], **members: Any) -> dict[str, Any]:
    whole = {"Member": MEMBER} | members | {"Activity": [*activities], "XtensibleInfo": {"LearnerRecordAction": "add"}}
    return {name: member for name, member in whole.items() if member}


def rows_of(kind: str, *reports: dict[str, Any]) -> list[Row]:
    content = {"ActivityReports": {"ActivityReport": [*reports]}}
    with TemporaryDirectory() as folder:
        path = Path(folder, "upload")
        root = "ACCMELearnerReports"
        path.write_bytes(as_xml(root, content) if kind == "xml" else json.dumps({root: content}).encode())
        return [*open_file(path).rows]


def codes(row: Row) -> list[str]:
    return [issue.code for issue in reader_issues(row.number, row.fields)]


def twice_in(row: Row) -> list[tuple[str, ...]]:
    return [
        (issue["field"], issue["value"], issue["other"])
        for issue in row.fields.get(READER_ISSUES, ())
        if issue["code"] == "GIVEN_TWICE"
    ]


@KINDS
def test_each_module_is_a_row_with_its_own_credit(kind: str) -> None:
    first, second = module("202600001"), module("202600002", CreditCertificate=[certificate("3")])

    rows = rows_of(kind, report(activity(first, second)), report(activity(first)))

    assert [(row.number, row.fields["activity_id"], row.fields["lines"][0]["amount"]) for row in rows] == [
        (1, "202600001", "1"),
        (2, "202600002", "3"),
        (3, "202600001", "1"),
    ]
    assert [len(row.fields["lines"]) for row in rows] == [1, 1, 1]
    assert [row.fields["given_name"] for row in rows] == ["Mira"] * 3


@KINDS
def test_each_activity_has_its_own_provider_and_regulation(kind: str) -> None:
    regulation = {"CompliantToRegulation": {"value": "https://www.example.org", "label": "Opioid REMS"}}
    activities = (
        activity(module("202600001"), module("202600002"), RegulatoryInformation=regulation),
        activity(module("202600003"), ProviderOrganization="0008888"),
    )

    rows = rows_of(kind, report(*activities))

    assert [(row.fields["activity_id"], row.fields["provider_id"]) for row in rows] == [
        ("202600001", "0009999"),
        ("202600002", "0009999"),
        ("202600003", "0008888"),
    ]
    assert [row.fields.get("regulation_label") for row in rows] == ["Opioid REMS", "Opioid REMS", None]


@KINDS
def test_each_row_of_several_says_which_it_is(kind: str) -> None:
    rows = rows_of(kind, report(activity(module())), report(activity(module("202600001"), module("202600002"))))

    assert [[issue.message for issue in reader_issues(row.number, row.fields)] for row in rows] == [
        [],
        ["Report 2 of the file gives 2 records; this is number 1 of them."],
        ["Report 2 of the file gives 2 records; this is number 2 of them."],
    ]


@KINDS
def test_names_of_fields_tell_the_place_among_several(kind: str) -> None:
    two = [certificate(), certificate()]
    rows = rows_of(
        kind, report(activity(module()), activity(module(), module(CreditCertificate=two))), report(activity(module()))
    )

    def named(number: int, *location: str | int) -> str:
        return field_name(location, rows[number - 1].fields)

    assert named(1, "completion_date") == "Activity[1]/CompletedDateTime"
    assert named(3, "completion_date") == "Activity[2]/Module[2]/CompletedDateTime"
    assert named(3, "lines", 1, "amount") == "Activity[2]/Module[2]/CreditCertificate[2]/numberOfCredits"
    assert named(3, "provider_id") == "Activity[2]/ProviderOrganization"
    assert named(3, "given_name") == "GivenName"
    assert named(4, "lines", 0, "amount") == "numberOfCredits"


def participant(local_id: str, **members: Any) -> dict[str, Any]:
    return {"LocalIdentifier": {"value": local_id, "domain": "idd:example.org:x"}, "Profession": "Nurse"} | members


@KINDS
def test_each_participant_without_a_member_is_a_row(kind: str) -> None:
    without_credit = {name: member for name, member in module().items() if name != "CreditCertificate"}
    participants = {"Participant": [participant("1"), participant("2")]}

    rows = rows_of(kind, report(activity(without_credit), Member=None, Participants=participants))

    assert [row.fields["participant"]["local_id"] for row in rows] == ["1", "2"]
    assert [codes(row) for row in rows] == [["SEVERAL_IN_REPORT"]] * 2
    assert field_name(("participant", "profession"), rows[1].fields) == "Participant[2]/Profession"


@KINDS
def test_a_member_with_several_participants_is_refused(kind: str) -> None:
    participants = {"Participant": [participant("1"), participant("2")]}

    (row,) = rows_of(kind, report(activity(module()), Participants=participants))

    assert [field for field, *_ in twice_in(row)] == ["Participant"]


@KINDS
@pytest.mark.parametrize("as_list", [True, False])
def test_a_member_and_a_participant_are_one_learner(kind: str, as_list: bool) -> None:
    participants = {"Participant": [participant("1")] if as_list else participant("1")}

    (row,) = rows_of(kind, report(activity(module()), Participants=participants))

    assert (row.fields["given_name"], row.fields["participant"]["local_id"]) == ("Mira", "1")
    assert READER_ISSUES not in row.fields


@KINDS
def test_several_members_are_refused_unless_they_are_alike(kind: str) -> None:
    other = MEMBER | {"Name": {"GivenName": "Theo", "FamilyName": "Osei"}}

    (refused,) = rows_of(kind, report(activity(module()), Member=[MEMBER, other]))
    (taken,) = rows_of(kind, report(activity(module()), Member=[MEMBER, MEMBER]))

    ((field, value, given_as_well),) = twice_in(refused)
    assert (field, "Mira" in value, "Theo" in given_as_well) == ("Member", True, True)
    assert READER_ISSUES not in taken.fields


NAMES = {"GivenName": ["Mira", "Maria"], "FamilyName": "Osei"}
RECEIVED = {"activityCertification": "Patient Safety", "creditUnit": "Point", "numberOfCredits": ["1", "2"]}


@KINDS
@pytest.mark.parametrize(
    ("made", "field", "value", "other"),
    [
        (report(activity(module(Status=["Completed", "Expired"]))), "Status", "Completed", "Expired"),
        (report(activity(module(CompletedDateTime=["2026-05-05", "2026-05-06"]))), "CompletedDateTime", "2026-05-05",
         "2026-05-06"),
        (report(activity(module(ModuleName=[{"value": "x", "moduleID": "1"}, {"value": "x", "moduleID": "2"}]))),
         None, "1", "2"),
        (report(activity(module(), ProviderOrganization=["0009999", "0008888"])), "ProviderOrganization", "0009999",
         "0008888"),
        (report(activity(module()), Member=MEMBER | {"Name": NAMES}), "GivenName", "Mira", "Maria"),
        (report(activity(module()), Member=MEMBER | {"PersonalInfo": {"BirthDate": ["2000-02-29", "2000-03-01"]}}),
         "BirthDate", "2000-02-29", "2000-03-01"),
        (report(activity(module(CreditCertificate=[certificate(CreditReceived=RECEIVED)]))), "numberOfCredits", "1",
         "2"),
        (report(activity(module(CreditCertificate=[certificate(), certificate(CreditReceived=RECEIVED)]))),
         "CreditCertificate[2]/numberOfCredits", "1", "2"),
        (report(activity(module(CreditCertificate=[certificate(CreditID=["ccid:a:1", "ccid:a:2"])]))), "CreditID",
         "ccid:a:1", "ccid:a:2"),
        (report(activity(module()), Member=None, Participants={"Participant": participant("1", Profession=["A", "B"])}),
         "Profession", "A", "B"),
    ],
)  # fmt: skip
def test_what_is_given_twice_is_refused(
    kind: str, made: dict[str, Any], field: str | None, value: str, other: str
) -> None:
    (row,) = rows_of(kind, made)

    ((given_field, first, second),) = twice_in(row)
    if field is not None:
        assert (given_field, first, second) == (field, value, other)
    else:
        assert "oduleI" in given_field or given_field == "ModuleName"
        assert (value in first, other in second) == (True, True)


@KINDS
def test_only_the_module_with_two_dates_is_refused(kind: str) -> None:
    rows = rows_of(
        kind, report(activity(module(), module("202600002", CompletedDateTime=["2026-05-05", "2026-05-06"])))
    )

    assert [codes(row) for row in rows] == [["SEVERAL_IN_REPORT"], ["SEVERAL_IN_REPORT", "GIVEN_TWICE"]]
    assert twice_in(rows[1]) == [("Module[2]/CompletedDateTime", "2026-05-05", "2026-05-06")]


@KINDS
def test_equal_texts_and_blank_ones_are_one(kind: str) -> None:
    (row,) = rows_of(
        kind, report(activity(module(CompletedDateTime=["", "2026-05-05", " 2026-05-05"], Status=["Completed"] * 2)))
    )

    assert (row.fields["completion_date"], row.fields["status"]) == ("2026-05-05", "Completed")
    assert READER_ISSUES not in row.fields


def test_a_status_of_the_members_licence_is_not_the_modules() -> None:
    (row,) = rows_of("xml", report(activity(module(Status="")), Member=MEMBER | {"LicenseInfo": {"Status": "Active"}}))

    assert "status" not in row.fields


@KINDS
@pytest.mark.parametrize(
    ("organization", "extension", "provider_id", "named"),
    [
        ("0009999", "0008888", "0009999", "ProviderOrganization"),
        ("9999", "", "9999", "ProviderOrganization"),
        ("Example Medical Society", "0009999", "0009999", "ProviderID"),
        ("Example Medical Society", "", None, "ProviderOrganization"),
        ("", "0009999", "0009999", "ProviderID"),
    ],
)
def test_the_provider_is_an_id_or_who_says_to_report(
    kind: str, organization: str, extension: str, provider_id: str | None, named: str
) -> None:
    made = report(activity(module(), ProviderOrganization=organization))
    made["XtensibleInfo"] |= {"ProviderID": extension}

    (row,) = rows_of(kind, made)

    assert row.fields.get("provider_id") == provider_id
    assert field_name(("provider_id",), row.fields) == named


@settings(max_examples=60)
@given(
    sizes=st.lists(st.lists(st.integers(1, 3), max_size=3), min_size=1, max_size=3),
    twice=st.sets(st.tuples(st.integers(0, 2), st.integers(0, 2)), max_size=3),
    participants=st.integers(0, 3),
    has_member=st.booleans(),
)
def test_json_and_xml_give_the_same_rows_of_several(
    sizes: list[list[int]], twice: set[tuple[int, int]], participants: int, has_member: bool
) -> None:
    activities = [
        activity(*(
            module(
                f"20260{at}{place}{credits_}",
                CreditCertificate=[certificate(str(number)) for number in range(1, credits_ + 1)],
                CompletedDateTime=["2026-05-05", "2026-05-06"] if (at, place) in twice else "2026-05-05",
            )
            for place, credits_ in enumerate(modules)
        ))
        for at, modules in enumerate(sizes)
    ]  # fmt: skip
    made = report(
        *activities,
        Member=MEMBER if has_member else None,
        Participants={"Participant": [participant(str(number)) for number in range(participants)]},
    )

    of_xml, of_json = rows_of("xml", made, made), rows_of("json", made, made)

    assert of_xml == of_json
    several = 1 if has_member or not participants else participants
    assert len(of_xml) == 2 * several * sum(len(modules) or 1 for modules in sizes)
    refused = [row for row in of_xml if any(field.endswith("CompletedDateTime") for field, *_ in twice_in(row))]
    whose = {(at, place) for at, modules in enumerate(sizes) for place in range(len(modules))}
    assert len(refused) == 2 * several * len(whose & twice)
