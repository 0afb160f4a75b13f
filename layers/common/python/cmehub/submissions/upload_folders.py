"""What the folders of an upload say of it, below the provider's own."""

import re

AGAIN = "again"
DRY_RUN = "dry-run"
PERMISSION_GIVEN = "permission-given"
PERMISSION_DENIED = "permission-denied"
_STATEMENTS = {PERMISSION_GIVEN: True, PERMISSION_DENIED: False}
_FOLDERS = {re.sub(r"\W", "", folder): folder for folder in (AGAIN, DRY_RUN, PERMISSION_GIVEN, PERMISSION_DENIED)}
_MENDS = "mends"
_MENDED = re.compile(rf"{_MENDS}/([0-9a-f]{{32}})/")
_BETWEEN = re.compile(r"[\s_-]+")


def upload_folder(upload_key: str) -> str | None:
    """
    Return the folder below the provider's own into which a file was put; None if it lies in the provider's own.

    A folder that means something is known in any case, and with a blank, an underscore or nothing for its hyphen. One
    that states a permission is passed over, so that a dry run stays one whatever is stated beside it.
    """
    return next((folder for folder in _folders(upload_key) if folder not in _STATEMENTS), None)


def saying_folder(*, dry_run: bool, again: bool, permission_to_share: bool | None) -> str | None:
    """Return the folder, or one in another, that says of a file what its sender chose; None if nothing was chosen."""
    anew = DRY_RUN if dry_run else AGAIN if again else None
    stated = {None: None, True: PERMISSION_GIVEN, False: PERMISSION_DENIED}[permission_to_share]
    return "/".join(filter(None, (anew, stated))) or None


def mending_folder(submission: str, *, dry_run: bool) -> str:
    """Return the folder that says of a file which submission's rows it has, with other values."""
    return "/".join((*([DRY_RUN] if dry_run else []), _MENDS, submission))


def mended(upload_key: str) -> str | None:
    """Return the submission that a file mends, as its folders say."""
    found = _MENDED.search(upload_key)
    return found[1] if found else None


def is_meant_anew(upload_key: str) -> bool:
    """Tell whether a file was put where each upload is a submission of its own."""
    return upload_folder(upload_key) in (AGAIN, DRY_RUN)


def stated_permission(upload_key: str) -> bool | None:
    """Return what the folders of a file say of its learners' permission to share; of two statements, the inner one."""
    return next((_STATEMENTS[folder] for folder in reversed(_folders(upload_key)) if folder in _STATEMENTS), None)


def _folders(upload_key: str) -> list[str]:
    return [_FOLDERS.get(_BETWEEN.sub("", folder).casefold(), folder) for folder in upload_key.split("/")[1:-1]]
