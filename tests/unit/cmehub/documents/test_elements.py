"""JSON documents written as XML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from cmehub.documents.elements import as_xml


def test_members_become_elements_and_what_stands_beside_a_value_attributes() -> None:
    content = {"a": [1, 2.5], "b": {"c": True, "d": None}, "e": {"value": "x", "domain": "ABA"}, "f": {"domain": "OH"}}

    root = etree.fromstring(as_xml("root", content, {"c": "urn:c", "a": "urn:a"}))

    assert [(element.tag, element.text, dict(element.attrib)) for element in root.iter("*") if len(element) == 0] == [
        ("{urn:a}a", "1", {}),
        ("{urn:a}a", "2.5", {}),
        ("{urn:c}c", "true", {}),
        ("d", None, {}),
        ("e", "x", {"domain": "ABA"}),
        ("f", None, {"domain": "OH"}),
    ]


def test_a_value_among_other_members_is_an_element() -> None:
    root = etree.fromstring(as_xml("issues", {"field": "Status", "value": "Done"}))

    assert [(element.tag, element.text) for element in root] == [("field", "Status"), ("value", "Done")]


@given(text=st.text())
def test_every_text_can_be_written(text: str) -> None:
    read = etree.fromstring(as_xml("root", {"a": text})).findtext("a") or ""

    pairs = [*zip(read, text, strict=True)]
    assert {character for character, other in pairs if character != other} <= {"\N{REPLACEMENT CHARACTER}"}
    assert all(not other.isprintable() for character, other in pairs if character != other)


@pytest.mark.parametrize("unwritable", ["\0", "\x0b", "\ud800", "\uffff"])
def test_what_xml_cannot_hold_is_replaced(unwritable: str) -> None:
    document = as_xml("root", {"a": f"x{unwritable}y", "b": {"value": "v", "label": unwritable}})

    root = etree.fromstring(document)
    assert (root.findtext("a"), root[1].get("label")) == ("x\N{REPLACEMENT CHARACTER}y", "\N{REPLACEMENT CHARACTER}")
