"""Text that strangers wrote, made fit to be shown on one line."""

import unicodedata

_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def one_line(text: str) -> str:
    """Return a text on one line, without characters that can't be seen or that turn others around."""
    seen = "".join(" " if unicodedata.category(character) in _HIDDEN else character for character in text)
    return " ".join(seen.split())
