"""Status lists: which credentials are revoked or superseded, as one bit each (W3C, Bitstring Status List 1.0); pure."""

import base64
import gzip
import re
from collections.abc import Iterable
from typing import Any

from cmehub.credentials.issued import DocumentState

PURPOSES = {DocumentState.REVOKED: "revocation", DocumentState.SUPERSEDED: "refresh"}
"""What the lists are for; ``refresh`` is the standard's word for "there is a newer one", and takes nothing back."""

LIST_SIZE = 131_072
"""Bits of a list: the standard's least, so that who asks for one doesn't tell about whom."""

_NAME = re.compile(r"(revocation|refresh)-(0|[1-9]\d{0,5})")


def list_place(place: int) -> tuple[int, int]:
    """Return the number of the list that has a place, and which of its bits that is."""
    return divmod(place, LIST_SIZE)


def list_address(site_url: str, state: DocumentState, number: int) -> str:
    """Return where a list is."""
    return f"{site_url}/v1/status-lists/{PURPOSES[state]}-{number}"


def read_list_name(name: str) -> tuple[DocumentState, int] | None:
    """Return which list has a name, the end of its address; None if none can have it."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    return next(state for state, purpose in PURPOSES.items() if purpose == found[1]), int(found[2])


def status_entry(site_url: str, state: DocumentState, place: int) -> dict[str, Any]:
    """Return what tells a credential's reader where to look whether it is revoked, or superseded."""
    number, index = list_place(place)
    address = list_address(site_url, state, number)
    return {
        "id": f"{address}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": PURPOSES[state],
        "statusListIndex": str(index),
        "statusListCredential": address,
    }


def encoded(indexes: Iterable[int]) -> str:
    """Return bits, of which these are set, as the standard encodes them: the first bit is the highest of its byte."""
    bits = bytearray(LIST_SIZE // 8)
    for index in indexes:
        bits[index // 8] |= 0x80 >> index % 8
    return "u" + base64.urlsafe_b64encode(gzip.compress(bytes(bits), mtime=0)).rstrip(b"=").decode()
