from pathlib import Path
from typing import Any

import pytest

from cmehub.formats import open_file
from cmehub.formats.learners.elements import field_name
from cmehub.issues.issue import FileError
from cmehub.learners.credit_lines import CME_CREDIT_TYPE
from cmehub.submissions.rows import READER_ISSUES, Row

ON_CERTIFICATE = '<UniqueID domain="{board}">{board_id}</UniqueID>'
AWARD = """<CreditReceived><activityCertification>{credit_type}</activityCertification><creditUnit>Point</creditUnit>
<numberOfCredits>{amount}</numberOfCredits></CreditReceived>"""
REPORT = """<ActivityReport><ReportingOrganization>Example</ReportingOrganization>
<Member>{member_ids}<Name><GivenName>Zo\u00eb</GivenName><FamilyName>Garc\u00eda</FamilyName></Name>
<PersonalInfo><BirthDate>2000-02-29</BirthDate></PersonalInfo></Member>
<Activity><ProviderOrganization>0009999</ProviderOrganization><ActivityName>Example</ActivityName><Module>
<ModuleName moduleID="202612345">Example</ModuleName><Status>Completed</Status>
<CompletedDateTime>2026-05-31T00:00:00</CompletedDateTime>{certificates}</Module></Activity>
<XtensibleInfo><ProviderID>0009999</ProviderID><LearnerRecordAction>add</LearnerRecordAction></XtensibleInfo>
</ActivityReport>"""


def certificate(
    unique_id: str = "", credit_type: str = "Medical Knowledge", amount: str = "1.25", more: str = ""
) -> str:
    award = AWARD.format(credit_type=credit_type, amount=amount)
    return f"<CreditCertificate>{unique_id}{award}{more}</CreditCertificate>"


def identity(board: str, board_id: str) -> str:
    return ON_CERTIFICATE.format(board=board, board_id=board_id)


def report(*certificates: str, member_ids: str = "") -> str:
    certificates = certificates or (certificate(identity("ABIM", "012345")),)
    return REPORT.format(member_ids=member_ids, certificates="".join(certificates))


def document(*reports: str) -> str:
    return f"<ACCMELearnerReports><ActivityReports>{''.join(reports)}</ActivityReports></ACCMELearnerReports>"


def with_prefix(text: str, prefix: str) -> str:
    """Put every element into a namespace under a prefix."""
    prefixed = text.replace("</", "\x00").replace("<", f"<{prefix}:").replace("\x00", f"</{prefix}:")
    root = f"<{prefix}:ACCMELearnerReports"
    return prefixed.replace(root, f'{root} xmlns:{prefix}="http://ns.medbiq.org/activityreport/v1/"', 1)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "learners.xlsx"


def rows_of(file: Path, content: str | bytes) -> list[Row]:
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return [*open_file(file).rows]


def lines_of(file: Path, *certificates: str, member_ids: str = "") -> list[dict[str, Any]]:
    (row,) = rows_of(file, document(report(*certificates, member_ids=member_ids)))
    lines: list[dict[str, Any]] = row.fields["lines"]
    return lines


LINE = {
    "board": "ABIM",
    "learner_id": "012345",
    "credit_type": "Medical Knowledge",
    "credit_unit": "Point",
    "amount": "1.25",
}
FIELDS = {
    "given_name": "Zo\u00eb",
    "family_name": "Garc\u00eda",
    "birth_month_day": "2000-02-29",
    "provider_id": "0009999",
    "activity_id": "202612345",
    "status": "Completed",
    "completion_date": "2026-05-31T00:00:00",
    "action": "add",
    "lines": [LINE],
}


def test_the_format_is_known_by_its_root(file: Path) -> None:
    file.write_text(document(report()), encoding="utf-8")

    opened = open_file(file)

    assert (opened.format.name, opened.format.kind) == ("learner-xml", "learners")
    assert [*opened.rows] == [Row(1, FIELDS)]


@pytest.mark.parametrize(
    "content",
    [
        with_prefix(document(report()), "ar"),
        with_prefix(document(report()), "m\u00e9d"),
        document(report()).replace("<ACCMELearnerReports>", '<ACCMELearnerReports xmlns="http://ns.medbiq.org/x/v2/">'),
        document(report()).replace("<Name>", '<n:Name xmlns:n="a">').replace("</Name>", "</n:Name>"),
        f"<ActivityReports>{report()}</ActivityReports>",
        f"<ACCMELearnerReports>{report()}</ACCMELearnerReports>",
        report(),
        f"\n \n{document(report())}",
        document("<!-- one --><?more?>", report("<!-- two -->", certificate(identity("ABIM", "<![CDATA[012345]]>")))),
    ],
    ids=["prefix", "odd-prefix", "default", "mixed", "no-root", "no-wrapper", "bare", "leading-blanks", "comments"],
)
def test_namespaces_and_wrappers_do_not_matter(file: Path, content: str) -> None:
    assert rows_of(file, content) == [Row(1, FIELDS)]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "iso-8859-1", "windows-1252"]
)
def test_declared_encodings(file: Path, encoding: str) -> None:
    name = encoding.removesuffix("-sig").removesuffix("-le").removesuffix("-be")
    content = f"<?xml version='1.0' encoding='{name}'?>{document(report())}"

    assert rows_of(file, content.encode(encoding)) == [Row(1, FIELDS)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_that_need_no_declaration(file: Path, encoding: str) -> None:
    assert rows_of(file, document(report()).encode(encoding)) == [Row(1, FIELDS)]


def test_reports_are_counted_from_one(file: Path) -> None:
    assert [row.number for row in rows_of(file, document(*[report()] * 3))] == [1, 2, 3]


def test_an_id_at_the_certificate_is_that_certificates(file: Path) -> None:
    lines = lines_of(
        file,
        certificate(identity("ABIM", "1")),
        certificate(identity("ABA", "30000001"), "Patient Safety"),
        certificate(identity("Ohio", "MD1"), CME_CREDIT_TYPE),
    )

    assert [(line["board"], line["learner_id"]) for line in lines] == [
        ("ABIM", "1"),
        ("ABA", "30000001"),
        ("Ohio", "MD1"),
    ]


def test_an_id_at_the_member_is_every_certificates(file: Path) -> None:
    lines = lines_of(file, certificate(), certificate(credit_type="Patient Safety"), member_ids=identity("ABIM", "1"))

    assert [(line["board"], line["learner_id"]) for line in lines] == [("ABIM", "1")] * 2


def test_of_several_ids_at_the_member_the_fitting_one_is_taken(file: Path) -> None:
    ids = identity("Ohio", "MD1") + identity("ABIM", "1")

    lines = lines_of(file, certificate(), certificate(credit_type=CME_CREDIT_TYPE), member_ids=ids)

    assert [line["board"] for line in lines] == ["ABIM", "Ohio"]


def test_an_id_at_the_certificate_goes_before_one_at_the_member(file: Path) -> None:
    (line,) = lines_of(file, certificate(identity("ABIM", "1")), member_ids=identity("ABIM", "2"))

    assert line["learner_id"] == "1"


FOCUS = "<CreditFocus><Description>Safety</Description><NumberOfCredits>0.5</NumberOfCredits></CreditFocus>"


@pytest.mark.parametrize("before", ["</CreditReceived>", "<creditUnit>"], ids=["behind", "before"])
def test_the_focus_of_a_credit_does_not_change_its_amount(file: Path, before: str) -> None:
    received = certificate(identity("ABIM", "012345")).replace(before, f"{FOCUS}{before}")

    assert lines_of(file, received) == [LINE]


def test_two_amounts_around_a_focus_are_refused(file: Path) -> None:
    received = certificate(identity("ABIM", "012345")).replace(
        "</CreditReceived>", f"{FOCUS}<numberOfCredits>2</numberOfCredits></CreditReceived>"
    )

    (row,) = rows_of(file, document(report(received)))

    assert [issue["other"] for issue in row.fields[READER_ISSUES]] == ["2"]


def test_a_credit_needs_no_element_around_its_amount(file: Path) -> None:
    bare = certificate(identity("ABIM", "012345"), amount="3").replace("<CreditReceived>", "")

    lines = lines_of(file, certificate(identity("ABIM", "012345")), bare.replace("</CreditReceived>", ""))

    assert [line["amount"] for line in lines] == ["1.25", "3"]


def test_two_credits_of_one_certificate_are_refused(file: Path) -> None:
    award = AWARD.format(credit_type="Medical Knowledge", amount="3")
    first = certificate(identity("ABIM", "012345"), more=award).replace(
        "</CreditReceived>", f"{FOCUS}</CreditReceived>"
    )

    (row,) = rows_of(file, document(report(first)))

    assert [(issue["field"], issue["value"], issue["other"]) for issue in row.fields[READER_ISSUES]] == [
        ("CreditReceived[2]/numberOfCredits", "1.25", "3")
    ]


def test_credit_ids(file: Path) -> None:
    (line,) = lines_of(file, certificate(identity("ABIM", "012345"), more="<CreditID>ccid:example.org:7</CreditID>"))

    assert line == LINE | {"credit_id": "ccid:example.org:7"}


def test_blank_elements_are_left_out(file: Path) -> None:
    content = document(report(certificate(identity("", " "), "", " "))).replace(
        "<Status>Completed</Status>", "<Status/>"
    )

    (row,) = rows_of(file, content)

    assert "status" not in row.fields
    assert row.fields["lines"] == [{"credit_unit": "Point"}]


def test_a_file_that_breaks_off_keeps_the_reports_before(file: Path) -> None:
    content = document(report(), report(), report())
    file.write_text(content[: content.rindex("<CreditCertificate>")], encoding="utf-8")
    rows: list[Row] = []

    with pytest.raises(FileError) as caught:
        rows.extend(open_file(file).rows)

    assert [row.number for row in rows] == [1, 2]
    assert caught.value.issue.code == "FILE_BROKEN"
    assert "past row 2: " in caught.value.issue.message


@pytest.mark.parametrize(
    ("location", "several", "name"),
    [
        (("family_name",), False, "FamilyName"),
        (("activity_id",), False, "moduleID"),
        (("lines", 0, "amount"), False, "numberOfCredits"),
        (("lines", 1, "amount"), True, "CreditCertificate[2]/numberOfCredits"),
        (("lines", 0, "board"), False, "UniqueID/@domain"),
        (("lines",), True, "CreditCertificate"),
    ],
)
def test_fields_have_the_names_of_their_elements(location: tuple[int | str, ...], several: bool, name: str) -> None:
    assert field_name(location, {"lines": [LINE, LINE] if several else [LINE]}) == name
