"""``python -m infra.notice FOLDER``: writes NOTICE, with the licences of all that is deployed."""

import sys
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from infra.components import LAYER, REPOSITORY, SITE, Component, of_functions, of_site

_RULE = "=" * 80


def notice(components: Iterable[Component]) -> str:
    """Return who made what is deployed beside the hub, each with its licence, whole where the package has it."""
    parts = ["CME Hub, licensed under the Apache License 2.0.\n\nIt is deployed with these packages of others:\n"]
    for component in components:
        texts = [text.read_text("utf-8", errors="replace").strip() for text in component.texts]
        heading = f"{component.name} {component.version}\nLicence: {component.licence}"
        parts.append("\n\n".join([f"{_RULE}\n{heading}", *texts]) + "\n")
    return "\n".join(parts)


if __name__ == "__main__":
    layer = REPOSITORY / ".build" / "dependencies" / "aws" / "python"
    found = chain(of_functions(LAYER.read_text("utf-8"), layer), of_site(SITE))
    (Path(sys.argv[1]) / "NOTICE").write_text(notice(found), "utf-8")
