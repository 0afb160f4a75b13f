import datetime as dt

import pytest

from cmehub.years import agreements
from cmehub.years.agreements import AGREEMENTS, Agreement, agreement_of, agreement_on

NEXT = Agreement("2", dt.date(2027, 2, 1), ("Another text.",))


def test_a_new_text_is_signed_from_its_day_on_and_old_ones_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agreements, "AGREEMENTS", (*AGREEMENTS, NEXT))
    days = [dt.date(2020, 1, 1), dt.date(2027, 1, 31), dt.date(2027, 2, 1)]

    assert [agreement_on(day).version for day in days] == ["1", "1", "2"]
    assert agreement_of("1") == AGREEMENTS[0]


def test_the_texts_that_were_signed_stay_as_they_are() -> None:
    digests = {text.version: text.digest for text in AGREEMENTS}

    assert digests == {"1": "25e2ea77bd88ab0ccde1bd2c5b497a613100bba786e1b15c1c9321fc77d96180"}
