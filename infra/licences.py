"""``python -m infra.licences``: fails for what is deployed under a licence that nobody allowed."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from infra.components import LAYER, SITE, Component, of_functions, of_site

ALLOWED = {
    *("Apache-2.0", "Apache Software License"),
    *("BSD-2-Clause", "BSD-3-Clause", "BSD License", "ISC", "MIT", "MIT License", "MIT-0"),
    *("MIT No Attribution License (MIT-0)", "PSF-2.0"),
    "OFL-1.1",  # fonts
    # Used unchanged, as a library of its own that anybody can replace in the layer: the source stays theirs and open.
    *("LGPL-2.1-only", "MPL-2.0"),
}
"""As packages call them: identifiers of SPDX, and the older classifiers of Python's packages."""
READ_BY_HAND = {
    # Public domain (CC0), but for fonts (OFL-1.1), icons (Apache-2.0) and normalize.css (MIT).
    "@uswds/uswds": "SEE LICENSE IN LICENSE.md",
}
"""Packages whose licence is a file that was read; if they come to say something else, it is read again."""


def refused(components: Iterable[Component]) -> Iterator[str]:
    """Yield a sentence for each package with a licence that isn't allowed; of several, all have to be."""
    for component in components:
        if READ_BY_HAND.get(component.name) == component.licence:
            continue
        left = sorted(_names(component.licence) - ALLOWED)
        if left or not component.licence:
            told = ", ".join(left) or "it doesn't say"
            yield f"{component.name} {component.version}: licence not allowed: {told}"


def _names(licence: str) -> set[str]:
    if licence in ALLOWED:
        return {licence}
    parts = re.split(r"\s+(?:AND|OR)\s+", licence)
    return {part.strip() if part.strip() in ALLOWED else part.strip(" ()") for part in parts} - {""}


if __name__ == "__main__":
    found = list(refused(chain(of_functions(LAYER.read_text("utf-8")), of_site(SITE))))
    if found:
        raise SystemExit("\n".join([*found, "Allowed licences stand in infra/licences.py."]))
