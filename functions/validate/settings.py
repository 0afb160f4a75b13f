"""What the functions that validate read from their environment."""

from cmehub.runtime.settings import BoardQueueSettings, CallerSettings, ContactSettings


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
    """The same for those that answer PARS's clients at once."""


class ApiSettings(CallSettings, ContactSettings):
    """The same for those that answer the API's calls at once, of systems and of contacts."""

    boards_table: str
    checks_queue_url: str
