"""Files that came from one provider and speak of another: told once for the file, not once for each row."""

from collections.abc import Iterable, Iterator

from cmehub.chunks.staging import CHUNK_ROWS
from cmehub.issues.issue import FileError, file_issue
from cmehub.submissions.rows import Row


def own_rows(rows: Iterable[Row], provider_id: str) -> Iterator[Row]:
    """
    Yield the rows as they are, unless all, or as many as a chunk has at the beginning, name another provider.

    A row of another provider among others is refused alone.

    Raises
    ------
    FileError
        If the file is another provider's.
    """
    remaining = iter(rows)
    first: list[Row] = []
    for row in remaining:
        first.append(row)
        if not _names_another(row, provider_id):
            yield from first
            yield from remaining
            return
        if len(first) == CHUNK_ROWS:
            break
    if first:
        named = first[0].fields["provider_id"]
        raise FileError(file_issue("FILE_OF_ANOTHER_PROVIDER", value=named, provider_id=provider_id))


def _names_another(row: Row, provider_id: str) -> bool:
    named = row.fields.get("provider_id")
    return isinstance(named, str) and named.zfill(len(provider_id)) != provider_id
