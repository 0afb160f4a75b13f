"""Whatever stands in a place of ACCME's JSON, rows come of it that can be staged."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from cmehub.formats.json_members import no_objects
from cmehub.submissions.rows import READER_ISSUES
from tests.unit.cmehub.formats.activities.test_json_documents import ACTIVITY
from tests.unit.cmehub.formats.test_json_documents import LEARNER, document, opened, with_changes

ANYTHING: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=60)
@given(place=st.integers(0, 11), value=ANYTHING, of_learner=st.booleans())
def test_whatever_stands_in_a_place_gives_a_row_that_can_be_staged(place: int, value: Any, of_learner: bool) -> None:
    record = json.loads(json.dumps(LEARNER if of_learner else ACTIVITY))
    spots: list[tuple[dict[str, Any], str]] = []

    def walk(part: Any) -> None:
        for name, inner in part.items() if isinstance(part, dict) else ():
            spots.append((part, name))
            walk(inner)
        for inner in part if isinstance(part, list) else ():
            walk(inner)

    walk(record)
    holder, name = spots[place * len(spots) // 12]
    holder[name] = value
    wrapped = document(record) if of_learner else {"ACCMEActivities": {"MedicalEducationMetrics": [record]}}

    with TemporaryDirectory() as folder:
        (row,) = opened(Path(folder), wrapped).rows
    assert orjson.loads(orjson.dumps(row.fields)) == row.fields


def test_a_lone_half_of_a_character_gives_rows_that_can_be_staged(tmp_path: Path) -> None:
    content = json.dumps(document(with_changes({"Member.Name.GivenName": "X"}))).replace('"X"', '"\\ud800"')

    assert [orjson.loads(orjson.dumps(row.fields)) for row in opened(tmp_path, content.encode()).rows]


def test_what_is_no_object_among_objects_is_told(tmp_path: Path) -> None:
    certificates = json.loads(json.dumps(LEARNER))["Activity"]["Module"]["CreditCertificate"]
    odd = with_changes({"Activity.Module.CreditCertificate": [*certificates, "ccid:a:1"]})

    (first, second) = opened(tmp_path, document(odd, "nothing")).rows

    place = f"CreditCertificate[{len(certificates) + 1}]"
    told = [(row.fields[READER_ISSUES][0]["code"], row.fields[READER_ISSUES][0]["field"]) for row in (first, second)]
    assert told == [("FIELD_FORMAT", place), ("FIELD_FORMAT", "activityreport[1]")]


def test_a_number_of_more_than_64_bits_is_told_where_an_object_has_to_stand() -> None:
    (issue,) = no_objects("learners", [[10**30]])

    assert issue["value"] == f"[{10**30}]"
