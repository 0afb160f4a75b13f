"""The DynamoDB tables: one description that the infrastructure and the tests both build from."""

from typing import NamedTuple

KEPT_UNTIL = "kept_until"


class Index(NamedTuple):
    """A global secondary index, projecting keys only."""

    name: str
    partition_key: str
    sort_key: str


class Table(NamedTuple):
    """
    A table whose items have a partition key ``pk`` and a sort key ``sk``, both strings.

    Items with the number `KEPT_UNTIL` are taken out after that second, if ``expires`` is set.

    Attributes
    ----------
    streams_keys
        Whether the keys of changed items are told to whoever follows the table.
    """

    name: str
    purpose: str
    indexes: tuple[Index, ...] = ()
    streams_keys: bool = False
    expires: bool = False


TABLES: tuple[Table, ...] = (
    Table("records", "Learner records, the boards' ledgers and the credit IDs that senders gave."),
    Table(
        "submissions",
        "Facts about submissions: what arrived, what each chunk gave, what each board answered.",
        (Index("by_provider", "provider_id", "received_at"),),
    ),
    Table("boards", "How each board is reached, which questions wait for its answer, and what it decided later."),
    Table("rosters", "The diplomates of the boards, one item per way to look one up."),
    Table(
        "activities",
        "Activities and the providers' own names for them.",
        (Index("by_provider", "provider_id", "start_date"),),
        streams_keys=True,
    ),
    Table(
        "providers",
        "Accredited providers, their contacts, API keys and webhooks, and the events that webhooks are told of.",
        expires=True,
    ),
    Table("accounts", "People who sign in, whom they claim, and what was tried in vain.", expires=True),
)
