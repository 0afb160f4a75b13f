"""The last days of a physician's needs, as a calendar."""

import datetime as dt
from collections.abc import Iterable, Iterator

from cmehub.documents.icalendar import calendar, days, stamp, text
from cmehub.passport.need_progress import NeedLine, NeedProgress

_NAME = "CME Hub: what I need"
_UNITS = {"MOC": "MOC points", "CME": "AMA PRA Category 1 Credits"}


def deadlines(needs: Iterable[NeedProgress], at: dt.datetime) -> str:
    """Return a calendar with the last day of each need, on which all that counts has to be completed."""
    return calendar(_NAME, (_event(need, at) for need in needs))


def _event(need: NeedProgress, at: dt.datetime) -> Iterator[str]:
    yield f"UID:{need.need}@cme-hub"
    yield stamp(at)
    yield from days(need.ends, need.ends)
    whole = need.lines[0]
    name = need.name or "what I need"
    yield f"SUMMARY:{text(f'Last day: {name}, {whole.missing:g} {_UNITS[whole.unit]} missing')}"
    yield f"DESCRIPTION:{text(_description(need.lines))}"
    yield "TRANSP:TRANSPARENT"


def _description(lines: Iterable[NeedLine]) -> str:
    return "\n".join(map(_told, lines))


def _told(line: NeedLine) -> str:
    about = f" of {line.of}" if line.of else ""
    return (
        f"{line.accepted:g} of {line.asked:g} {_UNITS[line.unit]}{about} accepted, {line.pending:g} pending, "
        f"{line.missing:g} missing"
    )
