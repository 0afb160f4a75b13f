"""Setting documents for print: tagged PDF, with letters of all scripts."""

import datetime as dt
import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import typst

_TEMPLATES = Path(__file__).parent
_FONTS = ("manimgx_fonts", "manimgx_fonts_cjk")


def broken(text: str, each: int = 25) -> str:
    """Return a text whose words can be broken after so many letters, so that none is wider than its column."""
    return re.sub(rf"\S{{{each}}}", "\\g<0>\u200b", text)


def typeset(template: str, told: Mapping[str, Any], published_at: dt.datetime) -> bytes:
    """
    Return a PDF: PDF/UA-1 as far as Typst checks it, unless a letter is in none of the fonts.

    Parameters
    ----------
    template
        The name of a file in this folder.
    told
        What it says, as ``it`` in the template.
    published_at
        When it is made.
    """
    import typst

    def compiled(standards: "list[typst.PDFStandard]") -> bytes:
        return typst.compile(
            _TEMPLATES / template,
            root=_TEMPLATES,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"told": json.dumps(told)},
            timestamp=published_at.replace(microsecond=0),
            pdf_standards=standards,
        )

    try:
        return compiled(["ua-1"])
    except typst.TypstError as error:
        # PDF/UA-1 refuses letters without a glyph; who has such a name gets a tagged PDF all the same.
        if "PDF/UA-1" not in error.message:
            raise
        return compiled([])


@cache
def _fonts() -> "typst.Fonts":
    """Return Typst's own fonts and Noto's, of which each PDF holds the glyphs that it needs."""
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[Path(str(files(package))) for package in _FONTS])
