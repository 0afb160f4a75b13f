"""Objects in memory, for tests."""


class MemoryWorkObjects:
    """See `cmehub.stores.WorkObjects`."""

    def __init__(self) -> None:
        self._objects: dict[str, bytes] = {}

    def put(self, key: str, content: bytes) -> None:
        self._objects[key] = content

    def put_first(self, key: str, content: bytes) -> bytes:
        return self._objects.setdefault(key, content)

    def get(self, key: str) -> bytes:
        return self._objects[key]

    def keys(self, prefix: str) -> list[str]:
        return sorted(key for key in self._objects if key.startswith(prefix))
