"""What mails to physicians say: plain words, and no number that a board or a state has of anybody."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cmehub.accounts.accesses import RIGHTS, Access
from cmehub.passport.credits import ProviderContact, authority_name
from cmehub.passport.mail_preferences import MailKind
from cmehub.passport.mailings import CreditNews, MissingNews, NewsLine, PhysicianNotice
from cmehub.passport.missing_credits import AnswerKind, MissingCredit, MissingStatus, what_to_do
from cmehub.passport.rejections import words_of
from functions.notify.mail.mail import NoticeKind, Words
from functions.notify.mail.wording import day, moment, shown

MOST_TOLD = 50
"""A mail tells so many things in full, and how many more there are."""

_HEADLINES = {
    MailKind.ACCEPTED: ("A credit of yours was accepted", "{count:,} credits of yours were accepted"),
    MailKind.REJECTED: ("A board rejected a report about you", "Boards rejected {count:,} reports about you"),
    MailKind.DELETED: ("A credit of yours was deleted", "{count:,} credits of yours were deleted"),
    MailKind.ANSWERED: ("News of a credit that you miss", "News of {count:,} credits that you miss"),
    MailKind.ACCESS: ("Somebody has read your credits", "Your credits were read {count:,} times"),
}
_LEADS = {
    MailKind.ACCEPTED: "This counts, from now on:",
    MailKind.REJECTED: "A board said no to this:",
    MailKind.DELETED: "The provider took this back, so it doesn't count any more:",
    MailKind.ANSWERED: "This came of what you asked providers for:",
    MailKind.ACCESS: "These readings were written down:",
}
KIND_NAMES = {
    MailKind.ACCEPTED: "credits that were accepted",
    MailKind.REJECTED: "reports that boards rejected",
    MailKind.DELETED: "credits that were deleted",
    MailKind.ANSWERED: "answers about missing credits",
    MailKind.ACCESS: "readings of your credits",
}
_PAGES = {MailKind.ANSWERED: "missing", MailKind.ACCESS: "looks"}
_ENDS = {
    MissingStatus.ARRIVED: "The credit is here: the request has ended.",
    MissingStatus.OVERDUE: "Nobody answered in time: the request has ended.",
    MissingStatus.NOT_COMPLETED: "The provider answered that you didn't complete it on that day.",
    MissingStatus.WRONG_PERSON: "The provider answered that it doesn't know you.",
}
_REPORTED_NOW = "The provider answered that it has reported it now. The request ends when the credit is here."

Details = list[tuple[str, str]]


class MailedNews(NamedTuple):
    """One thing that a mail tells: its heading, and what belongs to it by name."""

    heading: str
    details: Details


class Known(NamedTuple):
    """What was looked up of all that a mail tells: titles of activities, providers, and requests as they are now."""

    titles: Mapping[str, str]
    providers: Mapping[str, ProviderContact]
    requests: Mapping[str, MissingCredit]


@dataclass(frozen=True)
class PhysicianLinks:
    """
    Where a mail to a physician leads.

    Attributes
    ----------
    account
        The address of the account's pages.
    preferences
        The address of the preferences, with the mail's token.
    """

    account: str
    preferences: str


def physician_words(
    kind: MailKind, about: str, notices: Sequence[PhysicianNotice], known: Known, links: PhysicianLinks
) -> Words:
    """
    Compose what a mail says; the subject names nothing but how many there are.

    Parameters
    ----------
    kind, notices
        What it is about: at least one notice, all of that kind.
    about
        What names the mail.
    """
    singular, plural = _HEADLINES[kind]
    headline = singular if len(notices) == 1 else plural.format(count=len(notices))
    told = [_told(notice, known) for notice in sorted(notices, key=_day, reverse=True)[:MOST_TOLD]]
    more = len(notices) - len(told)
    seen = {
        "headline": headline,
        "preview": told[0].heading,
        "lead": _LEADS[kind],
        "told": told,
        "more": f"And {more:,} more, which your account shows." if more else "",
        "kind": KIND_NAMES[kind],
        "address": f"{links.account}{_PAGES.get(kind, '')}",
        "preferences": links.preferences,
    }
    return Words(NoticeKind.PHYSICIAN, about, headline, seen, links.preferences)


def _day(notice: PhysicianNotice) -> dt.date:
    """Return by what the latest is told first; what came of requests keeps its order."""
    match notice.news:
        case CreditNews() as news:
            return news.completed_on
        case Access() as access:
            return access.at.date()
        case MissingNews():
            return dt.date.min


def _told(notice: PhysicianNotice, known: Known) -> MailedNews:
    match notice.news:
        case CreditNews() as news:
            return _of_credit(news, known)
        case MissingNews() as news:
            return _of_request(news, known.requests[news.missing_id], known)
        case Access() as access:
            return _of_access(access)


def _of_credit(news: CreditNews, known: Known) -> MailedNews:
    provider, credit = known.providers[news.provider_id], "; ".join(map(_in_words, news.lines))
    details = [
        ("Provider", shown(provider.name)),
        ("Completed on", day(news.completed_on)),
        *([("Credit", credit)] if credit else []),
    ]
    if news.board:
        board = authority_name(news.board, news.completed_on)
        details.append(("Board", board))
        if news.is_delete and news.reason_code:
            details.append(("What happened", f"{board} didn't agree to delete the credit, so it still counts."))
        if news.reason_code:
            words = words_of(news.reason_code, board, shown(provider.name))
            details += [("Reason", words.happened), ("What you can do", words.can_do)]
    else:
        states = [authority_name(line.board, news.completed_on) for line in news.lines if line.board != "NPI"]
        details += [("For", ", ".join(dict.fromkeys(states)))] if states else []
    return MailedNews(_title(news.activity_id, known), details)


def _of_request(news: MissingNews, request: MissingCredit, known: Known) -> MailedNews:
    provider = known.providers[request.provider_id]
    told = _ENDS.get(news.status) or (_REPORTED_NOW if news.answer is AnswerKind.REPORTED_NOW else "It was answered.")
    can_do = what_to_do(news.status, shown(provider.name), provider.email)
    details = [
        ("Provider", shown(provider.name)),
        ("Completed on", day(request.completed_on)),
        ("What happened", told),
        *([("Their words", "They wrote some, which your account shows.")] if _has_words(request) else []),
        *([("What you can do", can_do)] if can_do else []),
    ]
    return MailedNews(shown(request.title), details)


def _of_access(access: Access) -> MailedNews:
    details = [("When", moment(access.at)), ("What", access.what)]
    if access.since or access.until:
        first = day(access.since) if access.since else "the first"
        last = day(access.until) if access.until else "the last"
        details.append(("Completed between", f"{first} and {last}"))
    return MailedNews(shown(access.who), [*details, ("By what right", RIGHTS[access.reader])])


def _has_words(request: MissingCredit) -> bool:
    return bool(request.answer and request.answer.words)


def _title(activity_id: str, known: Known) -> str:
    return shown(known.titles.get(activity_id, "")) or f"Activity {activity_id}"


def _in_words(line: NewsLine) -> str:
    return f"{line.amount:g} {line.credit_type}"
