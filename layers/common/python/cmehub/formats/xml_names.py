"""Names of XML elements: senders use every namespace prefix, or none, and differ in case."""

from functools import cache


@cache
def local_name(tag: str) -> str:
    """Return an element's name without its namespace, in lower case."""
    return tag.rpartition("}")[2].lower()
