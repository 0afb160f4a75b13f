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


def reporting_rule(state: str, on: dt.date) -> Reporting | None:
    """
    Return how credits reach a state's board, if that was found.

    Of two boards' rules it is the one by which reporting is voluntary: who is told nothing by the roster of which
    board licenses them may choose.
    """
    rules = [pack.reporting for pack in state_packs(state, on) if pack.reporting]
    return max(rules, key=lambda rule: rule.voluntary, default=None)


def may_withhold(state: str, on: dt.date) -> bool:
    """Tell whether reporting to a state's board is known to be voluntary, so that physicians may withhold credits."""
    rule = reporting_rule(state, on)
    return rule is not None and rule.voluntary
