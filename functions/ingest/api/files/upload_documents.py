"""What is asked and told of places for files."""

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

PART_SIZE = 64 * 1024 * 1024
"""In bytes, of all parts but the last: S3 wants 5 MiB at least."""
_Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class UploadRequest(BaseModel):
    """
    A file that its sender wants to put into the bucket.

    Attributes
    ----------
    size
        In bytes.
    sha256
        Of the content, as 64 hexadecimal digits.
    parts
        The SHA-256 of each part of 67,108,864 bytes, the last one smaller, if the file is to be put in parts.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "file_name": "learners.xlsx",
                    "size": 81204,
                    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                },
                {
                    "file_name": "learners.xml",
                    "size": 100_000_000,
                    "sha256": "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
                    "parts": [
                        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                        "fd61a03af4f77d870fc21e05e7e80678095c92d808cfb3b5c279ee04c74aca13",
                    ],
                },
            ]
        }
    )

    file_name: str
    size: Annotated[int, Field(gt=0)]
    sha256: _Sha256
    parts: tuple[_Sha256, ...] | None = None


class PartsRequest(BaseModel):
    """
    A file whose parts are to be put later than their places last.

    Attributes
    ----------
    size, parts
        Those of the file, as when its parts were placed.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "size": 100_000_000,
                    "parts": [
                        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                        "fd61a03af4f77d870fc21e05e7e80678095c92d808cfb3b5c279ee04c74aca13",
                    ],
                }
            ]
        },
    )

    size: Annotated[int, Field(gt=0)]
    parts: tuple[_Sha256, ...]


class UploadPlace(BaseModel):
    """
    Where and how to put a file.

    Attributes
    ----------
    submission_id
        What it will be known by.
    duplicate
        Whether the hub has read these bytes before, so that they needn't be put again.
    headers
        All of them have to be sent: the signature covers them, and the checksum lets S3 refuse any other content.
    expires_at
        Until when the transfer has to begin.
    """

    submission_id: str
    duplicate: bool
    method: str = "PUT"
    url: str
    headers: dict[str, str]
    expires_at: dt.datetime


class PartPlace(BaseModel):
    """Where and how to put one part of a file; all of the headers have to be sent."""

    number: int
    method: str = "PUT"
    url: str
    headers: dict[str, str]


class PartPlaces(BaseModel):
    """
    Where and how to put a file in parts, in any order.

    Attributes
    ----------
    submission_id
        What the file will be known by; None until it is completed if it is a dry run or meant once more.
    duplicate
        Whether the hub has read these bytes before, so that they needn't be put again.
    token
        Names the upload, to complete it or to give it up.
    part_size
        Of all parts but the last, in bytes.
    parts
        All, or those that weren't put yet when places are asked for anew.
    expires_at
        Until when the transfer of each part has to begin.
    """

    submission_id: str | None
    duplicate: bool
    token: str
    part_size: int = PART_SIZE
    parts: tuple[PartPlace, ...]
    expires_at: dt.datetime
