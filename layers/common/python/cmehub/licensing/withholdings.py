"""Which states a physician withholds CME credits from: only one where reporting to its board is voluntary."""

import datetime as dt

from pydantic import BaseModel, ConfigDict

from cmehub.licensing.state_readers import state_packs
from cmehub.rules.requirements.pack import Reporting


class Withholding(BaseModel):
    """That a physician withholds all CME credits from a state's officers."""

    model_config = ConfigDict(frozen=True)

    state: str
    since: dt.datetime


def voluntary_reporting(state: str, on: dt.date) -> Reporting | None:
    """Return the rule by which licensees may leave it at that a state's board is told of nothing, if there is one."""
    rules = (pack.reporting for pack in state_packs(state, on))
    return next((rule for rule in rules if rule and rule.voluntary), None)
