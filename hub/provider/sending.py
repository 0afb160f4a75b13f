"""Sending a file to the hub and following what becomes of it."""

import datetime as dt
import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from cmehub.chunks.ingestion import SIZE_LIMIT
from cmehub.submissions.reports import SubmissionReport, submission_report
from cmehub.submissions.row_statuses import Counts
from cmehub.submissions.submission import Submission, SubmissionStatus, fix_it_key, submission_id
from cmehub.submissions.upload_folders import is_meant_anew
from hub import saved_files
from hub.errors import UserError
from hub.stores import HubStores

_PAUSE = 0.3


class CheckedFile(NamedTuple):
    """A file that can be sent for a provider, and its digest."""

    path: Path
    provider_id: str
    digest: str


@dataclass(frozen=True)
class SentFile:
    """
    A file that was uploaded.

    Attributes
    ----------
    duplicate
        Whether the provider had sent the same bytes before.
    """

    submission_id: str
    provider_id: str
    upload_key: str
    duplicate: bool


def send(stores: HubStores, path: Path, provider_id: str, folder: str | None = None) -> SentFile:
    """Check a file and upload it; see `check` and `upload`."""
    return upload(stores, check(stores, path, provider_id), folder)


def check(stores: HubStores, path: Path, provider_id: str) -> CheckedFile:
    """
    Look whether a file can be sent for a provider.

    Raises
    ------
    UserError
        If there is no such file or provider, or the file is too large.
    """
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        raise UserError(f"There is no file {path}. Check the path.") from None
    except OSError as error:
        raise UserError(f"{path} can't be read: {error.strerror}. Give a file that you may read.") from error
    if (size := path.stat().st_size) > SIZE_LIMIT:
        raise UserError(f"{path} has {size:,} bytes; at most {SIZE_LIMIT:,} are read. Split it and send the parts.")
    provider = stores.providers.find(provider_id)
    if provider is None:
        raise UserError(
            f"No provider has the ID {provider_id} (7 digits, leading zeroes kept). "
            "Load it with: hub load-providers FILE"
        )
    if provider.ended_at:
        raise UserError(f"Provider {provider_id} was ended on {provider.ended_at:%Y-%m-%d}: nothing is taken from it.")
    return CheckedFile(path, provider_id, digest)


def upload(stores: HubStores, file: CheckedFile, folder: str | None = None) -> SentFile:
    """Upload a file for its provider, into one of the folders that mean something or into none."""
    path, provider_id, digest = file
    key = "/".join(filter(None, (provider_id, folder, path.name)))
    s3, bucket = stores.connection.s3, stores.connection.uploads_bucket
    anew = is_meant_anew(key)
    duplicate = not anew and stores.submissions.find(submission_id(provider_id, digest, key)) is not None
    s3.upload_file(str(path), bucket, key)
    version = s3.head_object(Bucket=bucket, Key=key).get("VersionId") if anew else None
    taken = submission_id(provider_id, digest, key, version)
    return SentFile(taken, provider_id, key, duplicate)


def follow(stores: HubStores, submission: str, *, seconds: float) -> Iterator[Submission | None]:
    """
    Yield what the hub knows of a submission, again and again until it is finished.

    Raises
    ------
    UserError
        If it isn't finished within the time given.
    """
    deadline = time.monotonic() + seconds
    while True:
        found = stores.submissions.find(submission)
        yield found
        if found and found.status is SubmissionStatus.FINISHED:
            return
        if time.monotonic() > deadline:
            status = found.status if found else "not taken yet"
            raise UserError(
                f"Submission {submission} is not finished after {seconds:g} seconds ({status}). "
                f"Look again with: hub status {submission}"
            )
        time.sleep(_PAUSE)


def report(stores: HubStores, submission: str) -> SubmissionReport:
    """
    Return the report of a submission.

    Raises
    ------
    UserError
        If the hub doesn't know it.
    """
    return submission_report(_submission(stores, submission), stores.submissions, stores.objects, stores.boards)


def save_fix_it(stores: HubStores, submission: str, to: Path) -> Path:
    """
    Save the fix-it workbook of a submission and return where it is.

    Raises
    ------
    UserError
        If the submission isn't known or has no such workbook (yet), or the file is there already.
    """
    found = _submission(stores, submission)
    try:
        content = stores.objects.get(fix_it_key(found.provider_id, submission))
    except KeyError:
        raise UserError(
            f"Submission {submission} has no fix-it workbook: it is {found.status.value}, and one is made at its end "
            "if a row has to be mended."
        ) from None
    saved_files.save(to, content)
    return to


def revoke_links(stores: HubStores, submission: str, at: dt.datetime) -> int:
    """
    End the links that mails have to the fix-it workbook of a submission, and return how many there were.

    Raises
    ------
    UserError
        If the submission isn't known.
    """
    return stores.submissions.revoke_links(_submission(stores, submission).submission_id, at=at)


def report_of(stores: HubStores, sent: SentFile) -> SubmissionReport:
    """Return the report of a file that was just sent, as far as it has come."""
    found = stores.submissions.find(sent.submission_id)
    whole = (
        submission_report(found, stores.submissions, stores.objects, stores.boards)
        if found
        else SubmissionReport(
            submission_id=sent.submission_id,
            provider_id=sent.provider_id,
            kind=None,
            format=None,
            status=SubmissionStatus.READING,
            rows=0,
            counts=Counts(),
            issues=[],
            records=[],
        )
    )
    return whole.model_copy(update={"duplicate_of": sent.submission_id if sent.duplicate else None})


def _submission(stores: HubStores, submission: str) -> Submission:
    found = stores.submissions.find(submission)
    if found is None:
        raise UserError(
            f"No submission has the ID {submission}. Copy it from what hub submit printed; "
            "a file that was just sent is known after a few seconds."
        )
    return found
