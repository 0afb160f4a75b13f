"""The user pools that people sign in to; systems have one of their own."""

from enum import StrEnum

ACCOUNT_SCOPE = "account"
"""What a person's token allows: whatever the account may do at that moment."""


class Pool(StrEnum):
    """Who somebody can be that signs in; a token of one pool proves nothing to the other's routes."""

    PHYSICIANS = "physicians"
    STAFF = "staff"
