"""``python -m infra.openapi``: write the descriptions of the APIs that are made from the functions' routes."""

import sys
from collections.abc import Callable
from pathlib import Path

from infra.openapi.api_document import openapi_text
from infra.openapi.pars_document import pars_text
from infra.openapi.passport_document import passport_text
from infra.openapi.search_document import search_text

REPOSITORY = Path(__file__).resolve().parents[2]
DESCRIPTIONS: dict[str, Callable[[], str]] = {
    "functions/ingest/api/openapi.json": openapi_text,
    "docs/openapi-search.json": search_text,
    "docs/openapi-pars.json": pars_text,
    "docs/openapi-passport.json": passport_text,
}


def main() -> int:
    """Run the command."""
    for name, text in DESCRIPTIONS.items():
        (REPOSITORY / name).write_text(text(), "utf-8")
        sys.stdout.write(f"wrote {name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
