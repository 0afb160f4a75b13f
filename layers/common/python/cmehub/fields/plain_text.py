"""Text that strangers wrote, made fit to be shown on one line, or in a spreadsheet."""

import unicodedata

_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def one_line(text: str) -> str:
    """Return a text on one line, without characters that can't be seen or that turn others around."""
    seen = "".join(" " if unicodedata.category(character) in _HIDDEN else character for character in text)
    return " ".join(seen.split())


def looks_like_formula(text: str) -> bool:
    """Tell whether a spreadsheet would take a text for a formula (OWASP, CSV injection)."""
    return text.startswith(("=", "+", "-", "@", "\t", "\r"))


def no_formula(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: one that it would has an apostrophe in front."""
    return f"'{text}" if looks_like_formula(text) else text
