"""``python -m local.reference_docs``: write pages of `docs/`, and files of the clients, that are made from the code."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from cmehub.rules.packs import board_codes
from cmehub.rules.requirements import requirement_codes
from local.reference_docs.board_pages import board_index, board_page
from local.reference_docs.client_models import client_models
from local.reference_docs.format_page import format_page
from local.reference_docs.issue_page import issue_page
from local.reference_docs.measured_table import readme_text
from local.reference_docs.medical_names import medical_names
from local.reference_docs.medical_words import disease_words, medical_words
from local.reference_docs.site_boards import site_boards_text, site_states_text
from local.reference_docs.state_pages import state_index, state_page
from local.reference_docs.transcript_schema import transcript_schema_text

DOCS = Path(__file__).parents[2] / "docs"
PAGES: dict[str, Callable[[], str]] = {
    "../README.md": readme_text,
    "issues.md": issue_page,
    "formats.md": format_page,
    "../clients/python/src/cmehub_client/models.py": client_models,
    "../layers/common/python/cmehub/search/medical_words.txt": medical_words,
    "../layers/common/python/cmehub/search/medical_names.csv": medical_names,
    "../layers/common/python/cmehub/search/disease_words.txt": disease_words,
    "../site/src/boards.json": site_boards_text,
    "../site/src/states.json": site_states_text,
    "schemas/transcript.json": transcript_schema_text,
    "boards/README.md": board_index,
    **{f"boards/{board}.md": partial(board_page, board) for board in board_codes()},
    "states/README.md": state_index,
    **{f"states/{code}.md": partial(state_page, code) for code in requirement_codes()},
}


def main() -> int:
    """Run the command."""
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), "utf-8")
        sys.stdout.write(f"wrote docs/{name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
