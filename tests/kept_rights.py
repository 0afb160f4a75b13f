"""Rights that functions have though no test of the pipeline uses them, each with the reason why it stays."""

import re
from collections.abc import Collection, Iterable
from fnmatch import fnmatchcase
from typing import NamedTuple

from tests.function_rights import OWN_TO_A_STACK, Right

_NAMES = (
    (re.compile(r"^\w+-(\w+?)Function[0-9A-F]{8}$"), r"\1"),
    (re.compile(r"^arn:aws:dynamodb:.*:table/\w+-Tables(\w+?)[0-9A-F]{8}(/index/\w+)?$"), r"\1\2"),
    (re.compile(r"^arn:aws:sqs:.*:\w+-(\w+?)(?:Queue)?Work[0-9A-F]{8}$"), r"\1"),
    (re.compile(r"^arn:aws:s3:::\w+-buckets([a-z]+?)[0-9a-f]{8}(/.*)?$"), r"\1\2"),
    (re.compile(r"^arn:aws:(cognito-idp|kms|ses):[^/]*:(userpool|key|identity|configuration-set)/.*$"), r"\2"),
)


class KeptRight(NamedTuple):
    """
    Why functions have rights that no test uses.

    Attributes
    ----------
    functions
        Names of constructs of functions, with spaces between them.
    action, on
        A pattern of actions, and patterns of what they are for, in plain words: see `plain`.
    why
        What needs them.
    """

    functions: str
    action: str
    on: str
    why: str

    def explains(self, right: Right) -> bool:
        """Tell whether this is the reason for a right, given in plain words."""
        return (
            right.function in self.functions.split()
            and fnmatchcase(right.action, self.action)
            and any(fnmatchcase(right.resource, on) for on in self.on.split())
        )


def plain(right: Right) -> Right:
    """Return a right by the names that the project gives: ``Boards``, ``dynamodb:Query``, ``Submissions``."""
    function, action, resource = (OWN_TO_A_STACK.sub("", part) for part in right)
    for pattern, name in _NAMES:
        function, resource = pattern.sub(name, function), pattern.sub(name, resource)
    return Right(function, action, resource)


def unexplained(unused: Iterable[Right], kept: Collection[KeptRight]) -> list[Right]:
    """Return the unused rights for which there is no reason, in plain words."""
    return sorted(right for right in map(plain, unused) if not any(reason.explains(right) for reason in kept))


def outdated(rights: Iterable[Right], kept: Iterable[KeptRight]) -> list[tuple[str, KeptRight]]:
    """Return the reasons for what no function may do, by the function that hasn't such a right."""
    known = [*map(plain, rights)]
    return [
        (function, reason)
        for reason in kept
        for function in reason.functions.split()
        if not any(right.function == function and reason.explains(right) for right in known)
    ]


_MISSING = "Without it, S3 says of an object that is missing that it is forbidden."
_HELD = "Rows that wait for a delete are released once whatever stood before them is decided."
_BOARDS = "Each board has its queue, and the samples report to some of them."

KEPT: tuple[KeptRight, ...] = (
    KeptRight(
        "BoardCallbacks Boards DecisionFiles Deliveries Events Figures Ingestion IngestionCalls Mail Validation "
        "ValidationCalls ValidationParsCalls",
        "s3:ListBucket",
        "work",
        _MISSING,
    ),
    KeptRight("Search", "s3:ListBucket", "index", _MISSING),
    KeptRight("QuestionFiles", "s3:ListBucket", "exchange", _MISSING),
    KeptRight("BoardCallbacks Boards DecisionFiles Ingestion Validation", "dynamodb:Query", "Submissions", _HELD),
    KeptRight("BoardCallbacks Boards DecisionFiles Validation", "sqs:SendMessage", "Chunks", _HELD),
    KeptRight("Ingestion", "s3:GetObject", "work/*", _HELD),
    KeptRight("Validation ValidationCalls ValidationParsCalls", "sqs:SendMessage", "Boards*", _BOARDS),
    KeptRight("Boards", "sqs:SendMessage", "Boards*", "An ask goes back into its queue while its board is down."),
    KeptRight("Boards", "dynamodb:BatchWriteItem", "Boards", "What a board answers in part is kept row by row."),
    KeptRight("BoardCallbacks", "dynamodb:*", "Activities", "Boards ask for reviews of activities, and close them."),
    KeptRight("Checks", "dynamodb:BatchWriteItem", "Records", "A roster that is loaded moves what waited for it."),
    KeptRight("Checks", "dynamodb:Query", "Records", "The same, and credits of whom a check looks at."),
    KeptRight("Deliveries", "dynamodb:*", "Providers", "A webhook that fails for a day is disabled, with a mail."),
    KeptRight("Deliveries", "ses:Send*", "*", "A webhook that fails for a day is disabled, with a mail."),
    KeptRight("Mail", "dynamodb:UpdateItem", "Providers", "A mail about a disabled webhook is noted at the webhook."),
    KeptRight("Mail", "ses:SendEmail", "*", "SES may ask for it beside SendRawEmail."),
    KeptRight("Mail", "dynamodb:GetItem", "Activities", "A mail about a review reads the review."),
    KeptRight("Events", "dynamodb:Query", "Activities", "Events about reviews read them."),
    KeptRight(
        "IngestionCalls", "cognito-idp:Admin*", "userpool", "Contacts are invited by calls; the tests do it by hub."
    ),
    KeptRight("IngestionCalls", "dynamodb:*Item", "Accounts", "Contacts are changed and ended in one transaction."),
    KeptRight("Passport", "dynamodb:BatchWriteItem", "Records", "Who claims a number gets the records that waited."),
    KeptRight("Passport", "dynamodb:GetItem", "Submissions", "A credit's history tells how its file came."),
    KeptRight("QuestionFiles", "dynamodb:*", "Boards", "No board of the samples is asked by files."),
    KeptRight("QuestionFiles", "s3:*Object", "*", "No board of the samples is asked by files."),
    KeptRight("SearchIndexUpdating", "s3:DeleteObject", "index/*", "What no version needs is deleted after a day."),
    KeptRight("SearchIndexUpdating", "sqs:SendMessage", "SearchIndexRebuilds", "Lambda sends what failed there."),
    KeptRight("ValidationCalls", "dynamodb:GetItem", "Activities Boards Records", "Reviews, decisions and credit IDs."),
    KeptRight("ValidationCalls", "dynamodb:PutItem", "Providers", "Facts about a provider's year."),
    KeptRight(
        "ValidationParsCalls",
        "dynamodb:*",
        "Activities Submissions Accounts",
        "PARS's clients write activities, delete, and look up in vain.",
    ),
    KeptRight("ValidationParsCalls", "s3:GetObject", "work/*", "What was written first stays; see put_first."),
    KeptRight("Checks", "dynamodb:BatchGetItem", "Accounts Activities", "Who withholds, and what credits are of."),
    KeptRight("Checks", "dynamodb:UpdateItem", "Accounts", "A portion that is done counts up its check."),
    KeptRight("Checks", "kms:*", "key", "A night's file is signed."),
    KeptRight("Checks", "s3:*", "work work/* exchange/*", "What a check and a night lay down, and a state fetches."),
    KeptRight("Checks", "sqs:SendMessage", "Checks Notices", "Portions, and whoever wants to know of a reading."),
    KeptRight(
        "Events", "dynamodb:*", "Activities Accounts Records Rosters", "What states' webhooks hear of licensees."
    ),
    KeptRight("Figures", "dynamodb:*", "Submissions Submissions/index/*", "A month is counted from its submissions."),
    KeptRight("Figures", "s3:GetObject", "work/*", "A month is counted from what became of its rows."),
    KeptRight("Figures", "sqs:SendMessage", "FiguresMonths", "A marked month is counted a quarter of an hour later."),
    KeptRight(
        "SearchIndexRebuilding", "*", "Activities Providers index index/*", "The index is built anew each night."
    ),
)
