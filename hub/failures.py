"""What is said of a command that failed: a sentence with what to do, and never a traceback."""

import errno
import traceback
from tempfile import NamedTemporaryFile

import urllib3
from boto3.exceptions import Boto3Error
from botocore import exceptions as aws

from hub.errors import UserError
from hub.stack import StackError

_CREDENTIALS_REFUSED = {
    "AuthFailure",
    "ExpiredToken",
    "ExpiredTokenException",
    "IncompleteSignature",
    "InvalidAccessKeyId",
    "InvalidClientTokenId",
    "RequestExpired",
    "SignatureDoesNotMatch",
    "UnrecognizedClientException",
}
_NO_RIGHT = {"AccessDenied", "AccessDeniedException", "UnauthorizedOperation"}
_OF_FILES = {
    errno.ENOENT: "Check the path: its folder has to be there.",
    errno.EISDIR: "Give the path of a file.",
    errno.ENOSPC: "Make room, or give another path.",
}
_WITHOUT_RIGHT = "Give a path that you may use, or yourself the right to this one."
_SIGN_IN = "Sign in to AWS again, such as with aws sso login, or name another profile in AWS_PROFILE."
_UNREACHED = "Check your network; a stack on this machine starts anew with: hub down, then hub up."
_MENDS: tuple[tuple[tuple[type[Exception], ...], str], ...] = (
    ((aws.NoRegionError,), "Set AWS_REGION, or give your profile a region with: aws configure"),
    (
        (
            aws.NoCredentialsError,
            aws.PartialCredentialsError,
            aws.CredentialRetrievalError,
            aws.TokenRetrievalError,
            aws.SSOError,
        ),
        _SIGN_IN,
    ),
    ((aws.HTTPClientError, aws.ConnectionError, urllib3.exceptions.HTTPError, Boto3Error), _UNREACHED),
    ((aws.BotoCoreError,), "Mend your AWS configuration: ~/.aws/config, ~/.aws/credentials and what is set as AWS_..."),
)
"""What to do about errors that tell what is wrong; the first kind counts that an error is of."""


def sentence(error: Exception) -> str:
    """Return what is wrong and what to do about it."""
    if isinstance(error, UserError | StackError):
        return str(error)
    if isinstance(error, aws.ClientError):
        return _refused(error)
    for kinds, mend in _MENDS:
        if isinstance(error, kinds):
            return f"{str(error).rstrip('. ')}. {mend}"
    if isinstance(error, OSError) and error.filename:
        mend = _OF_FILES.get(error.errno or 0, _WITHOUT_RIGHT)
        return f"{error.filename} can't be used: {error.strerror}. {mend}"
    return _reported(error)


def _refused(error: aws.ClientError) -> str:
    told = error.response["Error"]
    code = told.get("Code", "")
    said = f"AWS refused {error.operation_name}: {told.get('Message') or code}".rstrip(". ")
    if code in _CREDENTIALS_REFUSED:
        return f"{said}. {_SIGN_IN}"
    if code in _NO_RIGHT:
        return f"{said}. Ask for the right to it, or name another profile in AWS_PROFILE."
    return f"{said}. Try again; if it stays so, see whether the stack was deployed by this version: hub --version"


def _reported(error: Exception) -> str:
    """Keep what only a developer can read in a file."""
    with NamedTemporaryFile("w", prefix="hub-", suffix=".txt", delete=False, encoding="utf-8") as report:
        traceback.print_exception(error, file=report)
    return (
        f"This is a fault of the hub's own ({type(error).__name__}). Please report it with {report.name}, "
        "once you have looked that nothing personal stands in it."
    )
