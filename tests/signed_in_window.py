"""A browser's window of somebody who is signed in, whose calls the function answers in this process."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast
from urllib.parse import urlsplit

from aws_lambda_powertools.utilities.typing import LambdaContext
from playwright.sync_api import Browser, Page, Route

from functions.passport.api import handler
from tests.aws_events import Context, api_event
from tests.browser_window import window
from tests.people_access import PassportApi
from tests.site_server import SIGN_IN_SETTINGS


@contextmanager
def signed_in_window(browser: Browser, site: str, api: PassportApi, sub: str, **options: Any) -> Iterator[Page]:
    """Open a window as `window` does."""
    settings = json.loads(SIGN_IN_SETTINGS)
    name = f"oidc.user:{settings['sign_in_url']}:{settings['client_id']}"
    user = {"access_token": api.token(sub), "token_type": "Bearer", "expires_at": 4_000_000_000, "profile": {}}

    def answer(route: Route) -> None:
        asked = route.request
        address = urlsplit(asked.url)
        query = dict(part.split("=", 1) for part in address.query.split("&") if part)
        body = asked.post_data_buffer or b""
        event = api_event(asked.method, address.path, body=body, headers=asked.headers, query=query)
        event["headers"].pop("accept-encoding", None)
        told = handler.handle(event, cast("LambdaContext", Context()))
        route.fulfill(status=told["statusCode"], headers=told["headers"], body=told["body"] or "")

    with window(browser, site, **options) as opened:
        opened.add_init_script(f"sessionStorage.setItem({json.dumps(name)}, {json.dumps(json.dumps(user))})")
        opened.route("**/v1/**", answer)
        yield opened
