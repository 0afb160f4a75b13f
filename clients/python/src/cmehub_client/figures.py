"""What the provider sent, by month."""

from cmehub_client.calls import Calls
from cmehub_client.models import PeriodView


class Figures:
    """The call about figures."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def by_month(self, first: str | None = None, last: str | None = None) -> PeriodView:
        """Return what was sent in each month from one to another, such as ``2026-01``: a year until now if left out."""
        months = {"from": first, "to": last}
        return PeriodView.model_validate_json(self._calls.call("GET", "v1/figures", query=months).content)
