"""Files of own credits in memory, for tests."""

from cmehub.stores.own_files import FormPlace

_Credit = tuple[str, str]


class MemoryOwnFiles:
    """See `cmehub.stores.own_files.OwnFileStore`."""

    def __init__(self) -> None:
        self.url = "https://files.example.org/"
        self._uploads: dict[_Credit, bytes] = {}
        self._kept: dict[_Credit, dict[str, bytes]] = {}

    def place(self, sub: str, own_id: str) -> FormPlace:
        return FormPlace(self.url, {"key": f"unconfirmed/{sub}/{own_id}"})

    def put(self, sub: str, own_id: str, content: bytes) -> None:
        """Put a file as a browser does."""
        self._uploads[sub, own_id] = content

    def uploaded(self, sub: str, own_id: str) -> bytes | None:
        return self._uploads.get((sub, own_id))

    def forget_upload(self, sub: str, own_id: str) -> None:
        self._uploads.pop((sub, own_id), None)

    def keep(self, sub: str, own_id: str, file_id: str, content: bytes) -> None:
        self._kept.setdefault((sub, own_id), {})[file_id] = content

    def read(self, sub: str, own_id: str, file_id: str) -> bytes | None:
        return self._kept.get((sub, own_id), {}).get(file_id)

    def drop(self, sub: str, own_id: str, file_id: str) -> None:
        self._kept.get((sub, own_id), {}).pop(file_id, None)

    def drop_all(self, sub: str, own_id: str) -> None:
        self.forget_upload(sub, own_id)
        self._kept.pop((sub, own_id), None)

    def forget(self, sub: str) -> None:
        self._uploads = {key: content for key, content in self._uploads.items() if key[0] != sub}
        self._kept = {key: files for key, files in self._kept.items() if key[0] != sub}

    def all(self) -> list[bytes]:
        """Return every file that lies anywhere."""
        return [*self._uploads.values(), *(content for files in self._kept.values() for content in files.values())]
