"""Activities that learner rows name by a board's code of before, while the board's rules take such codes."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from cmehub.activities.activity import Activity
from cmehub.fields.types import read_date
from cmehub.rules.packs import Packs, board_code, rule_pack
from cmehub.stores import ActivityStore
from cmehub.submissions.rows import Row


def with_activity_ids(
    rows: Iterable[Row], activities: ActivityStore, provider_id: str, today: dt.date, packs: Packs = rule_pack
) -> Iterator[Row]:
    """
    Yield rows with the activity ID in the place of a code.

    A code has a letter, and is the provider's own ID of the activity. One that could mean several activities stays as
    it is, as does one whose row reports to no board that takes codes: reading the row then tells what is wrong.

    Parameters
    ----------
    rows
        Learner rows as they were sent.
    activities, provider_id
        Where the sender's activities are, and who that is.
    today
        The day on which the rows are judged.
    packs
        Gives the boards' rules.
    """
    called: dict[str, list[Activity]] = {}
    for row in rows:
        code = str(row.fields.get("activity_id", "")).strip()
        done = _completed_on(row.fields) if code.isalnum() and not code.isdecimal() else None
        if done is None or not _takes_codes(row.fields, done, today, packs):
            yield row
            continue
        if code not in called:
            called[code] = [*activities.find(activities.named(provider_id, code)).values()]
        meant = [activity for activity in called[code] if activity.start_date <= done <= activity.end_date]
        if len(meant) == 1:
            yield row._replace(fields=row.fields | {"activity_id": meant[0].activity_id})
        else:
            yield row


def _completed_on(fields: dict[str, Any]) -> dt.date | None:
    try:
        return read_date(fields.get("completion_date"))
    except ValueError:
        return None


def _takes_codes(fields: dict[str, Any], done: dt.date, today: dt.date, packs: Packs) -> bool:
    boards = (board_code(str(line.get("board", ""))) for line in fields.get("lines", ()))
    rules = (packs(board, done).module_codes for board in boards if board)
    return any(rule is not None and today <= rule.until for rule in rules)
