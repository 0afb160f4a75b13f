"""``python -m local.reference_docs``: write the pages of `docs/` that are made from the code."""

import sys
from pathlib import Path

from local.reference_docs.format_page import format_page
from local.reference_docs.issue_page import issue_page

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {"issues.md": issue_page, "formats.md": format_page}


def main() -> int:
    """Run the command."""
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), "utf-8")
        sys.stdout.write(f"wrote docs/{name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
