"""The names of files that arrive by the API."""

import re
from email.message import Message
from urllib.parse import unquote

from cmehub.api.problems import ProblemError

_LONGEST = 255


def name_given(file_name: str | None, disposition: str | None) -> str:
    """
    Return the name that the headers X-File-Name and Content-Disposition of a call give its file.

    Raises
    ------
    ProblemError
        If they give none that can be kept.
    """
    if file_name:
        return kept_name(unquote(file_name))
    message = Message()
    message["Content-Disposition"] = disposition or "attachment"
    return kept_name(message.get_filename(""))


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
