"""The boards' document by a call."""

from cmehub.api.board_documents import boards_document
from tests.api_hub import ApiHub, called


def test_anybody_may_read_what_boards_ask_and_keep_it(api: ApiHub) -> None:
    answer = called("GET", "/v1/boards", None)

    assert (answer.status, answer.document) == (200, boards_document().model_dump(mode="json"))
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    known = called("GET", "/v1/boards", None, headers={"If-None-Match": answer.headers["ETag"]})
    assert (known.status, known.text) == (304, "")
