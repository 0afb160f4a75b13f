"""National Provider Identifiers."""

_PREFIX_SUM = 24
"""What the digits of the prefix 80840 add to Luhn's sum."""


def is_npi(text: str) -> bool:
    """
    Tell whether a text is ten digits with a good check digit.

    The check digit is Luhn's over the number with the prefix 80840 (45 CFR 162.406).
    """
    if len(text) != 10 or not (text.isascii() and text.isdigit()):  # noqa: PLR2004 - isdigit alone takes Arabic ones
        return False
    total = _PREFIX_SUM
    for place, digit in enumerate(text):
        value = int(digit)
        if place % 2 == 0:
            value *= 2
            if value > 9:  # noqa: PLR2004 - of two digits, which Luhn adds up
                value -= 9
        total += value
    return total % 10 == 0
