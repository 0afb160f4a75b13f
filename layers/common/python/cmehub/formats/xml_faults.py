"""What breaks an XML file, and in which line: never in the words of its text, which may tell of a learner."""

import re
from html.entities import name2codepoint

from lxml import etree

_TYPES = etree.ErrorTypes
_SENTENCES = {
    _TYPES.ERR_UNDECLARED_ENTITY: "line {line} has an entity that isn't declared; write the character itself",
    _TYPES.ERR_UNSUPPORTED_ENCODING: "line {line} names an encoding that isn't known; save the file in UTF-8",
    _TYPES.ERR_UNKNOWN_ENCODING: "line {line} names an encoding that isn't known; save the file in UTF-8",
    _TYPES.ERR_RESERVED_XML_NAME: "something, such as a blank line, stands before the XML declaration in line {line}; "
    "a file begins with it, and holds one document",
    _TYPES.ERR_INVALID_ENCODING: "line {line} has bytes that aren't of the file's encoding; save it in UTF-8",
    _TYPES.ERR_INVALID_CHAR: "line {line} has a character that XML doesn't allow",
    _TYPES.ERR_NAME_REQUIRED: "line {line} has an “&” or “<” that isn't written “&amp;” or “&lt;”",
    _TYPES.ERR_ENTITYREF_SEMICOL_MISSING: "line {line} has an “&” that isn't written “&amp;”",
    _TYPES.ERR_LT_IN_ATTRIBUTE: "line {line} has a “<” that isn't written “&lt;”",
    _TYPES.ERR_TAG_NAME_MISMATCH: "in line {line} an element ends that isn't the one that began last",
    _TYPES.ERR_TAG_NOT_FINISHED: "the file ends in line {line}, before its elements do",
    _TYPES.ERR_DOCUMENT_END: "something follows the end of its document in line {line}; send each document as a file",
    _TYPES.NS_ERR_UNDEFINED_NAMESPACE: "line {line} has an element whose prefix isn't declared",
}
_ENTITY = re.compile(r"Entity '(\w+)'")


def xml_fault(log: list[etree._LogEntry], error: etree.XMLSyntaxError) -> str:
    """
    Return what is wrong with a file that can't be read as XML.

    Parameters
    ----------
    log
        What the parser met in it.
    error
        What ended the reading; says nothing where the parser passed over the cause.
    """
    for entry in log:
        if entry.level >= etree.ErrorLevels.ERROR:
            entity = _ENTITY.match(entry.message)
            if entry.type == _TYPES.ERR_UNDECLARED_ENTITY and entity and (code := name2codepoint.get(entity[1])):
                return f"line {entry.line} has the entity &{entity[1]};, which only HTML knows; write &#{code}; instead"
            if sentence := _SENTENCES.get(entry.type):
                return sentence.format(line=entry.line)
            return f"the XML is broken at line {entry.line}, column {entry.column}"
    line, column = error.position
    return f"the XML is broken at line {line}, column {column}" if line else "it holds no element"
