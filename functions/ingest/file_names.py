"""The names of files that arrive by the API."""

import re
from collections.abc import Mapping
from email.message import Message
from urllib.parse import unquote

from cmehub.api.problems import ProblemError

_LONGEST = 255


def name_in(headers: Mapping[str, str]) -> str:
    """
    Return the name that the headers of a call give its file.

    Raises
    ------
    ProblemError
        If they give none that can be kept.
    """
    if given := headers.get("x-file-name"):
        return kept_name(unquote(given))
    disposition = Message()
    disposition["Content-Disposition"] = headers.get("content-disposition") or "attachment"
    return kept_name(disposition.get_filename(""))


def kept_name(given: str) -> str:
    """
    Return the last part of a path, so that no name can choose a folder: folders in the uploads bucket mean something.

    Raises
    ------
    ProblemError
        If nothing is left, or what can't be kept as a name.
    """
    name = re.split(r"[/\\]", given)[-1].strip()
    if not name.strip(".") or not name.isprintable() or len(name.encode(errors="replace")) > _LONGEST:
        raise ProblemError("FILE_NAME_MISSING")
    return name
