"""A browser's window of a provider's contact, whose calls the functions answer in this process."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Browser, Page, Route

from cmehub.accounts.keys import Scope
from tests.api_hub import ApiHub, called
from tests.browser_window import window
from tests.sample_hub import PROVIDER_ID
from tests.signed_in_window import session
from tests.site_server import SETTINGS, UPLOADS

ROLES: Mapping[str, tuple[Scope, ...]] = {
    "primary": tuple(Scope),
    "reporter": (Scope.ACTIVITIES_WRITE, Scope.LEARNERS_WRITE, Scope.READ, Scope.MATCH),
    "viewer": (Scope.READ,),
}
_NAMES = {PROVIDER_ID: "Example Medical Society", "0008888": "Other Society"}


@contextmanager
def console_window(
    browser: Browser, site: str, api: ApiHub, roles: Mapping[str, str], *, is_sandbox: bool = False, **options: Any
) -> Iterator[Page]:
    """Open a window as `window` does, of somebody who has these roles, each at a provider."""
    keys = {provider_id: api.key(*ROLES[role], provider_id=provider_id) for provider_id, role in roles.items()}
    contact = {
        "providers": [
            {"provider_id": provider_id, "name": _NAMES[provider_id], "role": role, "scopes": [*ROLES[role]]}
            for provider_id, role in roles.items()
        ],
        "is_sandbox": is_sandbox,
    }

    def answer(route: Route) -> None:
        asked = route.request
        address = urlsplit(asked.url)
        if address.path == "/v1/contact":
            route.fulfill(json=contact)
            return
        headers = {name: value for name, value in asked.headers.items() if name != "accept-encoding"}
        headers["Content-Type"] = "application/json"
        key = keys[headers["providerid"]]
        body = asked.post_data_buffer or b""
        query = dict(parse_qsl(address.query))
        told = called(
            asked.method,
            address.path,
            key,
            body=body,
            headers=headers,
            query=query,
        )
        api.read_all()
        route.fulfill(status=told.status, headers=dict(told.headers), body=told.text)

    sign_in = SETTINGS["staff_sign_in_url"]
    with window(browser, site, sign_in, UPLOADS, **options) as opened:
        held = session(sign_in, SETTINGS["staff_client_id"], "token")
        opened.add_init_script(f"if (!sessionStorage.getItem('passport.ended./console/')) {held}")
        opened.route(f"{sign_in}/**", lambda route: route.fulfill(body=""))
        opened.route("**/v1/**", answer)
        opened.route(f"{UPLOADS}/**", lambda route: put_part(api, route))
        yield opened


def put_part(api: ApiHub, route: Route) -> None:
    """Take a part of a file as the bucket does."""
    address = urlsplit(route.request.url)
    part = int(dict(parse_qsl(address.query))["part"])
    upload = [begun for begun in api.signed.parts if address.path == f"/{begun.key}"][-1]
    api.signed.parts[upload][part] = route.request.post_data_buffer or b""
    route.fulfill(headers={"Access-Control-Allow-Origin": "*"})
