"""What docs/privacy.md promises of each kind is what stores, tables and buckets enforce, and no kind is forgotten."""

import datetime as dt
import inspect
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from moto import mock_aws

from cmehub.accounts.claims import Case, CaseKind
from cmehub.accounts.deliverability import MailFeedback
from cmehub.accounts.standing import Role, RoleKind
from cmehub.licensing.checks import Check
from cmehub.licensing.sent_rosters import LOAD_TIME
from cmehub.licensing.state_log import Look, LookKind
from cmehub.people.rosters import EntryKey
from cmehub.runtime.account_stores import AccountStores
from cmehub.runtime.stores import Stores
from cmehub.stores.dynamo_mail_feedback import DynamoMailFeedbackStore
from cmehub.stores.dynamo_rosters import DynamoRosterStore
from cmehub.stores.standings import Ending
from cmehub.stores.tables import KEPT_UNTIL, TABLES
from cmehub.submissions.messages import NoticeMessage
from local.in_memory.rosters import put_on_rosters
from tests.account_hub import STORES, AccountHub
from tests.aws import table_in_moto
from tests.contract.test_audit_stores import ANSWER, an_audit, an_audited
from tests.contract.test_sent_roster_stores import a_sent_roster
from tests.examples import a_diplomate
from tests.site_server import REPOSITORY

DAY = dt.timedelta(days=1)
ACCOUNT = None
"""Kept as long as the account, or until its holder deletes it: nothing takes it out but that."""


class Kept(NamedTuple):
    """
    How long a row of the page says that something is kept, and of which kinds its items are.

    Attributes
    ----------
    kinds
        The first parts of the keys; ``acct`` with that of the sort key.
    life
        Since it was written, or since something has ended.
    """

    how_long: str
    kinds: frozenset[str]
    life: dt.timedelta | None = ACCOUNT


def kept(how_long: str, *kinds: str, life: dt.timedelta | None = ACCOUNT) -> Kept:
    return Kept(how_long, frozenset(kinds), life)


IN_TABLE = {
    "a claim:": kept("until it is given back", "acct claim"),
    "who holds an entry:": kept("until the claim is given back", "held"),
    "a try to claim somebody:": kept("90 days", "acct try", life=90 * DAY),
    "how often an account tried": kept("the day (UTC)", "tries", life=DAY),
    "a code:": kept("a day; it counts for 15 minutes", "acct code", life=DAY),
    "a case for an operator:": kept("until it is decided, and a year after", "cases", life=365 * DAY),
    "who has read": kept("three years", "looked", life=3 * 365 * DAY),
    "from which states a physician withholds": kept("until the physician shows them again", "acct withheld"),
    "what officers of a licensing board or its own system": kept("three years", "statelog", life=3 * 365 * DAY),
    "a check of many licensees:": kept(
        "90 days; of an audit as long as that, without its results", "checks", "check", life=90 * DAY
    ),
    "an audit:": kept(
        "a year after the last day to answer",
        "audits", "audit", "audited", "audit-answer", "audit-told", life=366 * DAY,
    ),
    "that somebody was mailed to about an audit": kept("30 days", "audit-mail", life=30 * DAY),
    "a roster that an officer sent:": kept("90 days", "rosters", life=90 * DAY),
    "which of these rosters is being loaded": kept("until it is, at most two days", "roster-load", life=DAY),
    "which names an officer looked up": kept("the day (UTC)"),
    "a request for a missing credit:": kept("until it ends, and a year after", "acct missing", life=365 * DAY),
    "what leads to an open request": kept("until it ends", "acct missing-open", "provider missing", "missing-due"),
    "what leads to a request that has ended": kept("a year after the end", "provider ended", life=365 * DAY),
    "a link in a mail about it": kept("60 days", "acct missing-link", "missing", life=60 * DAY),
    "which mails a physician wants": kept("as long as the account", "acct pref", "acct mail-newest"),
    "which mails a provider's contact wants": kept("until the account is ended", "acct contact-pref"),
    "what waits for a mail:": kept(
        "until the mail is sent, at most 14 days after it is due",
        "acct mailing", "acct mail-notice", "mails-due", life=14 * DAY,
    ),
    "that something was told": kept("30 days", "acct mail-known", life=30 * DAY),
    "a link in a mail to the choice": kept("a year", "acct mail-link", "mail-link", life=365 * DAY),
    "a share:": kept("until 30 days after it is over or was ended", "acct share", "share", life=(30 + 30) * DAY),
    "a mail to a share's reader:": kept("a day", "acct share-mail", life=DAY),
    "that a share was added": kept("as long as the account", "acct share-turn"),
    "the transcript of a share that is fixed": kept("until it ends or is ended", "acct share-file", life=30 * DAY),
    "a try of a share's passcode": kept("the day (UTC)"),
    "a credit that a physician entered:": kept("until it is deleted", "acct own", "acct own-count"),
    "a need:": kept("until the physician deletes it", "acct need", "acct needs"),
    "a document that can be verified:": kept(
        "two years: it counts for one", "issued", "issued-about", "acct issued", "status", life=2 * 365 * DAY
    ),
    "what somebody of the staff is:": kept("until it is taken away or the account is ended", "acct role"),
    "that somebody of the staff was told of a role:": kept("30 days", "acct told-role", life=30 * DAY),
    "who a provider's contacts are, and who changed that:": kept("as long as the provider is one", "team"),
    "how often a provider's contact calls:": kept("a day after the last call", "acct calls", life=DAY),
    "that an account is to end": kept("until it is kept or has ended", "accounts-ending"),
    "that an account has ended": kept("a week after the end", "acct profile", life=7 * DAY),
}  # fmt: skip
ELSEWHERE = {
    "the list and the results of such a check": "90 days, and 30 more as a deleted version",
    "the file of such a roster": "90 days, and 30 more as a deleted version",
    "what a state was told of its licensees": "30 days after the night, and 30 more as a deleted version",
    "what a state's webhook is told of a licensee:": "30 days, and 30 more as a deleted version",
    "a nightly file:": "90 days, and 30 more as a deleted version",
    "e-mail address, password or passkey": "as long as the account",
    "the file of such a credit": "until the file or the credit is deleted",
    "a file that was put and not confirmed": "until it is refused; else a day, at most two",
    "an archive of everything": "a day, at most two",
    "an e-mail address from which mail came back": "a year after the last time",
    "what a mail to a provider was about": "30 days",
    "an address that gets copies of a provider's mails": "until a primary contact takes it out",
    "which reminders a provider got:": "until 30 days after that day",
    "an e-mail address that a board or a state has": "until the roster is loaded without it",
    "that rows of a file were sent once more": "as long as the submission",
    "who signed, confirmed, closed": "as long as the provider is one",
    "a year's report that was sent": "as long as the provider is one",
}
"""In the user pool, in buckets, on rosters, and beside submissions and providers."""


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Iterator[AccountHub]:
    with mock_aws():
        yield AccountHub(monkeypatch)


def rows() -> dict[str, str]:
    """Return what the page says is kept, and how long."""
    page = (REPOSITORY / "docs" / "privacy.md").read_text()
    cells = re.findall(r"^\| (.+?) \| .+? \| (.+?) \|$", page, re.MULTILINE)
    return {what: how_long for what, how_long in cells if what not in {"what", "---"}}


def kind_of(item: dict[str, Any]) -> str:
    partition, sort_key = (item[name].partition("#")[0] for name in ("pk", "sk"))
    return f"{partition} {sort_key}" if partition in {"acct", "provider"} else partition


def live_and_end_some(api: AccountHub) -> None:
    """Let the physician have everything, what is open and what has ended."""
    api.live()
    for request in api.hub.missing_credits.of_account(api.zoe):
        api.hub.missing_credit_ends.withdraw(api.zoe, request.missing_id)
    api.hub.cases.refuse(api.hub.accounts.cases()[0], "No papers came.")
    api.call("POST", "/v1/me/missing-credits", {"activity_id": "202612345", "completed_on": "2026-10-04"})
    api.hub.accounts.open_case(Case.about(CaseKind.CONFIRM, api.zoe, EntryKey("TX", "2"), api.hub.now))
    viewer = Role(kind=RoleKind.VIEWER, at="0009999")
    api.hub.standings.give("somebody of the staff", viewer)
    now = api.hub.now
    api.hub.standings.note_mail("somebody of the staff", viewer, now, message_id="mail-1", at=now)
    look = Look(look_id="l1", at=api.hub.now, reader_id="officer rae", kind=LookKind.PAGE, licences=("35900001",))
    api.hub.state_logs.add("OH", look)
    check = Check(
        check_id="c1", state="OH", asked_by="officer rae", asked_at=api.hub.now, of="roster", on=api.hub.now.date()
    )
    api.hub.checks.open(check)
    api.hub.checks.add_portion(check, 1, {})
    audit, audited = an_audit(until=api.hub.now.date()), an_audited()
    api.hub.audits.open(audit)
    api.hub.audits.put(audit, [audited])
    api.hub.audits.answer(audit, audited, ANSWER)
    api.hub.audits.add_told(audit, 1, told=1, with_email=1)
    api.hub.audits.claim_mail(audit, audited.licence, at=api.hub.now, lease=DAY)
    api.hub.sent_rosters.open(a_sent_roster(sent_at=api.hub.now))
    api.hub.sent_rosters.hold("OH", "1", at=api.hub.now, until=api.hub.now + LOAD_TIME)
    api.hub.standings.count_call("somebody of the staff", "0009999", at=api.hub.now)
    api.hub.standings.let_end(Ending(api.hub.now.date() + DAY, api.other))
    ending = Ending(api.hub.now.date(), "somebody")
    api.hub.standings.let_end(ending)
    api.hub.standings.end(ending, at=api.hub.now)


def test_each_row_of_the_page_is_one_that_is_enforced_as_it_says() -> None:
    told = {beginning: how_long for beginning, (how_long, *_) in IN_TABLE.items()} | ELSEWHERE
    found = {
        beginning: how_long
        for what, how_long in rows().items()
        for beginning in [next((known for known in told if what.startswith(known)), what)]
    }
    assert found == told


def test_each_item_in_the_table_is_of_a_kind_whose_time_its_store_sets(api: AccountHub) -> None:
    live_and_end_some(api)
    of_kind = {kind: row for row in IN_TABLE.values() for kind in row.kinds}
    timed: set[str] = set()
    for item in api.items():
        kind = kind_of(item)
        assert kind in of_kind, f"{kind} is kept, and docs/privacy.md doesn't say so"
        if KEPT_UNTIL in item:
            life = of_kind[kind].life
            assert life is not ACCOUNT, f"{kind} goes by itself, and docs/privacy.md doesn't say so"
            until = dt.datetime.fromtimestamp(int(item[KEPT_UNTIL]), dt.UTC)
            assert life - DAY < until - api.hub.now <= life, kind
            timed.add(kind)
    assert {kind_of(item) for item in api.items()} == {*of_kind}
    assert timed == {kind for kind, row in of_kind.items() if row.life is not ACCOUNT}
    assert next(table for table in TABLES if table.name == "accounts").expires


def test_what_has_no_time_waits_for_an_end_or_goes_with_the_account(api: AccountHub) -> None:
    live_and_end_some(api)
    without = {kind_of(item) for item in api.items() if KEPT_UNTIL not in item}
    wait = {kind for kind in without if any(kind in row.kinds and row.life is not ACCOUNT for row in IN_TABLE.values())}
    assert wait == {"acct missing", "acct profile", "cases"}

    ending = Ending(api.hub.now.date(), api.zoe)
    api.hub.standings.let_end(ending)
    for _ in range(2):
        assert api.ends.take(ending)
        api.hub.now += DAY
    assert [kind_of(item) for item in api.items() if KEPT_UNTIL not in item and api.zoe in str(item)] == []
    assert api.files() == []
    assert api.members.find(api.zoe) is None


def test_every_store_of_the_table_is_looked_at() -> None:
    source = inspect.getsource(AccountStores) + inspect.getsource(Stores)
    assert {*re.findall(r'def (\w+)\(self\)(?:(?!def ).)*?_table\("accounts"\)', source, re.DOTALL)} == {*STORES}


def test_an_address_of_a_roster_goes_with_the_load_that_is_without_it(api: AccountHub) -> None:
    table = DynamoRosterStore(api.tables["rosters"])
    for email in ("zoe@board.example.org", None):
        put_on_rosters(table, [a_diplomate(email=email)])
        items = table_in_moto("rosters").scan()["Items"]
        assert ("zoe@board" in str(items)) == bool(email)


def test_what_is_known_of_addresses_and_mails_goes_by_itself(api: AccountHub) -> None:
    feedback = DynamoMailFeedbackStore(api.tables["providers"])
    now, message = api.hub.now, NoticeMessage(submission_id="s1", provider_id="0009999")
    feedback.note("paula@cme.example.org", MailFeedback.BOUNCE, now)
    feedback.note("viktor@cme.example.org", MailFeedback.COMPLAINT, now)
    feedback.note("wanda@cme.example.org", MailFeedback.BOUNCE, now)
    feedback.mend("wanda@cme.example.org", now + DAY)
    feedback.add_sent("mail-1", message, now)
    feedback.claim_next("mail-1", at=now, lease=DAY)
    feedback.add_next("mail-2", next_id="mail-3", at=now)

    items = table_in_moto("providers").scan()["Items"]
    days = sorted((dt.datetime.fromtimestamp(int(str(item[KEPT_UNTIL])), dt.UTC) - now).days for item in items)
    assert days == [30, 30, 30, 365, 365, 366]
    assert next(table for table in TABLES if table.name == "providers").expires
