"""The hub, as a client sees it."""

import time
from collections.abc import Callable
from types import TracebackType

import httpx

from cmehub_client.activities import Activities
from cmehub_client.boards import Boards
from cmehub_client.calls import Calls
from cmehub_client.codes import Codes
from cmehub_client.contacts import Contacts
from cmehub_client.credentials import KeyAuth, TokenAuth
from cmehub_client.figures import Figures
from cmehub_client.headings import Headings
from cmehub_client.keys import Keys
from cmehub_client.licensing import Licensing
from cmehub_client.missing_credits import MissingCredits
from cmehub_client.records import Matches, Records
from cmehub_client.reminders import Reminders
from cmehub_client.sandbox import Sandbox
from cmehub_client.submissions import Submissions
from cmehub_client.templates import Templates
from cmehub_client.uploads import Uploads
from cmehub_client.webhooks import Webhooks
from cmehub_client.years import Years


class CmeHub:
    """
    A hub, reached by its API.

    Use it in a ``with`` statement, or close it.

    Parameters
    ----------
    base_url
        The API's address, without ``/v1``.
    key
        A provider's key, or that of a licensing board for `licensing`; or give the next three.
    client_id, client_secret, token_url
        Of a client of OAuth 2.
    timeout
        How many seconds to wait for a connection, for an answer, or for each piece of a file to be taken.
    tries
        How often a call is made at most if there is no connection, the hub is busy or too much is asked of it.
    transport, pause
        What sends requests, and what waits so many seconds, in place of the usual ones.
    """

    def __init__(
        self,
        base_url: str,
        *,
        key: str | None = None,
        client_id: str | None = None,
        client_secret: str | None = None,
        token_url: str | None = None,
        timeout: float = 60.0,
        tries: int = 5,
        transport: httpx.BaseTransport | None = None,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._client = httpx.Client(
            base_url=base_url,
            auth=_auth(key, client_id, client_secret, token_url),
            timeout=timeout,
            transport=transport,
            headers={"User-Agent": "cme-hub-client"},
        )
        calls = Calls(self._client, tries, pause)
        self.activities = Activities(calls)
        self.records = Records(calls)
        self.matches = Matches(calls)
        self.missing_credits = MissingCredits(calls)
        self.uploads = Uploads(calls)
        self.submissions = Submissions(calls, self.uploads)
        self.webhooks = Webhooks(calls)
        self.codes = Codes(calls)
        self.boards = Boards(calls)
        self.contacts = Contacts(calls)
        self.figures = Figures(calls)
        self.headings = Headings(calls)
        self.reminders = Reminders(calls)
        self.years = Years(calls)
        self.templates = Templates(calls)
        self.keys = Keys(calls)
        self.licensing = Licensing(calls)
        self.sandbox = Sandbox(calls)

    def __enter__(self) -> "CmeHub":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the connections."""
        self._client.close()


def _auth(
    key: str | None, client_id: str | None, client_secret: str | None, token_url: str | None
) -> KeyAuth | TokenAuth:
    if key and not (client_id or client_secret or token_url):
        return KeyAuth(key)
    if client_id and client_secret and token_url and not key:
        return TokenAuth(client_id, client_secret, token_url)
    raise ValueError("Give either key, or client_id, client_secret and token_url.")
