"""Amounts of credit as documents write them."""


def written_amount(amount: float) -> float | int:
    """Return an amount without the fraction that whole ones don't need: 6 and 6.5."""
    return int(amount) if amount == int(amount) else amount
