"""Fields that are chosen from a fixed list, read whatever their case, blanks, hyphens and apostrophes."""

import re
from collections.abc import Callable, Iterable, Mapping

from pydantic import BeforeValidator

from cmehub.fields.nearness import nearest
from cmehub.fields.types import wrong


def plain_name(name: str) -> str:
    """Fold a name: case, blanks, hyphens and the shape of apostrophes don't matter."""
    return re.sub(r"[\s\u2010-\u2015-]+", "", name.replace("\u2019", "'")).casefold()


def among(names: Iterable[str], others: Mapping[str, str] | None = None) -> BeforeValidator:
    """Read one of these names, or one of the ``others`` that stand for one of them."""
    by_plain = {plain_name(name): name for name in names}
    by_plain |= {plain_name(other): name for other, name in (others or {}).items()}
    return looked_up(lambda text: by_plain.get(plain_name(text)), names)


def looked_up(look_up: Callable[[str], str | None], names: Iterable[str]) -> BeforeValidator:
    """Read what ``look_up`` finds; where it finds none, tell the names, and the one that was probably meant."""
    choices = tuple(names)

    def read(text: object) -> str:
        written = text if isinstance(text, str) else ""
        if found := look_up(written):
            return found
        raise wrong("one of: " + ", ".join(choices), suggestion=nearest(written, choices))

    return BeforeValidator(read)
