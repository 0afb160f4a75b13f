"""Taking an upload: recognise it, stage its rows, and record what arrived."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from cmehub.accounts.providers import Provider
from cmehub.chunks.date_orders import DateOrders
from cmehub.chunks.foreign_files import own_rows
from cmehub.chunks.staging import ChunkStage, Staged
from cmehub.formats import OpenFile, open_file
from cmehub.issues.issue import FileError, file_issue
from cmehub.runtime.queues import Queue
from cmehub.stores import ProviderStore, SubmissionStore, WorkObjects
from cmehub.submissions.follow_ups import FollowUps
from cmehub.submissions.packed_files import unpack
from cmehub.submissions.rows import Row
from cmehub.submissions.submission import Submission, submission_id
from cmehub.submissions.upload_folders import DRY_RUN, upload_folder
from cmehub.submissions.uploads import Upload, Uploads

SIZE_LIMIT = 2_000_000_000


class ProviderUnknownError(Exception):
    """
    A file lies under a provider ID that no provider has, or whose provider has ended.

    Nobody can be written to, so this is the operator's to mend: load the provider, then redrive the dead letters.
    """


@dataclass(frozen=True)
class Ingestion:
    """Everything that taking an upload needs."""

    uploads: Uploads
    objects: WorkObjects
    submissions: SubmissionStore
    providers: ProviderStore
    chunks: Queue
    follow_ups: FollowUps
    clock: Callable[[], dt.datetime]

    def take(self, upload: Upload) -> str:
        """
        Take one upload and return its submission's ID.

        A submission that was read to its end before, by an earlier delivery or an earlier upload of the same bytes,
        is left as it is. One that was not is read anew: its chunks have the same keys and content as before.

        Raises
        ------
        ProviderUnknownError
            If the upload lies under no provider's ID.
        """
        with TemporaryDirectory() as folder:
            path = Path(folder, "upload")
            too_large = upload.size > SIZE_LIMIT
            digest = upload.etag if too_large else self.uploads.fetch(upload, path)
            taken = submission_id(upload.provider_id, digest, upload.key, upload.version)
            known = self.submissions.find(taken)
            if known is None or known.chunks is None:
                headings = known.headings if known else None
                self._read(upload, taken, path, headings, too_large=too_large)
        self.follow_ups.send(taken)
        return taken

    def _read(
        self, upload: Upload, taken: str, path: Path, headings: dict[str, str] | None, *, too_large: bool
    ) -> None:
        provider = self.providers.find(upload.provider_id)
        if provider is None or provider.ended_at:
            raise ProviderUnknownError(upload.provider_id)
        if headings is not None:
            provider = provider.model_copy(update={"headings": headings})
        submission = Submission(
            submission_id=taken,
            provider_id=upload.provider_id,
            upload_key=upload.key,
            dry_run=upload_folder(upload.key) == DRY_RUN,
            received_at=upload.at,
            changed_at=upload.at,
            activities_listed=provider.activities_listed,
            headings=provider.headings,
        )
        try:
            opened = _open(upload, path, provider, too_large=too_large)
        except FileError as error:
            self.submissions.open(submission)
            staged = Staged(0, 0, [error.issue])
        else:
            found = {"kind": opened.format.kind, "format": opened.format.name}
            submission = submission.model_copy(update=found)
            self.submissions.open(submission)
            orders = DateOrders()
            rows = orders.watch(own_rows(opened.rows, upload.provider_id))
            if submission.kind == "learners" and submission.permission_to_share is not None:
                rows = _stating(rows, "Yes" if submission.permission_to_share else "No")
            staged = ChunkStage(submission, self.objects, self.chunks, path.parent).stage(rows)
            lines = opened.lines_read() if opened.lines_read else None
            staged = staged._replace(issues=[*opened.notes, *orders.notes(), *staged.issues], lines=lines)
        self.submissions.add_staged(taken, **staged._asdict(), at=self.clock())


def _stating(rows: Iterator[Row], permission: str) -> Iterator[Row]:
    """Yield rows with the file's statement about permission, where they have none of their own."""
    return (row._replace(fields={"permission_to_share": permission, **row.fields}) for row in rows)


def _open(upload: Upload, path: Path, provider: Provider, *, too_large: bool) -> OpenFile:
    if too_large:
        raise FileError(file_issue("FILE_TOO_LARGE", value=upload.size, limit=SIZE_LIMIT))
    unpack(path, SIZE_LIMIT)
    return open_file(path, provider.learner_columns, provider.headings)
