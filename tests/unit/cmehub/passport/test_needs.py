import datetime as dt

import pytest

from cmehub.passport.needs import MOST_AMOUNT, WantedNeed, faults_of


def wanted(**changes: object) -> WantedNeed:
    given = {"authority": "ABIM", "starts": dt.date(2024, 1, 1), "ends": dt.date(2028, 12, 31)}
    return WantedNeed.model_validate(given | changes)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"amount": 50},
        {"amount": 0.25, "of": "medical knowledge"},
        {"authority": "ABS", "amount": 125},
        {"authority": "OH", "starts": dt.date(2027, 1, 1)},
        {"authority": "OH", "amount": MOST_AMOUNT, "of": "Opioids"},
        {"authority": None, "amount": 50},
        {"starts": dt.date(2028, 12, 31), "amount": 1},
    ],
)
def test_a_need_that_can_be_has_no_fault(changes: dict[str, object]) -> None:
    assert faults_of(wanted(**changes)) == {}


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"authority": "ABXY", "amount": 1}, "authority", "ABXY is no board's code"),
        ({"authority": "", "amount": 1}, "authority", "is no board's code"),
        ({"starts": dt.date(2029, 1, 1)}, "ends", "2028-12-31 lies before the first day, 2029-01-01"),
        ({"ends": dt.date(2050, 1, 1), "amount": 1}, "ends", "more than 20 years after the first day"),
        ({"authority": "ABS"}, "amount", "what ABS asks of a cycle of that length is not known here"),
        ({"ends": dt.date(2026, 12, 31)}, "amount", "what ABIM asks of a cycle of that length is not known here"),
        ({"authority": "OH"}, "amount", "what OH asks of a cycle of that length is not known here"),
        ({"authority": None}, "amount", "what is asked is not known here"),
        ({"of": "Medical Knowledge"}, "amount", "say how much of Medical Knowledge"),
        ({"amount": 0}, "amount", "0 can't be"),
        ({"amount": -1}, "amount", "-1 can't be"),
        ({"amount": 1.1}, "amount", "in steps of 0.25"),
        ({"amount": MOST_AMOUNT + 1}, "amount", "give up to 1,000"),
        ({"amount": float("nan")}, "amount", "nan can't be"),
        ({"amount": 5, "of": "Accredited CME"}, "of", "ABIM has no credit type Accredited CME; it has Medical"),
    ],
)
def test_what_can_not_be_is_told_at_its_field_with_the_mend(changes: dict[str, object], field: str, says: str) -> None:
    faults = faults_of(wanted(**changes))
    assert [*faults] == [field]
    assert says in faults[field]


def test_every_field_is_looked_at() -> None:
    faults = faults_of(wanted(authority="ABXY", starts=dt.date(2029, 1, 1), amount=0))
    assert [*faults] == ["authority", "ends", "amount"]


def test_a_credit_type_is_kept_as_its_board_writes_it() -> None:
    assert wanted(amount=5, of="patient-safety ").tidied().of == "Patient Safety"
    assert wanted(authority="OH", amount=5, of=" Opioids ").tidied().of == "Opioids"
