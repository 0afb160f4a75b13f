"""One case for each column of ACCME's learner template and each element of its XML."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from cmehub.formats import open_file
from cmehub.learners.records import LearnerRow
from local.sample_data.learner_workbook import HEADINGS
from tests.workbooks import save_workbook

BOARD_ROW = {
    "Record Action": "Add", "ACCME Activity ID": "202699001", "Completion Date": "5/5/2026", "First Name": "Mira",
    "Last Name": "Osei", "Date of Birth": "02/29", "Certifying Board": "ABA", "Certifying Board ID": "35550001",
    "Total Board Credits": "6.5", "Credit Type ": "Lifelong Learning", "Credits Awarded for Credit Type": "6.5",
}  # fmt: skip


def template_row(folder: Path, cells: dict[str, Any], *more: Any) -> LearnerRow:
    first = HEADINGS[: HEADINGS.index("Additional Credit Type")]
    path = save_workbook(folder / "l.xlsx", [HEADINGS, [*(cells.get(heading, "") for heading in first), *more]])
    (row,) = open_file(path).rows
    return LearnerRow.model_validate(row.fields)


@pytest.mark.parametrize(
    ("column", "written", "field", "read"),
    [
        ("Record Action", "Delete", "action", "delete"),
        ("Record Action", "add", "action", "add"),
        ("ACCME Activity ID", 202212345, "activity_id", "202212345"),
        ("Completion Date", 44742, "completion_date", dt.date(2022, 6, 30)),
        ("Completion Date", dt.datetime(2022, 6, 30), "completion_date", dt.date(2022, 6, 30)),  # noqa: DTZ001
        ("First Name", "Zoë", "given_name", "Zoë"),
        ("Last Name", "O\u2019Neil", "family_name", "O'Neil"),
        ("Date of Birth", "09/10", "birth_month_day", "09-10"),
        ("Date of Birth", dt.datetime(1970, 9, 10), "birth_month_day", "09-10"),  # noqa: DTZ001
        ("Total Board Credits", 5, "board_total", 5.0),
    ],
)
def test_each_column_of_the_row(tmp_path: Path, column: str, written: Any, field: str, read: Any) -> None:
    assert getattr(template_row(tmp_path, BOARD_ROW | {column: written}), field) == read


@pytest.mark.parametrize(
    ("column", "written", "field", "read"),
    [
        ("Certifying Board", "abim", "board", "ABIM"),
        ("Certifying Board ID", 999999, "learner_id", "999999"),
        ("Credit Type ", "Medical Knowledge", "credit_type", "Medical Knowledge"),
        ("Credits Awarded for Credit Type", 1, "amount", 1.0),
    ],
)
def test_each_column_of_a_boards_credit(tmp_path: Path, column: str, written: Any, field: str, read: Any) -> None:
    (line,) = template_row(tmp_path, BOARD_ROW | {column: written}).lines

    assert getattr(line, field) == read


@pytest.mark.parametrize(
    ("state", "licence", "board"),
    [
        ("Maine", "1234567", "ME"),
        ("ME", "1234567", "ME"),
        ("maine", 1234567, "ME"),
        ("", "1234567893", "NPI"),
        ("Utah", "1234567893", "NPI"),
        ("UT", 1234567890, "UT"),
    ],
)
def test_each_column_of_a_cme_credit(tmp_path: Path, state: str, licence: Any, board: str) -> None:
    who = {name: BOARD_ROW[name] for name in list(BOARD_ROW)[:6]}
    cme = {"Licensing State": state, "Licensing ID or NPI": licence, "Number of CME Credits": 10}

    (line,) = template_row(tmp_path, who | cme).lines

    assert (line.board, line.learner_id, line.amount) == (board, str(licence), 10.0)
    assert line.credit_type == "AMA PRA Category 1"


def test_ten_digits_that_are_no_npi_are_a_licence(tmp_path: Path) -> None:
    who = {name: BOARD_ROW[name] for name in list(BOARD_ROW)[:6]}
    cme = {"Licensing State": "", "Licensing ID or NPI": "1234567890", "Number of CME Credits": 10}

    with pytest.raises(ValidationError):
        template_row(tmp_path, who | cme)


@pytest.mark.parametrize("pairs", [1, 3])
def test_further_credit_types_in_pairs(tmp_path: Path, pairs: int) -> None:
    more = [cell for number in range(pairs) for cell in (f"Type {number}", number + 1)]

    lines = template_row(tmp_path, BOARD_ROW, *more).lines

    assert [(line.credit_type, line.amount) for line in lines[1:]] == [(f"Type {n}", n + 1.0) for n in range(pairs)]


def test_any_number_of_pairs(tmp_path: Path) -> None:
    headings = [*HEADINGS, *("Additional Credit Type 4", "Credits") * 7]
    cells = [BOARD_ROW.get(heading, "") for heading in HEADINGS[:14]]
    more = [cell for number in range(10) for cell in (f"Type {number}", "0.25")]
    (row,) = open_file(save_workbook(tmp_path / "l.xlsx", [headings, [*cells, *more]])).rows

    assert len(LearnerRow.model_validate(row.fields).lines) == 11


XML = """<ACCMELearnerReports><ActivityReports{reports}><DateTimeCreated>2026-05-06T09:30:00</DateTimeCreated>{before}
<ActivityReport><ReportingOrganization>Example</ReportingOrganization><Member>{member}
<Name><GivenName>Mira</GivenName><FamilyName>Osei</FamilyName></Name>
<PersonalInfo><BirthDate{birth}>2000-02-29</BirthDate></PersonalInfo></Member>
<Activity{activity}><ProviderOrganization>0009999</ProviderOrganization>{name}<Module>
<ModuleName moduleID="202699001">Refresher</ModuleName>{module}<Status>Completed</Status>
<CompletedDateTime>2026-05-05T23:30:00-06:00</CompletedDateTime>{results}
<CreditCertificate>{certificate}<CreditReceived>{credit}<activityCertification>Lifelong Learning</activityCertification>
<creditUnit>Point</creditUnit><numberOfCredits>6.5</numberOfCredits>{focus}</CreditReceived>
<CreditID>ccid:cme.example.org:1</CreditID></CreditCertificate></Module></Activity>
<XtensibleInfo>{extension}<LearnerRecordAction>add</LearnerRecordAction></XtensibleInfo></ActivityReport>
</ActivityReports></ACCMELearnerReports>"""
BLANK = dict.fromkeys(
    ("reports", "before", "member", "birth", "activity", "name", "module", "results", "certificate", "credit", "focus",
     "extension"), ""
)  # fmt: skip
ABA = '<UniqueID domain="ABA">35550001</UniqueID>'


def xml_row(folder: Path, changed: tuple[str, str] = ("", ""), /, **parts: str) -> LearnerRow:
    text = XML.format_map(BLANK | {"certificate": ABA} | parts)
    path = folder / "l.xml"
    path.write_text(text.replace(*changed) if changed[0] else text)
    (row,) = open_file(path).rows
    return LearnerRow.model_validate(row.fields)


@pytest.mark.parametrize(
    ("element", "field", "read"),
    [
        ((">2000-02-29<", ">--09-10<"), "birth_month_day", "09-10"),
        ((">2000-02-29<", ">09-10<"), "birth_month_day", "09-10"),
        ((">Mira<", ">Zoë<"), "given_name", "Zoë"),
        ((">Osei<", ">Brandt<"), "family_name", "Brandt"),
        ((">0009999<", ">9999<"), "provider_id", "9999"),
        (('"202699001"', '"202212345"'), "activity_id", "202212345"),
        ((">add<", ">delete<"), "action", "delete"),
        ((">2026-05-05T23:30:00-06:00<", ">2026-05-05<"), "completion_date", dt.date(2026, 5, 5)),
        (("", ""), "completion_date", dt.date(2026, 5, 5)),
    ],
)
def test_each_element_of_the_report(tmp_path: Path, element: tuple[str, str], field: str, read: Any) -> None:
    assert getattr(xml_row(tmp_path, element), field) == read


@pytest.mark.parametrize(
    ("element", "field", "read"),
    [
        (("35550001", "3555-0001"), "learner_id", "3555-0001"),
        (('domain="ABA"', 'domain="NPI"'), "board", "NPI"),
        (('domain="ABA"', 'domain="oh"'), "board", "OH"),
        (('domain="ABA">35550001', 'domain="UT">1234567893'), "board", "NPI"),
        (("Lifelong Learning", "AMA PRA Category 1"), "credit_type", "AMA PRA Category 1"),
        ((">6.5<", ">0.25<"), "amount", 0.25),
        (("example.org:1", "example.org:2"), "credit_id", "ccid:cme.example.org:2"),
    ],
)
def test_each_element_of_a_credit(tmp_path: Path, element: tuple[str, str], field: str, read: Any) -> None:
    (line,) = xml_row(tmp_path, element).lines

    assert getattr(line, field) == read


@pytest.mark.parametrize(
    ("element", "field"),
    [
        ((">Completed<", ">Registered<"), "status"),
        ((">Completed<", ">Expired<"), "status"),
        ((">Point<", ">Hour<"), "credit_unit"),
        (("<FamilyName>Osei</FamilyName>", ""), "family_name"),
        (("<LearnerRecordAction>add</LearnerRecordAction>", ""), "action"),
    ],
)
def test_what_the_report_must_hold(tmp_path: Path, element: tuple[str, str], field: str) -> None:
    with pytest.raises(ValidationError) as raised:
        xml_row(tmp_path, element)

    assert [error["loc"][-1] for error in raised.value.errors()] == [field]


@pytest.mark.parametrize("length", [300, 301])
def test_a_credit_id_has_at_most_300_characters(tmp_path: Path, length: int) -> None:
    credit_id = "ccid:cme.example.org:".ljust(length, "7")

    if length <= 300:
        assert xml_row(tmp_path, ("ccid:cme.example.org:1", credit_id)).lines[0].credit_id == credit_id
    else:
        with pytest.raises(ValidationError):
            xml_row(tmp_path, ("ccid:cme.example.org:1", credit_id))


NO_USE = [
    ("reports", ' arid="7"'),
    ("before", "<ReportingStartDate>2026-01-01</ReportingStartDate>"),
    ("before", "<ReportingEndDate>2026-12-31</ReportingEndDate>"),
    ("birth", ' accuracy="day" restrictions="private"'),
    ("activity", ' activityID="7"'),
    ("name", "<ActivityName>Refresher</ActivityName>"),
    *(
        ("module", f"<{name}>2026-01-01T00:00:00</{name}>")
        for name in ("Metadata", "StartDateTime", "EndDateTime", "DueDateTime", "RegisteredDateTime")
    ),
    *(("results", f"<{name}>2026-01-01T00:00:00</{name}>") for name in ("ExpiredDateTime", "TimeEngaged", "Results")),
    ("credit", "<accreditingBody>ACCME</accreditingBody>"),
    ("credit", "<creditType>CME</creditType>"),
    (
        "focus",
        "<CreditFocus><Description>x</Description><Code>1</Code><NumberOfCredits>1</NumberOfCredits></CreditFocus>",
    ),
    ("extension", "<ProviderID>0009999</ProviderID>"),
]


@pytest.mark.parametrize(("place", "element"), NO_USE, ids=[element for _, element in NO_USE])
def test_what_the_standard_has_and_nobody_needs_is_read_past(tmp_path: Path, place: str, element: str) -> None:
    assert xml_row(tmp_path, **{place: element}) == xml_row(tmp_path)


@pytest.mark.parametrize(
    ("member", "certificate", "board_id"),
    [(ABA, "", "35550001"), ("", ABA, "35550001"), (ABA, ABA.replace("0001", "0002"), "35550002")],
)
def test_where_an_id_may_stand(tmp_path: Path, member: str, certificate: str, board_id: str) -> None:
    (line,) = xml_row(tmp_path, member=member, certificate=certificate).lines

    assert (line.board, line.learner_id) == ("ABA", board_id)


@pytest.mark.parametrize("version", ["v1", "v2"])
def test_both_versions_of_the_standard(tmp_path: Path, version: str) -> None:
    root = f'<ar:ACCMELearnerReports xmlns:ar="http://ns.medbiq.org/activityreport/{version}/">'
    text = XML.format_map(BLANK | {"certificate": ABA}).replace("<ACCMELearnerReports>", root)
    (tmp_path / "l.xml").write_text(text.replace("</ACCMELearnerReports>", "</ar:ACCMELearnerReports>"))
    (row,) = open_file(tmp_path / "l.xml").rows

    assert LearnerRow.model_validate(row.fields) == xml_row(tmp_path)
