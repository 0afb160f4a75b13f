import datetime as dt
from typing import TypeVar

from cmehub.years.programme_summary import ProgrammeSummary
from cmehub.years.year_facts import (
    ContactsConfirmed,
    LearnerCount,
    Reopening,
    SavedSummary,
    SentVersion,
    Signing,
    YearFacts,
)
from tests.contract.conftest import Stores
from tests.examples import ACTIVITY_ID, NOW, PROVIDER_ID
from tests.year_api import SUMMARY

_Fact = TypeVar("_Fact", Signing, ContactsConfirmed, SavedSummary, LearnerCount, Reopening, SentVersion)
YEAR = 2026
LATER = NOW + dt.timedelta(hours=1)
SIGNING = Signing(by="contact a", at=NOW, version="1", digest="0" * 64, name="Kim Osei")
CONFIRMED = ContactsConfirmed(by="contact a", at=NOW, digest="1" * 64)
SAVED = SavedSummary(by="key-1", at=NOW, revision=1, summary=ProgrammeSummary.model_validate(SUMMARY))
COUNT = LearnerCount(by="key-1", at=NOW, activity_id=ACTIVITY_ID, physicians=3, other_learners=1)
REOPENING = Reopening(by="key-1", at=NOW, activity_id=ACTIVITY_ID, reason="A supporter was missing.")
SENT = SentVersion(by="contact a", at=NOW, number=1, digest="2" * 64, content_digest="3" * 64)


def again(fact: _Fact, **changes: object) -> _Fact:
    return fact.model_copy(update={"at": LATER, **changes})


def test_a_year_of_which_nothing_is_known_has_no_facts(stores: Stores) -> None:
    assert stores.years.facts(PROVIDER_ID, YEAR) == YearFacts()
    assert stores.years.versions(PROVIDER_ID, YEAR) == []


def test_of_what_is_done_anew_the_last_counts_and_each_year_has_its_own_facts(stores: Stores) -> None:
    counted, confirmed = again(COUNT, physicians=4), again(CONFIRMED, digest="4" * 64)
    saved, sent = again(SAVED, revision=2), again(SENT, number=2)
    reopened = again(REOPENING)
    for fact in (counted, COUNT, confirmed, CONFIRMED, saved, SAVED, sent, SENT, reopened, REOPENING, SIGNING):
        assert stores.years.add(PROVIDER_ID, YEAR, fact)
    stores.years.add(PROVIDER_ID, YEAR - 1, COUNT)
    stores.years.add("0008888", YEAR, COUNT)

    told = stores.years.facts(PROVIDER_ID, YEAR)

    assert told == YearFacts(SIGNING, confirmed, saved, {ACTIVITY_ID: counted}, (REOPENING, reopened), (SENT, sent))
    assert stores.years.versions(PROVIDER_ID, YEAR) == [SENT, sent]
    assert stores.years.facts(PROVIDER_ID, YEAR - 1) == YearFacts(counts={ACTIVITY_ID: COUNT})


def test_what_is_done_once_is_never_done_anew(stores: Stores) -> None:
    for fact, other in ((SIGNING, again(SIGNING)), (SAVED, again(SAVED)), (SENT, again(SENT))):
        assert stores.years.add(PROVIDER_ID, YEAR, fact)
        assert not stores.years.add(PROVIDER_ID, YEAR, other)

    told = stores.years.facts(PROVIDER_ID, YEAR)

    assert (told.signing, told.summary, told.versions) == (SIGNING, SAVED, (SENT,))
