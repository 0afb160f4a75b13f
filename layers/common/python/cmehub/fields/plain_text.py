"""Text that strangers wrote: without what can't be seen, fit to be shown on one line, or in a spreadsheet."""

import re
import unicodedata

_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}

_UNSEEN = dict.fromkeys(
    (0xAD, 0x61C, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)), ""
)
"""Soft hyphens, marks of direction and of byte order, blanks and joiners without width."""
_WIDE = {wide: chr(wide - 0xFEE0) for wide in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
"""Full-width digits and letters."""
_ODD = re.compile("[" + "".join(map(chr, (*_UNSEEN, *_WIDE))) + "]")
_KEPT_DIGITS = re.compile(r'="([^"]*)"|\'(?=\d)(.*)', re.DOTALL)
_CELL_ERROR = re.compile(r"#(N/A|DIV/0!|[A-Z]{3,12}[!?]|GETTING_DATA|#+)")
_FORMULA = re.compile(r"=[^\s=>].*", re.DOTALL)


def is_plain(text: str) -> bool:
    """Tell whether a text, or several with line breaks between them, are surely as `plain` returns them."""
    is_seen = text.isascii() or _ODD.search(text) is None
    return is_seen and "\n'" not in text and '\n="' not in text and not text.startswith(("'", '="'))


def plain(text: str) -> tuple[str, str]:
    """
    Return what a text says without what can't be seen and the ways in which people keep digits in spreadsheets.

    Returns
    -------
    tuple of str
        The text, and why it was changed; the reason is empty where the text is as it was.

    Examples
    --------
    >>> plain('="00123"')
    ('00123', 'people write so to keep zeroes in Excel')
    """
    said, why = text, ""
    if not text.isascii() and _ODD.search(text):
        said = said.translate(_UNSEEN)
        if said != text:
            why = "characters that can't be seen were dropped"
        wide, said = said, said.translate(_WIDE)
        if said != wide:
            why = "full-width digits and letters are plain ones"
    if kept := _KEPT_DIGITS.fullmatch(said.strip()):
        said, why = kept[1] if kept[2] is None else kept[2], "people write so to keep zeroes in Excel"
    return (said.strip(), why) if why else (text, "")


def with_unseen(text: str) -> str:
    """Return a text in which what can't be seen is named, such as ``[U+200B]``."""
    return text if text.isascii() else text.translate({code: f"[U+{code:04X}]" for code in _UNSEEN})


def is_cell_error(text: object) -> bool:
    """Tell whether a text is what Excel shows in place of a value: ``#N/A``, ``#REF!``, or ``####``."""
    return isinstance(text, str) and text[:1] == "#" and _CELL_ERROR.fullmatch(text) is not None


def is_formula(text: object) -> bool:
    """Tell whether a text is a formula instead of its result."""
    return isinstance(text, str) and text[:1] == "=" and _FORMULA.fullmatch(text) is not None


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
