"""
What the hub keeps, one store for each thing kept.

Each store is a protocol here, with a DynamoDB or S3 implementation for use and an in-memory one for tests; one contract
suite runs on both.
"""

from cmehub.stores.accounts import AccountStore
from cmehub.stores.addresses import (
    ActivityChangedError,
    ActivityPlace,
    FilePlace,
    LedgerChangedError,
    LedgerKey,
    MailClaim,
    RecordKey,
    RosterChangedError,
    UnmatchedClaim,
)
from cmehub.stores.boards import BoardStore
from cmehub.stores.gatherings import GatheringStore
from cmehub.stores.keys import KeyStore
from cmehub.stores.objects import WorkObjects
from cmehub.stores.records import LedgerStore, RecordStore
from cmehub.stores.registers import ActivityStore, ProviderStore
from cmehub.stores.rosters import RosterStore
from cmehub.stores.submissions import SubmissionStore

__all__ = [
    "AccountStore",
    "ActivityChangedError",
    "ActivityPlace",
    "ActivityStore",
    "BoardStore",
    "FilePlace",
    "GatheringStore",
    "KeyStore",
    "LedgerChangedError",
    "LedgerKey",
    "LedgerStore",
    "MailClaim",
    "ProviderStore",
    "RecordKey",
    "RecordStore",
    "RosterChangedError",
    "RosterStore",
    "SubmissionStore",
    "UnmatchedClaim",
    "WorkObjects",
]
