"""Figures as AWS counts them (in moto): from a file that is taken to the months of its provider."""

from cmehub.figures.counting import Counting
from cmehub.figures.figure_messages import ComparisonsDueMessage, MonthMessage, MonthsDueMessage
from cmehub.stores.dynamo_figures import DynamoFigureStore
from cmehub.stores.figures import ProviderMonth
from functions.figures.months import handler as figures_handler
from functions.ingest.uploads import handler as upload_handler
from functions.notify.webhooks import events_handler as event_handler
from local.sample_data.sample_files import SAMPLES
from tests.component.conftest import NOW, Cloud
from tests.sample_hub import PROVIDER_ID

MONTH = "2026-11"


def test_what_arrived_is_counted_at_night_and_is_what_the_facts_say(cloud: Cloud) -> None:
    figures = DynamoFigureStore(cloud.tables["submissions"])
    upload = cloud.put_upload(f"{PROVIDER_ID}/learners.xml", (SAMPLES / "learners.xml").read_bytes())
    cloud.call(upload_handler, upload)
    cloud.deliver_all()
    for body in cloud.received("events"):
        for _ in range(2):
            assert cloud.call(event_handler, body) == {"batchItemFailures": []}
    assert figures.marked() == [ProviderMonth(PROVIDER_ID, MONTH)]

    month = MonthMessage(provider_id=PROVIDER_ID, month=MONTH)
    for message in (MonthsDueMessage(), month, month, ComparisonsDueMessage()):
        assert cloud.call(figures_handler, message.model_dump_json()) == {"batchItemFailures": []}

    assert figures.marked() == []
    counted = figures.find(PROVIDER_ID, [MONTH])[MONTH].figures
    assert (counted.submissions, counted.first_rows > 0, "ABIM" in counted.boards) == (1, True, True)
    assert (
        sum(counted.boards["ABIM"].answers.values())
        == counted.boards["ABIM"].accepted + counted.boards["ABIM"].rejected
    )
    assert Counting(cloud.submissions, cloud.objects, figures, lambda: NOW).drifted(PROVIDER_ID, MONTH) == []
    assert figures.comparisons([MONTH]) == {}
