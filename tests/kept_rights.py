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
        Patterns of actions, and of what they are for, in plain words: see `plain`.
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
            and fnmatchcase(right.resource, self.on)
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


KEPT: tuple[KeptRight, ...] = ()
