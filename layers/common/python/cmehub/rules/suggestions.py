"""What could stand in a field instead of what does."""

from collections.abc import Sequence

from cmehub.fields.nearness import nearest

STEP = 0.25


def meant_type(written: str, offered: Sequence[str]) -> str | None:
    """Return the credit type that was probably meant: the only one that there is, or else the nearest."""
    return offered[0] if len(offered) == 1 else nearest(written, offered)


def in_steps(amount: float, step: float = STEP) -> str:
    """Return the largest amount in whole steps that isn't more, and at least one step."""
    return f"{max(amount // step, 1) * step:g}"
