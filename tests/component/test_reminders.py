"""The daily message about reminders, as the function behind the notices queue takes it."""

import datetime as dt
from collections.abc import Iterator

import pytest

from cmehub.accounts.keys import ApiKey, Scope, make_key
from cmehub.stores.dynamo_keys import DynamoKeyStore
from cmehub.submissions.messages import RemindersDueMessage
from functions.notify.mail import handler as notice_handler
from tests.component.conftest import NOW, Cloud
from tests.notify_hub import parsed, text_of
from tests.sample_hub import PROVIDER_ID


@pytest.fixture
def key(cloud: Cloud) -> Iterator[ApiKey]:
    """Return a key that expires in five days, and take it and what was told of it out afterwards."""
    expiring, _ = make_key(PROVIDER_ID, [Scope.READ], at=NOW, expires_at=NOW + dt.timedelta(days=5))
    table = cloud.tables["providers"]
    DynamoKeyStore(table).add(expiring)
    yield expiring
    left = (item for item in cloud.items("providers") if item["pk"]["S"].startswith(("reminders#", "mail#")))
    table.delete_many([(item["pk"]["S"], item["sk"]["S"]) for item in left])
    table.delete((f"prov#{PROVIDER_ID}", f"key#{expiring.key_id}"))


def test_a_provider_is_reminded_once_however_often_the_schedule_and_the_queue_deliver(
    cloud: Cloud, key: ApiKey
) -> None:
    for _ in range(2):
        body = RemindersDueMessage().model_dump_json()
        assert cloud.call(notice_handler, body) == {"batchItemFailures": []}
        cloud.deliver_all(times=2)

    texts = [text_of(parsed(mail.raw_data.encode())) for mail in cloud.mails()]
    (told,) = [text for text in texts if key.key_id in text]
    assert "1 key expires" in told
    assert len(texts) == len({*texts})


def test_what_is_known_of_reminders_goes_by_itself(cloud: Cloud, key: ApiKey) -> None:
    assert cloud.call(notice_handler, RemindersDueMessage().model_dump_json()) == {"batchItemFailures": []}
    cloud.deliver_all()

    items = [item for item in cloud.items("providers") if item["pk"]["S"] == f"reminders#{PROVIDER_ID}"]
    lives = {item["sk"]["S"]: dt.datetime.fromtimestamp(int(item["kept_until"]["N"]), dt.UTC).date() for item in items}
    last_day, month = NOW.date() + dt.timedelta(days=5), dt.timedelta(days=30)
    assert lives[f"mail#{NOW.date()}"] == NOW.date() + month
    assert lives[f"told#{last_day}#keys#7"] == last_day + month
    assert key.key_id not in str(items)
