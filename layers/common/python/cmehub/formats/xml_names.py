"""Names of XML elements: senders use every namespace prefix, or none, and differ in case."""

from functools import lru_cache


@lru_cache(maxsize=4096)
def local_name(tag: str) -> str:
    """Return an element's name without its namespace, in lower case."""
    return tag.rpartition("}")[2].lower()
