"""The addresses that mails lead to."""

import datetime as dt
from typing import NamedTuple
from urllib.parse import quote, urlencode


class FixItAddress(NamedTuple):
    """The address of a fix-it workbook, and until when it leads there."""

    address: str
    ends_at: dt.datetime


def console_address(site: str, provider_id: str, page: str = "", *, part: str = "", **asked: str) -> str:
    """Return where a provider's contact, once signed in, finds a page of the console of a site, or a part of it."""
    query = urlencode({"provider": provider_id, **asked})
    return f"{site}/console/{page}?{query}{part and f'#{part}'}"


class Addresses(NamedTuple):
    """
    Where things are.

    Attributes
    ----------
    api
        The address of the API, without a slash at its end.
    guide
        The address of the folder ``docs`` as readers see it.
    uploads_bucket
        The bucket that files are put into.
    site
        The address of the Passport site, without a slash at its end.
    """

    api: str
    guide: str
    uploads_bucket: str
    site: str

    def folder(self, provider_id: str) -> str:
        """Return where a provider puts files."""
        return f"s3://{self.uploads_bucket}/{provider_id}/"

    @property
    def submissions(self) -> str:
        """Where files are posted."""
        return f"{self.api}/v1/submissions"

    def learner_record(self, provider_id: str, record: str) -> str:
        """Return where a provider's contact, once signed in, sees a learner record and what boards said of it."""
        return self.console(provider_id, f"learners/{record}")

    def rows_to_mend(self, provider_id: str, submission_id: str) -> str:
        """Return where a provider's contact, once signed in, sees a submission's rows and mends them."""
        return self.console(provider_id, f"submissions/{submission_id}", part="rows")

    def submission(self, provider_id: str, submission_id: str) -> str:
        """Return where a provider's contact, once signed in, sees what came of a submission."""
        return self.console(provider_id, f"submissions/{submission_id}")

    def console(self, provider_id: str, page: str = "", *, part: str = "", **asked: str) -> str:
        """Return where a provider's contact, once signed in, finds a page of the console, or a part of it."""
        return console_address(self.site, provider_id, page, part=part, **asked)

    def code(self, code: str) -> str:
        """Return the paragraph of the guide about a code."""
        return f"{self.guide}/issues.md#{code.lower()}"

    def fix_it(self, submission_id: str, token: str) -> str:
        """Return what leads to a fix-it workbook; the token is in the query, which no log of the gateway holds."""
        return f"{self.api}/v1/fix-it/{submission_id}?token={quote(token)}"

    def missing_credit(self, missing_id: str, token: str) -> str:
        """Return what leads to the page on which a provider answers; see `fix_it`."""
        return f"{self.api}/v1/missing-credits/{missing_id}?token={quote(token)}"

    @property
    def account(self) -> str:
        """Where a physician's account is."""
        return f"{self.site}/account/"

    def mail_preferences(self, token: str) -> str:
        """Return what leads to a physician's choice of mails, or to the end of a contact's; see `fix_it`."""
        return f"{self.api}/v1/mail-preferences?token={quote(token)}"
