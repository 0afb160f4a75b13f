"""Pages behind the links in mails: without a script, without a sign-in, a form at most."""

import base64
import hashlib
from functools import cache
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qs

from aws_lambda_powertools.event_handler import Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

_TEMPLATES = Path(__file__).parent / "templates"
_STYLE = (_TEMPLATES / "answer.css").read_text(encoding="utf-8")
_STYLE_DIGEST = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_HEADERS = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_STYLE_DIGEST}'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
_MOST_FIELDS = 10


def mailed_page(template: str, status: HTTPStatus, seen: dict[str, object]) -> Response[str]:
    """Return a page, with headers that let it do nothing but show itself and send its form."""
    html = _environment().get_template(template).render(style=_STYLE, **seen)
    return Response(status, "text/html; charset=utf-8", html, headers=_HEADERS)


def form_fields(form: bytes) -> dict[str, str]:
    """
    Return what a form says, the last value of each field.

    Raises
    ------
    ValueError
        If it has more fields than any form of these pages.
    """
    given = parse_qs(form.decode(errors="replace"), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    return {name: values[-1] for name, values in given.items()}


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
