"""One mail address; whether it exists is found out by writing to it."""

import re
from email.errors import MessageError
from email.headerregistry import Address
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

EMAIL = re.compile(r"[^@\s,<>]+@[^@\s,<>]+")


def _checked(text: str) -> str:
    if not (EMAIL.fullmatch(text) and text.isascii() and _is_read(text)):
        raise ValueError("give one mail address, such as mira.osei@example.org")
    return text


def _is_read(text: str) -> bool:
    """Tell whether the library that writes mails takes an address; one that it doesn't could never be written to."""
    try:
        return Address(addr_spec=text).addr_spec == text
    except (ValueError, MessageError):
        return False


MailAddress = Annotated[str, StringConstraints(strip_whitespace=True, max_length=254), AfterValidator(_checked)]
