"""What kind of document bytes are: PDF, or one of Office's; what its name or its sender says doesn't matter."""

import io
import zipfile

_PDF = b"%PDF-"
_OFFICE = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
_LISTED = "[Content_Types].xml"
_MACROS = "vbaproject.bin"


def document_kind(content: bytes) -> str | None:
    """Return ``pdf``, ``docx``, ``xlsx`` or ``pptx``; None of anything else, and of what has macros."""
    if content.startswith(_PDF):
        return "pdf"
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    if _LISTED not in names or any(name.lower().endswith(_MACROS) for name in names):
        return None
    return next((kind for name, kind in _OFFICE.items() if name in names), None)
