"""What the functions that validate read from their environment."""

from cmehub.runtime.settings import BoardQueueSettings, CallerSettings


class ValidateSettings(BoardQueueSettings):
    """Where these functions read from and write to."""

    work_bucket: str
    records_table: str
    submissions_table: str
    rosters_table: str
    activities_table: str
    accounts_table: str
    chunks_queue_url: str
    notices_queue_url: str
    events_queue_url: str


class CallSettings(ValidateSettings, CallerSettings):
    """The same for those that answer at once."""
