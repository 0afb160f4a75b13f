"""One mail address; whether it exists is found out by writing to it."""

import re
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

EMAIL = re.compile(r"[^@\s,<>]+@[^@\s,<>]+")


def _checked(text: str) -> str:
    if EMAIL.fullmatch(text):
        return text
    raise ValueError("give one mail address, such as mira.osei@example.org")


MailAddress = Annotated[str, StringConstraints(strip_whitespace=True, max_length=254), AfterValidator(_checked)]
