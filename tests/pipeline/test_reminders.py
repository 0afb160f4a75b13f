"""On the local stack a provider is reminded by the day's message, once."""

import datetime as dt

from cmehub.accounts.keys import Scope, make_key
from cmehub.submissions.messages import RemindersDueMessage
from local.sample_load import PROVIDER_ID
from local.stack import SentMail
from tests.pipeline.conftest import Hub


def test_a_key_that_expires_is_told_once_however_often_the_day_begins(hub: Hub) -> None:
    now = dt.datetime.now(dt.UTC)
    key, _ = make_key(PROVIDER_ID, [Scope.READ], at=now, expires_at=now + dt.timedelta(days=20))
    later, _ = make_key(PROVIDER_ID, [Scope.READ], at=now, expires_at=now + dt.timedelta(days=300))
    hub.stores.keys.add(key)
    hub.stores.keys.add(later)

    def mails() -> list[SentMail]:
        return [mail for mail in hub.stack.sent_mails() if key.key_id in mail.text]

    # One after the other: of two at once the second would wait until the first one's lease is over, some minutes.
    for _ in range(2):
        hub.stores.notices_queue.send([RemindersDueMessage()])
        hub.wait_for("the reminder", mails)
        hub.wait_for("all notices taken", lambda: hub.messages("notices") == 0)
    (mail,) = mails()
    assert "1 key expires" in mail.text
    assert later.key_id not in mail.text
