"""Links of the documentation's pages, as its site has them."""

import pytest

from local.reference_docs.guide_pages import ELSEWHERE, REPOSITORY, linked

ON_SITE = {"api.md", "issues.md", "boards/README.md", "decisions/0014-search.md", "demo.svg", *ELSEWHERE.values()}


@pytest.mark.parametrize(
    ("name", "markdown", "shown"),
    [
        ("api.md", "[Issues](issues.md#file-broken)", "[Issues](issues.md#file-broken)"),
        ("api.md", "[client](../clients/python/README.md)", "[client](python-client.md)"),
        ("api.md", "[Examples](../examples) for it", "Examples for it"),
        ("api.md", "[gone](../nowhere.md)", "[gone](../nowhere.md)"),
        ("api.md", "[standard](https://www.example.org)", "[standard](https://www.example.org)"),
        ("boards/README.md", "[API](../api.md#keys)", "[API](../api.md#keys)"),
        ("decisions/0014-search.md", "[board](../boards/README.md)", "[board](../boards/README.md)"),
        ("project.md", "![Demo](docs/demo.svg)", "![Demo](demo.svg)"),
        ("project.md", "[API](docs/api.md), [safe](SECURITY.md)", "[API](api.md), safe"),
        ("python-client.md", "[other](../typescript/README.md)", "[other](typescript-client.md)"),
    ],
)
def test_a_link_leads_to_what_is_on_the_site(name: str, markdown: str, shown: str) -> None:
    assert linked(markdown, name, ON_SITE.__contains__) == shown


def test_pages_that_stand_elsewhere_are_there() -> None:
    assert [path for path in ELSEWHERE if not (REPOSITORY / path).is_file()] == []
