"""What holds for every problem that people meet."""

from http import HTTPStatus

from cmehub.api.problems_of_people import PROBLEMS_OF_PEOPLE


def test_nobody_at_a_page_is_answered_403() -> None:
    """CloudFront answers it with the page for files that aren't there, whatever the hub said (ADR 25)."""
    assert [code for code, problem in PROBLEMS_OF_PEOPLE.items() if problem.status is HTTPStatus.FORBIDDEN] == []
