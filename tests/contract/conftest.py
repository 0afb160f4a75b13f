"""Each test of this folder runs on the stores in memory and on those in AWS (in moto)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Lock

import boto3
import pytest
from botocore.client import BaseClient
from moto import mock_aws

from cmehub.runtime.clients import s3_client
from cmehub.stores import (
    ActivityStore,
    BoardStore,
    GatheringStore,
    KeyStore,
    LedgerStore,
    ProviderStore,
    RecordStore,
    RosterStore,
    SubmissionStore,
    WorkObjects,
)
from cmehub.stores.accesses import AccessStore
from cmehub.stores.accounts import AccountStore
from cmehub.stores.accreditors import AccreditorStore
from cmehub.stores.audits import AuditStore
from cmehub.stores.checks import CheckStore
from cmehub.stores.dynamo_accesses import DynamoAccessStore
from cmehub.stores.dynamo_accounts import DynamoAccountStore
from cmehub.stores.dynamo_accreditors import DynamoAccreditorStore
from cmehub.stores.dynamo_audits import DynamoAuditStore
from cmehub.stores.dynamo_boards import DynamoBoardStore
from cmehub.stores.dynamo_checks import DynamoCheckStore
from cmehub.stores.dynamo_events import DynamoEventStore
from cmehub.stores.dynamo_figures import DynamoFigureStore
from cmehub.stores.dynamo_gatherings import DynamoGatheringStore
from cmehub.stores.dynamo_issued_documents import DynamoIssuedDocumentStore
from cmehub.stores.dynamo_keys import DynamoKeyStore, DynamoStateKeyStore
from cmehub.stores.dynamo_mail_feedback import DynamoMailFeedbackStore
from cmehub.stores.dynamo_missing_credits import DynamoMissingCreditStore
from cmehub.stores.dynamo_needs import DynamoNeedStore
from cmehub.stores.dynamo_own_credits import DynamoOwnCreditStore
from cmehub.stores.dynamo_physician_mails import DynamoPhysicianMailStore
from cmehub.stores.dynamo_records import DynamoLedgerStore, DynamoRecordStore
from cmehub.stores.dynamo_registers import DynamoActivityStore, DynamoProviderStore
from cmehub.stores.dynamo_reminders import DynamoReminderStore
from cmehub.stores.dynamo_reviews import DynamoReviewStore
from cmehub.stores.dynamo_rosters import DynamoRosterStore
from cmehub.stores.dynamo_sent_rosters import DynamoSentRosterStore
from cmehub.stores.dynamo_shares import DynamoShareStore
from cmehub.stores.dynamo_standings import DynamoStandingStore
from cmehub.stores.dynamo_state_logs import DynamoStateLogStore
from cmehub.stores.dynamo_submissions import DynamoSubmissionStore
from cmehub.stores.dynamo_teams import DynamoTeamStore
from cmehub.stores.dynamo_tries import DynamoTryStore
from cmehub.stores.dynamo_webhooks import DynamoWebhookStore
from cmehub.stores.dynamo_withholdings import DynamoWithholdingStore
from cmehub.stores.dynamo_years import DynamoYearStore
from cmehub.stores.figures import FigureStore
from cmehub.stores.issued_documents import IssuedDocumentStore
from cmehub.stores.keys import StateKeyStore
from cmehub.stores.mail_feedback import MailFeedbackStore
from cmehub.stores.memory_accesses import MemoryAccessStore
from cmehub.stores.memory_accounts import MemoryAccountStore
from cmehub.stores.memory_accreditors import MemoryAccreditorStore
from cmehub.stores.memory_audits import MemoryAuditStore
from cmehub.stores.memory_boards import MemoryBoardStore
from cmehub.stores.memory_checks import MemoryCheckStore
from cmehub.stores.memory_figures import MemoryFigureStore
from cmehub.stores.memory_gatherings import MemoryGatheringStore
from cmehub.stores.memory_issued_documents import MemoryIssuedDocumentStore
from cmehub.stores.memory_keys import MemoryKeyStore, MemoryStateKeyStore
from cmehub.stores.memory_mail_feedback import MemoryMailFeedbackStore
from cmehub.stores.memory_missing_credits import MemoryMissingCreditStore
from cmehub.stores.memory_needs import MemoryNeedStore
from cmehub.stores.memory_objects import MemoryWorkObjects
from cmehub.stores.memory_own_credits import MemoryOwnCreditStore
from cmehub.stores.memory_own_files import MemoryOwnFiles
from cmehub.stores.memory_physician_mails import MemoryPhysicianMailStore
from cmehub.stores.memory_records import MemoryLedgerStore, MemoryRecordStore
from cmehub.stores.memory_registers import MemoryActivityStore, MemoryProviderStore
from cmehub.stores.memory_reminders import MemoryReminderStore
from cmehub.stores.memory_reviews import MemoryReviewStore
from cmehub.stores.memory_rosters import MemoryRosterStore
from cmehub.stores.memory_sent_rosters import MemorySentRosterStore
from cmehub.stores.memory_shares import MemoryShareStore
from cmehub.stores.memory_standings import MemoryStandingStore
from cmehub.stores.memory_state_logs import MemoryStateLogStore
from cmehub.stores.memory_submissions import MemorySubmissionStore
from cmehub.stores.memory_teams import MemoryTeamStore
from cmehub.stores.memory_tries import MemoryTryStore
from cmehub.stores.memory_webhooks import MemoryEventStore, MemoryWebhookStore
from cmehub.stores.memory_withholdings import MemoryWithholdingStore
from cmehub.stores.memory_years import MemoryYearStore
from cmehub.stores.missing_credits import MissingCreditStore
from cmehub.stores.needs import NeedStore
from cmehub.stores.own_credits import OwnCreditStore
from cmehub.stores.own_files import OwnFileStore, S3OwnFiles
from cmehub.stores.physician_mails import PhysicianMailStore
from cmehub.stores.reminders import ReminderStore
from cmehub.stores.reviews import ReviewStore
from cmehub.stores.s3 import S3WorkObjects
from cmehub.stores.sent_rosters import SentRosterStore
from cmehub.stores.shares import ShareStore
from cmehub.stores.standings import StandingStore
from cmehub.stores.state_logs import StateLogStore
from cmehub.stores.teams import TeamStore
from cmehub.stores.tries import TryStore
from cmehub.stores.webhooks import EventStore, WebhookStore
from cmehub.stores.withholdings import WithholdingStore
from cmehub.stores.years import YearStore
from local.in_memory.tables import make_tables
from tests.aws import FILES_BUCKET, WORK_BUCKET, empty_bucket, empty_tables, make_buckets


@dataclass
class Stores:
    records: RecordStore
    ledgers: LedgerStore
    submissions: SubmissionStore
    figures: FigureStore
    gatherings: GatheringStore
    boards: BoardStore
    rosters: RosterStore
    activities: ActivityStore
    reviews: ReviewStore
    providers: ProviderStore
    keys: KeyStore
    state_keys: StateKeyStore
    years: YearStore
    accreditors: AccreditorStore
    reminders: ReminderStore
    webhooks: WebhookStore
    events: EventStore
    tries: TryStore
    standings: StandingStore
    teams: TeamStore
    accounts: AccountStore
    accesses: AccessStore
    missing_credits: MissingCreditStore
    needs: NeedStore
    withholdings: WithholdingStore
    audits: AuditStore
    checks: CheckStore
    sent_rosters: SentRosterStore
    state_logs: StateLogStore
    shares: ShareStore
    own_credits: OwnCreditStore
    own_files: OwnFileStore
    physician_mails: PhysicianMailStore
    mail_feedback: MailFeedbackStore
    issued_documents: IssuedDocumentStore
    objects: WorkObjects


def stores_in_memory() -> Stores:
    standings = MemoryStandingStore()
    return Stores(
        records=MemoryRecordStore(),
        ledgers=MemoryLedgerStore(),
        submissions=MemorySubmissionStore(),
        figures=MemoryFigureStore(),
        gatherings=MemoryGatheringStore(),
        boards=MemoryBoardStore(),
        rosters=MemoryRosterStore(),
        activities=MemoryActivityStore(),
        reviews=MemoryReviewStore(),
        providers=MemoryProviderStore(),
        keys=MemoryKeyStore(),
        state_keys=MemoryStateKeyStore(),
        years=MemoryYearStore(),
        accreditors=MemoryAccreditorStore(),
        reminders=MemoryReminderStore(),
        webhooks=MemoryWebhookStore(),
        events=MemoryEventStore(),
        tries=MemoryTryStore(),
        standings=standings,
        teams=MemoryTeamStore(standings),
        accounts=MemoryAccountStore(),
        accesses=MemoryAccessStore(),
        missing_credits=MemoryMissingCreditStore(),
        needs=MemoryNeedStore(),
        withholdings=MemoryWithholdingStore(),
        audits=MemoryAuditStore(),
        checks=MemoryCheckStore(),
        sent_rosters=MemorySentRosterStore(),
        state_logs=MemoryStateLogStore(),
        shares=MemoryShareStore(),
        own_credits=MemoryOwnCreditStore(),
        own_files=MemoryOwnFiles(),
        physician_mails=MemoryPhysicianMailStore(),
        mail_feedback=MemoryMailFeedbackStore(),
        issued_documents=MemoryIssuedDocumentStore(),
        objects=MemoryWorkObjects(),
    )


def _whole(call: Callable[..., object]) -> Callable[..., object]:
    """Let each call of AWS be done at once, as DynamoDB does it; in moto threads meet within one."""
    lock = Lock()

    def whole(*given: object) -> object:
        with lock:
            return call(*given)

    return whole


@pytest.fixture(scope="module")
def stores_in_aws() -> Iterator[Stores]:
    with pytest.MonkeyPatch.context() as patch, mock_aws():
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        patch.setattr(BaseClient, "_make_api_call", _whole(BaseClient._make_api_call))  # type: ignore[attr-defined]
        tables = make_tables()
        make_buckets()
        yield Stores(
            records=DynamoRecordStore(tables["records"]),
            ledgers=DynamoLedgerStore(tables["records"]),
            submissions=DynamoSubmissionStore(tables["submissions"]),
            figures=DynamoFigureStore(tables["submissions"]),
            gatherings=DynamoGatheringStore(tables["submissions"]),
            boards=DynamoBoardStore(tables["boards"]),
            rosters=DynamoRosterStore(tables["rosters"]),
            activities=DynamoActivityStore(tables["activities"]),
            reviews=DynamoReviewStore(tables["activities"]),
            providers=DynamoProviderStore(tables["providers"]),
            keys=DynamoKeyStore(tables["providers"]),
            state_keys=DynamoStateKeyStore(tables["providers"]),
            years=DynamoYearStore(tables["providers"]),
            accreditors=DynamoAccreditorStore(tables["providers"]),
            reminders=DynamoReminderStore(tables["providers"]),
            webhooks=DynamoWebhookStore(tables["providers"]),
            events=DynamoEventStore(tables["providers"]),
            tries=DynamoTryStore(tables["accounts"]),
            standings=DynamoStandingStore(tables["accounts"]),
            teams=DynamoTeamStore(tables["accounts"]),
            accounts=DynamoAccountStore(tables["accounts"]),
            accesses=DynamoAccessStore(tables["accounts"]),
            missing_credits=DynamoMissingCreditStore(tables["accounts"]),
            needs=DynamoNeedStore(tables["accounts"]),
            withholdings=DynamoWithholdingStore(tables["accounts"]),
            audits=DynamoAuditStore(tables["accounts"]),
            checks=DynamoCheckStore(tables["accounts"]),
            sent_rosters=DynamoSentRosterStore(tables["accounts"]),
            state_logs=DynamoStateLogStore(tables["accounts"]),
            shares=DynamoShareStore(tables["accounts"]),
            own_credits=DynamoOwnCreditStore(tables["accounts"]),
            own_files=S3OwnFiles(s3_client(), FILES_BUCKET),
            physician_mails=DynamoPhysicianMailStore(tables["accounts"]),
            mail_feedback=DynamoMailFeedbackStore(tables["providers"]),
            issued_documents=DynamoIssuedDocumentStore(tables["accounts"]),
            objects=S3WorkObjects(boto3.client("s3"), WORK_BUCKET),
        )


@pytest.fixture(params=["memory", "aws"])
def stores(request: pytest.FixtureRequest) -> Iterator[Stores]:
    if request.param == "memory":
        yield stores_in_memory()
        return
    yield request.getfixturevalue("stores_in_aws")
    empty_tables()
    empty_bucket(WORK_BUCKET)
    empty_bucket(FILES_BUCKET)
