"""A browser's window of somebody of the staff, whose calls the functions answer in this process."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Browser, Page, Route

from cmehub.accounts.standing import Role
from tests.api_hub import ApiHub, called
from tests.browser_window import window
from tests.contact_api import ContactApi
from tests.signed_in_window import session
from tests.site_server import SETTINGS, UPLOADS


@contextmanager
def console_window(
    browser: Browser,
    site: str,
    contacts: ContactApi,
    *roles: Role,
    sub: str | None = None,
    home: str = "/console/",
    **options: Any,
) -> Iterator[Page]:
    """
    Open a window as `window` does, of somebody new who has these roles, or of whom the pool calls ``sub``.

    ``home`` is where their pages are.
    """
    sign_in = SETTINGS["staff_sign_in_url"]
    with window(browser, site, sign_in, UPLOADS, **options) as opened:
        held = session(sign_in, SETTINGS["staff_client_id"], contacts.token(sub or contacts.person(*roles)))
        opened.add_init_script(f"if (!sessionStorage.getItem('passport.ended.{home}')) {held}")
        opened.route(f"{sign_in}/**", lambda route: route.fulfill(body=""))
        opened.route("**/v1/**", lambda route: _answer(contacts.api, route))
        opened.route(f"{UPLOADS}/**", lambda route: put_part(contacts.api, route))
        yield opened


def _answer(api: ApiHub, route: Route) -> None:
    asked = route.request
    address = urlsplit(asked.url)
    headers = {name: value for name, value in asked.headers.items() if name != "accept-encoding"}
    headers["Content-Type"] = headers.get("content-type", "application/json")
    query = dict(parse_qsl(address.query))
    told = called(asked.method, address.path, None, body=asked.post_data_buffer or b"", headers=headers, query=query)
    api.read_all()
    route.fulfill(status=told.status, headers=dict(told.headers), body=told.text)


def put_part(api: ApiHub, route: Route) -> None:
    """Take a part of a file as the bucket does."""
    address = urlsplit(route.request.url)
    part = int(dict(parse_qsl(address.query))["part"])
    upload = [begun for begun in api.signed.parts if address.path == f"/{begun.key}"][-1]
    api.signed.parts[upload][part] = route.request.post_data_buffer or b""
    route.fulfill(headers={"Access-Control-Allow-Origin": "*"})
