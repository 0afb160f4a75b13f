import pytest

from cmehub.runtime.settings import BoardQueueSettings, Settings, SettingsError


class AskingSettings(BoardQueueSettings):
    chunks_queue_url: str


class Example(Settings):
    work_bucket: str
    limit: int


def test_settings_are_read_from_variables_in_capitals() -> None:
    read = Example.of({"WORK_BUCKET": "work", "LIMIT": "7", "work_bucket": "other", "PATH": "/bin"})

    assert read == Example(work_bucket="work", limit=7)


@pytest.mark.parametrize(
    ("environment", "named"), [({}, "LIMIT, WORK_BUCKET"), ({"WORK_BUCKET": "work", "LIMIT": "seven"}, "LIMIT$")]
)
def test_every_setting_that_is_missing_or_unreadable_is_named(environment: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError, match=named) as caught:
        Example.of(environment)

    assert "seven" not in str(caught.value)


def test_a_boards_queue_is_one_of_the_boards_queues() -> None:
    environment = {"CHUNKS_QUEUE_URL": "https://queues/chunks", "BOARD_QUEUE_URLS": '{"ABIM": "https://queues/abim"}'}
    settings = AskingSettings.of(environment)

    assert [settings.queue_url(name) for name in ("chunks", "board-ABIM")] == [
        "https://queues/chunks",
        "https://queues/abim",
    ]
