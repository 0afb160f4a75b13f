"""Learner records as documents: read back they are the same rows."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from cmehub.documents.learner_reports import learner_reports, learner_reports_xml
from cmehub.documents.learner_statuses import learner_status, learner_statuses_xml
from cmehub.formats import open_file
from cmehub.learners.credits import BoardStanding, CreditStatus
from cmehub.learners.records import LearnerRecord, LearnerRow, Origin, learner_row
from cmehub.learners.rems import DEA_REGISTRATIONS, PRACTICE_AREAS, PROFESSIONS, TIMES_IN_PRACTICE
from cmehub.people.states import STATES
from cmehub.rules.packs import board_codes
from tests.examples import ACTIVITY_ID, NOW, PROVIDER_ID, a_cme_line, a_line, a_record, a_row
from tests.unit.cmehub.formats.test_parser_properties import AMOUNT, DAY, DIGITS, EXAMPLES, LEAP_DAY, NPI, TEXT

TITLES = {ACTIVITY_ID: "An example"}
PARTICIPANT = {
    "local_id": "L-1",
    "local_id_domain": "idd:cme.example.org:learner",
    "profession": "Nurse",
}


def maybe(**fields: st.SearchStrategy[Any]) -> dict[str, st.SearchStrategy[Any]]:
    return fields


PARTICIPANTS = st.fixed_dictionaries(
    maybe(
        local_id=TEXT, local_id_domain=st.just("idd:cme.example.org:learner"), profession=st.sampled_from(PROFESSIONS)
    ),
    optional=maybe(
        state=st.sampled_from([*STATES]),
        dea_registration=st.sampled_from(DEA_REGISTRATIONS),
        practice_area=st.sampled_from(PRACTICE_AREAS),
        surgical_procedures=st.sampled_from(["yes", "no"]),
        time_in_practice=st.sampled_from(TIMES_IN_PRACTICE),
    ),
)
LINES = st.fixed_dictionaries(
    maybe(board=st.sampled_from([*board_codes(), *STATES, "NPI"]), credit_type=TEXT, amount=AMOUNT.map(str)),
    optional=maybe(
        learner_id=TEXT | DIGITS | NPI,
        credit_id=st.just("ccid:cme.example.org:").flatmap(lambda start: DIGITS.map(lambda number: start + number)),
    ),
)
ROWS = st.fixed_dictionaries(
    maybe(
        action=st.just("add"),
        activity_id=st.just(ACTIVITY_ID),
        completion_date=DAY.map(str),
        given_name=TEXT,
        family_name=TEXT,
        birth_month_day=LEAP_DAY.map(lambda day: f"{day:%m-%d}"),
        lines=st.lists(LINES, min_size=1, max_size=4),
    ),
    optional=maybe(
        participant=PARTICIPANTS,
        regulation_label=st.just("Opioid REMS"),
        regulation_url=st.just("https://example.org"),
        permission_to_share=st.sampled_from(["yes", "no"]),
    ),
).map(learner_row)


def document(records: list[LearnerRecord]) -> dict[str, Any]:
    return learner_reports(records, "Example Medical Society", TITLES, NOW)


def read_back(content: bytes) -> list[LearnerRow]:
    with TemporaryDirectory() as folder:
        path = Path(folder, "document")
        path.write_bytes(content)
        return [learner_row(row.fields) for row in open_file(path).rows]


@EXAMPLES
@given(rows=st.lists(ROWS, min_size=1, max_size=3))
def test_what_is_stored_is_read_back(rows: list[LearnerRow]) -> None:
    told = document([a_record(row) for row in rows])
    wanted = [row.model_copy(update={"provider_id": PROVIDER_ID}) for row in rows]

    assert read_back(json.dumps(told).encode()) == wanted
    assert read_back(learner_reports_xml(told)) == wanted


def test_a_rems_report_without_credit_is_read_back_and_is_of_version_2() -> None:
    row = learner_row(
        {
            "action": "add",
            "activity_id": ACTIVITY_ID,
            "completion_date": "2026-05-31",
            "participant": PARTICIPANT,
            "provider_id": PROVIDER_ID,
        }
    )
    told = document([a_record(row)])

    assert read_back(json.dumps(told).encode()) == [row]
    assert read_back(learner_reports_xml(told)) == [row]
    assert b"http://ns.medbiq.org/activityreport/v2/" in learner_reports_xml(told)


def test_every_element_has_its_namespace() -> None:
    row = a_row(a_line(credit_id="ccid:cme.example.org:1"), participant=PARTICIPANT, regulation_url="https://x.example")
    plain = etree.fromstring(learner_reports_xml(document([a_record()])))
    rems = etree.fromstring(learner_reports_xml(document([a_record(row)])))
    stated = etree.fromstring(learner_reports_xml(document([a_record(a_row(permission_to_share="No"))])))

    def bare(root: etree._Element) -> set[str]:
        return {str(element.tag) for element in root.iter() if not str(element.tag).startswith("{")}

    assert bare(plain) == bare(rems) == {"ACCMELearnerReports", "ProviderID", "LearnerRecordAction"}
    assert bare(stated) - bare(plain) == {"PermissionToShare"}
    assert plain.findtext(".//{http://ns.medbiq.org/name/v1/}GivenName") == "Zoë"


def test_xml_names_the_activity_where_medbiquitous_wants_it() -> None:
    root = etree.fromstring(learner_reports_xml(document([a_record()])))

    (activity,) = root.iter("{*}Activity")
    assert [etree.QName(part).localname for part in activity] == ["ProviderOrganization", "ActivityName", "Module"]
    assert activity.findtext("{http://ns.medbiq.org/activityreport/v1/}ActivityName") == "An example"


def test_a_deleted_record_is_told_as_a_delete() -> None:
    record = a_record(deleted=Origin(submission_id="del", chunk=1, row=1, at=NOW))

    assert [row.action for row in read_back(json.dumps(document([record])).encode())] == ["delete"]


MOC = a_line(credit_id="ccid:cme.example.org:2")
CME = a_cme_line(credit_id="ccid:cme.example.org:1")


@pytest.mark.parametrize(
    ("standing", "processing", "message"),
    [
        (BoardStanding(CreditStatus.SUBMITTED), "Submitted", None),
        (BoardStanding(CreditStatus.ACCEPTED), "Accepted", None),
        (BoardStanding(CreditStatus.REJECTED, "CODE", "Because."), "Rejected", "Because."),
        (BoardStanding(CreditStatus.ACCEPTED, "CODE", "It stays."), "Accepted", "It stays."),
        (
            BoardStanding(CreditStatus.DELETE_SUBMITTED),
            "Accepted",
            "The board was asked to delete it; it counts until the board agrees.",
        ),
    ],
)
def test_a_credit_is_told_as_it_stands(standing: BoardStanding, processing: str, message: str | None) -> None:
    assert learner_status(a_record(a_row(CME, MOC)), MOC, standing) == {
        "moduleID": ACTIVITY_ID,
        "BirthDate": "02-29",
        "CompletedDateTime": "2026-10-31T00:00:00",
        "CreditID": "ccid:cme.example.org:2",
        "UniqueID": [{"value": "123456", "domain": "ABIM"}],
        "Status": "Completed",
        "ProcessingStatus": processing,
    } | ({"StatusMessage": message} if message else {})


def test_statuses_as_xml_say_the_same() -> None:
    record = a_record(a_row(CME, MOC))
    statuses = [learner_status(record, line, BoardStanding(CreditStatus.SUBMITTED)) for line in record.row.lines]

    root = etree.fromstring(learner_statuses_xml(statuses))

    assert [element.tag for element in root] == ["LearnerStatus", "LearnerStatus"]
    assert {element.tag: (element.text, dict(element.attrib)) for element in root[1]} == {
        "moduleID": (ACTIVITY_ID, {}),
        "BirthDate": ("02-29", {}),
        "CompletedDateTime": ("2026-10-31T00:00:00", {}),
        "CreditID": ("ccid:cme.example.org:2", {}),
        "UniqueID": ("123456", {"domain": "ABIM"}),
        "Status": ("Completed", {}),
        "ProcessingStatus": ("Submitted", {}),
    }
