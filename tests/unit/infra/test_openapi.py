"""The descriptions of the APIs are as the functions' routes make them."""

import pytest

from infra.openapi.__main__ import DESCRIPTIONS, REPOSITORY


@pytest.mark.parametrize("name", DESCRIPTIONS)
def test_a_description_is_as_the_routes_make_it(name: str) -> None:
    """If this fails: ``make generate``, and look at what changed."""
    assert (REPOSITORY / name).read_text("utf-8") == DESCRIPTIONS[name]()
