"""The activity of another provider that stands in every sandbox, to be met by those whose it isn't."""

import datetime as dt

from cmehub.activities.activity import Activity
from cmehub.activities.activity_ids import activity_id_candidate

OTHER_PROVIDER = "0000000"
_STARTS = dt.date(2026, 1, 1)
_NAME, _FORMAT = "SANDBOX", "Journal-based CME"

ACTIVITY = Activity(
    activity_id=activity_id_candidate(OTHER_PROVIDER, _NAME, _STARTS, _FORMAT),
    provider_id=OTHER_PROVIDER,
    provider_activity_id=_NAME,
    title="An activity of another provider",
    activity_format=_FORMAT,
    start_date=_STARTS,
    end_date=_STARTS,
)
