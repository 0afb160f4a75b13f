"""A browser's window of somebody who is signed in, whose calls the function answers in this process."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

from aws_lambda_powertools.utilities.typing import LambdaContext
from playwright.sync_api import Browser, Page, Route

from functions.passport.api import handler
from tests.aws_events import Context, api_event
from tests.browser_window import window
from tests.people_access import PassportApi
from tests.site_server import SETTINGS


@contextmanager
def signed_in_window(
    browser: Browser, site: str, api: PassportApi, sub: str, *others: str, **options: Any
) -> Iterator[Page]:
    """Open a window as `window` does; the sign-in's own pages are empty."""
    sign_in = SETTINGS["sign_in_url"]
    with window(browser, site, sign_in, *others, **options) as opened:
        opened.add_init_script(session(sign_in, SETTINGS["client_id"], api.token(sub)))
        opened.route("**/v1/**", answered)
        opened.route(f"{sign_in}/**", lambda route: route.fulfill(body=""))
        yield opened


def session(sign_in: str, client_id: str, token: str) -> str:
    """Return a script after which a tab holds a token, as after coming back from the sign-in."""
    name = f"oidc.user:{sign_in}:{client_id}"
    user = {"access_token": token, "token_type": "Bearer", "expires_at": 4_000_000_000, "profile": {}}
    return f"sessionStorage.setItem({json.dumps(name)}, {json.dumps(json.dumps(user))})"


def answered(route: Route) -> None:
    """Answer a call of a page by the function in this process."""
    asked = route.request
    address = urlsplit(asked.url)
    # The gateway gives what is there several times as one, with commas between.
    query = {name: ",".join(given) for name, given in parse_qs(address.query).items()}
    body = asked.post_data_buffer or b""
    event = api_event(asked.method, address.path, body=body, headers=asked.headers, query=query)
    event["headers"].pop("accept-encoding", None)
    told = handler.handle(event, cast("LambdaContext", Context()))
    assert told["statusCode"] != HTTPStatus.FORBIDDEN, "CloudFront answers it with the page for files that aren't there"
    said = base64.b64decode(told["body"]) if told["isBase64Encoded"] else told["body"]
    route.fulfill(status=told["statusCode"], headers=told["headers"], body=said)
