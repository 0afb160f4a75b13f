"""Names of XML elements: senders use every namespace prefix, or none, and differ in case."""

from functools import lru_cache

from lxml import etree


@lru_cache(maxsize=4096)
def local_name(tag: str) -> str:
    """Return an element's name without its namespace, in lower case."""
    return tag.rpartition("}")[2].lower()


def name_in(record: etree._Element, element: etree._Element, attribute: str = "") -> str:
    """Return what a sender finds an element of a record by, or its attribute: ``Module[2]/Status``."""
    name = attribute or _own_name(element)
    for ancestor in element.iterancestors("*"):
        if ancestor is record:
            break
        own = _own_name(ancestor)
        before, behind = (
            sum(_own_name(sibling) == own for sibling in ancestor.itersiblings("*", preceding=preceding))
            for preceding in (True, False)
        )
        if before or behind:
            name = f"{own}[{before + 1}]/{name}"
    return name


def _own_name(element: etree._Element) -> str:
    return etree.QName(element).localname
