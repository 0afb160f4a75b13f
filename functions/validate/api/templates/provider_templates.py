"""The templates that a provider downloads, with its own activities to choose from."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from cmehub.activities.activity import ActivityStatus
from cmehub.api.activity_views import ActivityFilter, ActivityViews
from cmehub.api.problems import ProblemError
from cmehub.formats.templates import TEMPLATES, write_template

_AGE = dt.timedelta(days=730)
"""Learners are reported in the year of the activity, or the next."""
_MOST = 2_000
_PAGE = 500


@dataclass(frozen=True)
class ProviderTemplates:
    """Everything that making templates needs."""

    views: ActivityViews
    clock: Callable[[], dt.datetime]

    def make(self, provider_id: str, name: str) -> bytes:
        """
        Return an empty template with lists of today's codes, and of the provider's activities that take learners.

        Raises
        ------
        ProblemError
            If there is no such template.
        """
        template = next((known for known in TEMPLATES if known == name), None)
        if template is None:
            raise ProblemError("NOT_FOUND", f"The templates are {', '.join(TEMPLATES)}.")
        today = self.clock().date()
        with TemporaryDirectory() as folder:
            path = Path(folder, "template.xlsx")
            write_template(template, path, today, activities=self._activities(provider_id, today))
            return path.read_bytes()

    def _activities(self, provider_id: str, today: dt.date) -> dict[str, str]:
        """Return the titles of the activities by ID, the one that started last first."""
        titles: dict[str, str] = {}
        wanted, cursor = ActivityFilter(since=today - _AGE), None
        while True:
            page, cursor = self.views.page(provider_id, wanted, cursor, _PAGE)
            for told in page:
                if told.status in (ActivityStatus.ACTIVE, ActivityStatus.READY_TO_CLOSE):
                    titles[told.activity.activity_id] = told.activity.title
            if cursor is None:
                return dict([*reversed(titles.items())][:_MOST])
