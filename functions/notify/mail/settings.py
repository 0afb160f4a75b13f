"""What the function of mails reads from its environment."""

import os
from functools import cache

from cmehub.runtime.settings import Settings


class NotifySettings(Settings):
    """Where this function reads from, how it sends, and where its mails lead."""

    work_bucket: str
    uploads_bucket: str
    files_bucket: str
    api_url: str
    guide_url: str
    site_url: str
    submissions_table: str
    activities_table: str
    providers_table: str
    accounts_table: str
    records_table: str
    rosters_table: str
    physicians_pool_id: str
    staff_pool_id: str
    notices_queue_url: str
    call_mails_hour_seconds: int
    news_gathering_seconds: int
    mail_sender: str
    mail_configuration_set: str


@cache
def settings() -> NotifySettings:
    """Return the settings, read once per process."""
    return NotifySettings.of(os.environ)
