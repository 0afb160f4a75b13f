"""
What ``make docs`` makes of `docs/` beside its pages; a hook of MkDocs, which finds the functions by their names.

Pages of the project that stand elsewhere are added and linked; of links to what isn't on the site the text stays.
"""

import posixpath
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]
MERMAID = REPOSITORY / "guides" / "node_modules" / "mermaid" / "dist" / "mermaid.min.js"
ELSEWHERE = {
    "README.md": "project.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changes.md",
    "clients/python/README.md": "python-client.md",
    "clients/typescript/README.md": "typescript-client.md",
}
"""The pages that stand elsewhere, by their path in the project, and what they are called on the site."""
_SCRIPT = "javascripts/mermaid.min.js"
_LINK = re.compile(r"(?<!!)\[(?P<text>[^\]]+)\]\((?P<target>[^)#:]+)(?P<anchor>#[^)]*)?\)")
_IMAGE = re.compile(r"!\[(?P<text>[^\]]*)\]\((?P<target>[^):]+)\)")


def on_files(files: Any, config: Any) -> Any:
    """Add the pages that stand elsewhere, and what draws the pictures, so that no page asks another host for it."""
    from mkdocs.structure.files import File

    for source, name in ELSEWHERE.items():
        files.append(File.generated(config, name, abs_src_path=str(REPOSITORY / source)))
    files.append(File.generated(config, _SCRIPT, abs_src_path=str(MERMAID)))
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, files: Any) -> str:  # noqa: ARG001 - MkDocs gives them
    """Return a page as the site has it; decisions stand below the guides in what is searched."""
    if page.file.src_uri.startswith("decisions/"):
        page.meta["search"] = {"boost": 0.1}
    on_site = linked(markdown, page.file.src_uri, lambda name: files.get_file_from_path(name) is not None)
    if "```mermaid" in markdown:
        script = posixpath.relpath(_SCRIPT, posixpath.dirname(page.file.src_uri) or ".")
        return f'{on_site}\n\n<script src="{script}"></script>\n'
    return on_site


def linked(markdown: str, name: str, is_on_site: Callable[[str], bool]) -> str:
    """Return a page of this name whose links and pictures lead to what is on the site; the text stays of the others."""
    places = {page: source for source, page in ELSEWHERE.items()}
    folder = posixpath.dirname(places.get(name, f"docs/{name}"))
    of_site = posixpath.dirname(name) or "."

    def address(target: str) -> str | None:
        source = posixpath.normpath(posixpath.join(folder, target))
        found = ELSEWHERE.get(source, source.removeprefix("docs/") if source.startswith("docs/") else "")
        if found and is_on_site(found):
            return posixpath.relpath(found, of_site)
        # What isn't there at all is left to MkDocs, which says so.
        return None if (REPOSITORY / source).exists() else target

    def link(match: re.Match[str]) -> str:
        there = address(match["target"])
        return match["text"] if there is None else f"[{match['text']}]({there}{match['anchor'] or ''})"

    def image(match: re.Match[str]) -> str:
        there = address(match["target"])
        return match["text"] if there is None else f"![{match['text']}]({there})"

    return _IMAGE.sub(image, _LINK.sub(link, markdown))
