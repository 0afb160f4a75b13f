"""What boards ask of registrations."""

from cmehub_client.calls import Calls
from cmehub_client.models import BoardsDocument


class Boards:
    """The call about boards."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def list(self) -> BoardsDocument:
        """Return every board, and what may stand in the fields of activities and of their registrations."""
        return BoardsDocument.model_validate_json(self._calls.call("GET", "v1/boards").content)
