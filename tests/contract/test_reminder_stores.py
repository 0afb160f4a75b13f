import datetime as dt
from concurrent.futures import ThreadPoolExecutor

from cmehub.reminders.reminder import MOST_REMINDERS, Deadline, OpenMatter, Reminder, ReminderKind
from cmehub.stores import MailClaim
from tests.contract.conftest import Stores, stores_in_memory
from tests.examples import NOW, PROVIDER_ID

LAST_DAY = dt.date(2027, 3, 31)
MONDAY, TUESDAY = dt.date(2027, 3, 1), dt.date(2027, 3, 2)
LEASE = dt.timedelta(seconds=60)


def a_reminder(number: int = 1) -> Reminder:
    deadline = Deadline(LAST_DAY + dt.timedelta(days=number), ReminderKind.KEYS)
    return Reminder(deadline, f"{deadline.last_day}#keys#30", (OpenMatter(deadline, "Key"),))


A, B = a_reminder(1), a_reminder(2)


def claim(stores: Stores, day: dt.date, *reminders: Reminder, at: dt.datetime = NOW) -> MailClaim:
    return stores.reminders.claim_mail(PROVIDER_ID, day, reminders, at=at, lease=LEASE)


def told(stores: Stores, but: dt.date) -> set[str]:
    return stores.reminders.told(PROVIDER_ID, but=but)


def test_what_a_mail_tells_no_mail_of_another_day_tells(stores: Stores) -> None:
    assert told(stores, MONDAY) == set()
    assert claim(stores, MONDAY, A) is MailClaim.CLAIMED

    assert told(stores, MONDAY) == set()
    assert told(stores, TUESDAY) == {A.key}
    assert claim(stores, TUESDAY, A, B) is MailClaim.BUSY
    assert told(stores, MONDAY) == set()
    assert claim(stores, TUESDAY, B) is MailClaim.CLAIMED
    assert told(stores, MONDAY) == {B.key}
    assert stores.reminders.told("0008888", but=MONDAY) == set()


def test_a_day_has_one_mail_however_often_it_is_claimed(stores: Stores) -> None:
    assert claim(stores, MONDAY, A) is MailClaim.CLAIMED
    assert claim(stores, MONDAY, A, B) is MailClaim.BUSY
    assert told(stores, TUESDAY) == {A.key}

    assert claim(stores, MONDAY, A, at=NOW + LEASE) is MailClaim.CLAIMED
    stores.reminders.add_mail(PROVIDER_ID, MONDAY, message_id="mail-1", at=NOW)

    assert claim(stores, MONDAY, A, B, at=NOW + 2 * LEASE) is MailClaim.SENT
    assert told(stores, TUESDAY) == {A.key}


def test_a_mail_that_was_sent_is_sent_whatever_other_days_have_told(stores: Stores) -> None:
    claim(stores, MONDAY, A)
    stores.reminders.add_mail(PROVIDER_ID, MONDAY, message_id="mail-1", at=NOW)
    claim(stores, TUESDAY, B)
    assert claim(stores, MONDAY, B) is MailClaim.SENT


def test_of_days_and_deliveries_at_once_one_tells() -> None:
    stores = stores_in_memory()  # in moto transactions aren't apart from each other
    days = [MONDAY, TUESDAY] * 4
    with ThreadPoolExecutor(len(days)) as pool:
        claims = [*pool.map(lambda day: claim(stores, day, A), days)]
    assert claims.count(MailClaim.CLAIMED) == 1


def test_a_mail_holds_as_many_reminders_as_it_may(stores: Stores) -> None:
    reminders = [a_reminder(number) for number in range(MOST_REMINDERS)]
    assert claim(stores, MONDAY, *reminders) is MailClaim.CLAIMED
    assert told(stores, TUESDAY) == {reminder.key for reminder in reminders}
