"""What a stack keeps of people who sign in: see `cmehub.runtime.stores.Stores`."""

from functools import cached_property
from typing import TYPE_CHECKING

from cmehub.runtime.connection import Connection
from cmehub.stores import AccountStore

if TYPE_CHECKING:
    from cmehub.stores.accesses import AccessStore
    from cmehub.stores.account_archives import ArchiveStore
    from cmehub.stores.audits import AuditStore
    from cmehub.stores.checks import CheckStore
    from cmehub.stores.issued_documents import IssuedDocumentStore
    from cmehub.stores.missing_credits import MissingCreditStore
    from cmehub.stores.needs import NeedStore
    from cmehub.stores.own_credits import OwnCreditStore
    from cmehub.stores.own_files import OwnFileStore
    from cmehub.stores.physician_mails import PhysicianMailStore
    from cmehub.stores.sent_rosters import SentRosterStore
    from cmehub.stores.shares import ShareStore
    from cmehub.stores.standings import StandingStore
    from cmehub.stores.state_logs import StateLogStore
    from cmehub.stores.teams import TeamStore
    from cmehub.stores.tries import TryStore
    from cmehub.stores.withholdings import WithholdingStore


class AccountStores(Connection):
    """The stores over the table ``accounts`` and the bucket of files."""

    @cached_property
    def accounts(self) -> AccountStore:
        """People who sign in, and whom they are."""
        from cmehub.stores.dynamo_accounts import DynamoAccountStore

        return DynamoAccountStore(self._table("accounts"))

    @cached_property
    def standings(self) -> "StandingStore":
        """What accounts may do."""
        from cmehub.stores.dynamo_standings import DynamoStandingStore

        return DynamoStandingStore(self._table("accounts"))

    @cached_property
    def teams(self) -> "TeamStore":
        """The contacts of each provider."""
        from cmehub.stores.dynamo_teams import DynamoTeamStore

        return DynamoTeamStore(self._table("accounts"))

    @cached_property
    def tries(self) -> "TryStore":
        """What was tried about whom, and how often in vain."""
        from cmehub.stores.dynamo_tries import DynamoTryStore

        return DynamoTryStore(self._table("accounts"))

    @cached_property
    def accesses(self) -> "AccessStore":
        """Who has read physicians' credits."""
        from cmehub.stores.dynamo_accesses import DynamoAccessStore

        return DynamoAccessStore(self._table("accounts"))

    @cached_property
    def missing_credits(self) -> "MissingCreditStore":
        """Physicians' requests for credits that are missing."""
        from cmehub.stores.dynamo_missing_credits import DynamoMissingCreditStore

        return DynamoMissingCreditStore(self._table("accounts"))

    @cached_property
    def needs(self) -> "NeedStore":
        """What physicians have to earn."""
        from cmehub.stores.dynamo_needs import DynamoNeedStore

        return DynamoNeedStore(self._table("accounts"))

    @cached_property
    def withholdings(self) -> "WithholdingStore":
        """Which states physicians withhold credits from."""
        from cmehub.stores.dynamo_withholdings import DynamoWithholdingStore

        return DynamoWithholdingStore(self._table("accounts"))

    @cached_property
    def sent_rosters(self) -> "SentRosterStore":
        """Rosters that states' officers sent."""
        from cmehub.stores.dynamo_sent_rosters import DynamoSentRosterStore

        return DynamoSentRosterStore(self._table("accounts"))

    @cached_property
    def checks(self) -> "CheckStore":
        """Checks of states' licensees."""
        from cmehub.stores.dynamo_checks import DynamoCheckStore

        return DynamoCheckStore(self._table("accounts"))

    @cached_property
    def audits(self) -> "AuditStore":
        """Audits of states' licensees, and what these answered."""
        from cmehub.stores.dynamo_audits import DynamoAuditStore

        return DynamoAuditStore(self._table("accounts"))

    @cached_property
    def state_logs(self) -> "StateLogStore":
        """What states' officers looked at."""
        from cmehub.stores.dynamo_state_logs import DynamoStateLogStore

        return DynamoStateLogStore(self._table("accounts"))

    @cached_property
    def own_credits(self) -> "OwnCreditStore":
        """Credits that physicians entered."""
        from cmehub.stores.dynamo_own_credits import DynamoOwnCreditStore

        return DynamoOwnCreditStore(self._table("accounts"))

    @cached_property
    def own_files(self) -> "OwnFileStore":
        """Files of the credits that physicians entered."""
        from cmehub.stores.own_files import S3OwnFiles

        return S3OwnFiles(self.s3, self._names.bucket("files"))

    @cached_property
    def archives(self) -> "ArchiveStore":
        """Archives of accounts."""
        from cmehub.stores.account_archives import S3Archives

        return S3Archives(self.s3, self._names.bucket("files"))

    @cached_property
    def issued_documents(self) -> "IssuedDocumentStore":
        """Documents that can be verified."""
        from cmehub.stores.dynamo_issued_documents import DynamoIssuedDocumentStore

        return DynamoIssuedDocumentStore(self._table("accounts"))

    @cached_property
    def physician_mails(self) -> "PhysicianMailStore":
        """Which mails physicians want, and what waits for one."""
        from cmehub.stores.dynamo_physician_mails import DynamoPhysicianMailStore

        return DynamoPhysicianMailStore(self._table("accounts"))

    @cached_property
    def shares(self) -> "ShareStore":
        """Transcripts that physicians share."""
        from cmehub.stores.dynamo_shares import DynamoShareStore

        return DynamoShareStore(self._table("accounts"))
