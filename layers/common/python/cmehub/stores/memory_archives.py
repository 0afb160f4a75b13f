"""Archives in memory, for tests."""

from typing import IO


class MemoryArchives:
    """See `cmehub.stores.account_archives.ArchiveStore`."""

    def __init__(self) -> None:
        self.url = "https://files.example.org"
        self.kept: dict[tuple[str, str], bytes] = {}

    def keep(self, sub: str, archive_id: str, content: IO[bytes]) -> None:
        self.kept[sub, archive_id] = content.read()

    def address(self, sub: str, archive_id: str, name: str) -> str:
        return f"{self.url}/archives/{sub}/{archive_id}.zip?name={name}"

    def forget(self, sub: str) -> None:
        self.kept = {key: content for key, content in self.kept.items() if key[0] != sub}
