"""What optional mails to a provider's contacts say: files, their rows and where they are seen; no learner."""

from collections.abc import Sequence
from typing import NamedTuple

from cmehub.accounts.contact_mails import ContactMailKind
from cmehub.passport.mailings import FileNews
from cmehub.submissions.submission import Submission
from functions.notify.mail.addresses import Addresses
from functions.notify.mail.mail import NoticeKind, Words
from functions.notify.mail.wording import file_name, moment, row_words, shown

MOST_TOLD = 20
"""A mail tells so many files in full, and how many more there are."""

_HEADLINES = {
    ContactMailKind.TAKEN_WHOLE: ("A file was taken whole", "{count:,} files were taken whole"),
    ContactMailKind.TO_MEND: ("A file needs mending", "{count:,} files need mending"),
}
_LEADS = {
    ContactMailKind.TAKEN_WHOLE: "There is nothing to do.",
    ContactMailKind.TO_MEND: "The primary contact got a mail of its own about each, with what to mend row by row.",
}
KIND_NAMES = {
    ContactMailKind.TAKEN_WHOLE: "files that were taken whole",
    ContactMailKind.TO_MEND: "files that need mending",
}


class MailedFile(NamedTuple):
    """A file that a mail tells of."""

    news: FileNews
    submission: Submission
    provider: str

    @property
    def counted(self) -> str:
        """Say what came of its rows."""
        news = self.news
        if not news.rows:
            return "Nothing could be taken"
        rows = f"{news.rows:,} {row_words(self.submission).for_count(news.rows)}"
        if news.to_mend:
            return f"{news.to_mend:,} of {rows} to mend"
        return f"{rows}, all accepted" if news.is_whole else f"{rows}, but only a part of the file could be read"


def contact_words(
    kind: ContactMailKind, about: str, files: Sequence[MailedFile], addresses: Addresses, token: str
) -> Words:
    """
    Compose what the mail says; the same input gives the same words.

    Parameters
    ----------
    about
        What names the mail.
    files
        At least one.
    token
        What leads to the page on which such mails are ended.
    """
    singular, plural = _HEADLINES[kind]
    headline = singular if len(files) == 1 else plural.format(count=len(files))
    told = [
        (
            file_name(file.submission),
            [
                ("Provider", f"{shown(file.provider)} ({file.news.provider_id})"),
                ("Sent", moment(file.submission.received_at)),
                ("Rows", file.counted),
            ],
        )
        for file in files[:MOST_TOLD]
    ]
    more, first = len(files) - len(told), files[0].submission
    ending = addresses.mail_preferences(token)
    seen = {
        "headline": headline,
        "preview": files[0].counted,
        "lead": _LEADS[kind],
        "told": told,
        "more": f"There are {more:,} more." if more else "",
        "address": addresses.submission(first.provider_id, first.submission_id)
        if len(files) == 1
        else addresses.submission_list(first.provider_id),
        "kind": KIND_NAMES[kind],
        "ending": ending,
    }
    return Words(NoticeKind.CONTACT, about, headline, seen, unsubscribe=ending)
