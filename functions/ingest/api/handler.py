"""The function behind the API's routes for files, submissions and webhooks."""

import os
import time
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from cmehub.api.resolver import HubApi
from cmehub.api.sent_rows import SentRowViews
from cmehub.runtime.clients import cognito_client
from cmehub.runtime.hub import Hub, called_hub
from cmehub.runtime.settings import ContactSettings
from cmehub.stores.cognito_members import CognitoMembers
from cmehub.stores.members import MemberStore
from cmehub.stores.signed_objects import S3SignedObjects, SignedDownloads
from functions.ingest.api.account.contact_mail_routes import ContactMailChoices, add_contact_mail_routes
from functions.ingest.api.account.contact_routes import ContactAccount, add_contact_routes
from functions.ingest.api.account.figure_routes import ProviderFigures, add_figure_routes
from functions.ingest.api.account.heading_routes import OwnHeadings, add_heading_routes
from functions.ingest.api.account.key_routes import KeyRing, add_key_routes
from functions.ingest.api.account.provider_webhooks import ProviderWebhooks
from functions.ingest.api.account.recipient_routes import MailRecipients, add_recipient_routes
from functions.ingest.api.account.team import Team
from functions.ingest.api.account.team_routes import add_team_routes
from functions.ingest.api.account.webhook_routes import add_webhook_routes
from functions.ingest.api.board_routes import add_board_routes
from functions.ingest.api.code_routes import add_code_routes
from functions.ingest.api.description import add_description_routes
from functions.ingest.api.files.corrections import Corrections
from functions.ingest.api.files.file_previews import FilePreviews
from functions.ingest.api.files.fix_it_routes import FixItDownloads, add_fix_it_routes
from functions.ingest.api.files.posted_files import Arrivals, PostedFiles, S3Arrivals
from functions.ingest.api.files.preview_routes import add_preview_routes
from functions.ingest.api.files.row_routes import add_row_routes
from functions.ingest.api.files.signed_uploads import S3SignedUploads, SignedUploads
from functions.ingest.api.files.submission_routes import add_submission_routes
from functions.ingest.api.files.submission_views import SubmissionViews
from functions.ingest.api.files.upload_places import UploadPlaces
from functions.ingest.api.files.upload_routes import add_upload_routes
from functions.ingest.api.sandbox.routes import SandboxFixtures, add_sandbox_routes

logger = Logger()


class ApiSettings(ContactSettings):
    """Where this function reads from and writes to, and whether it is a sandbox's."""

    uploads_bucket: str
    work_bucket: str
    submissions_table: str
    boards_table: str
    chunks_queue_url: str
    notices_queue_url: str
    events_queue_url: str
    webhooks_may_be_local: bool
    sandbox: bool = False


@cache
def settings() -> ApiSettings:
    """Return the settings, read once per process."""
    return ApiSettings.of(os.environ)


@cache
def hub() -> Hub:
    """Return the hub, made once per process."""
    return called_hub(settings())


@cache
def arrivals() -> Arrivals:
    """Return where posted files are put, made once per process."""
    return S3Arrivals(hub().s3, settings().uploads_bucket)


@cache
def signed_uploads() -> SignedUploads:
    """Return where senders put files themselves, made once per process."""
    return S3SignedUploads(hub().s3, settings().uploads_bucket)


@cache
def signed_downloads() -> SignedDownloads:
    """Return where files that the hub made are fetched, made once per process."""
    return S3SignedObjects(hub().s3, settings().work_bucket)


def posted_files() -> PostedFiles:
    """Return the logic of files that are posted."""
    return PostedFiles(arrivals(), hub().ingestion, pause)


def file_previews() -> FilePreviews:
    """Return the logic of looking at files."""
    return FilePreviews(hub().providers, hub().clock)


def upload_places() -> UploadPlaces:
    """Return the logic of places for files."""
    return UploadPlaces(signed_uploads(), hub().submissions, hub().clock)


def fix_it_downloads() -> FixItDownloads:
    """Return the logic of links to fix-it workbooks."""
    return FixItDownloads(hub().submissions, signed_downloads(), hub().clock)


def submission_views() -> SubmissionViews:
    """Return the logic of what is told of submissions."""
    return SubmissionViews(hub().submissions, hub().objects, hub().boards)


def sent_rows() -> SentRowViews:
    """Return the logic of rows as they were sent."""
    return SentRowViews(hub().submissions, hub().objects, hub().boards)


def corrections() -> Corrections:
    """Return the logic of corrections."""
    return Corrections(posted_files(), sent_rows(), submission_views())


def key_ring() -> KeyRing:
    """Return the logic of keys."""
    return KeyRing(hub().keys, hub().clock)


def provider_webhooks() -> ProviderWebhooks:
    """Return the logic of webhooks."""
    return ProviderWebhooks(
        webhooks=hub().webhooks,
        events=hub().events,
        queue=hub().events_queue,
        may_be_local=settings().webhooks_may_be_local,
        clock=hub().clock,
    )


def sandbox_fixtures() -> SandboxFixtures:
    """Return the logic of what is told of fixtures."""
    return SandboxFixtures(settings().sandbox, hub().clock)


@cache
def members() -> MemberStore:
    """Return the pool of the staff, made once per process."""
    return CognitoMembers(cognito_client(), settings().staff_pool_id)


def contact_account() -> ContactAccount:
    """Return the logic of a contact's account."""
    return ContactAccount(
        hub().providers, hub().accreditors, hub().standings, members(), settings().sandbox, hub().clock
    )


def own_headings() -> OwnHeadings:
    """Return the logic of a provider's own headings."""
    return OwnHeadings(hub().providers)


def team() -> Team:
    """Return the logic of a provider's contacts."""
    return Team(hub().teams, members(), hub().notices_queue, hub().clock)


def mail_recipients() -> MailRecipients:
    """Return the logic of whom the hub writes to."""
    return MailRecipients(hub().providers, hub().mail_feedback)


def provider_figures() -> ProviderFigures:
    """Return the logic of figures."""
    return ProviderFigures(hub().figures, hub().clock)


def pause(seconds: float) -> None:
    """Wait."""
    time.sleep(seconds)


def handle(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Answer one call."""
    return app.answer(event, context)


app = HubApi(logger, lambda: hub().access)
add_submission_routes(app, logger, posted_files, submission_views)
add_preview_routes(app, file_previews)
add_row_routes(app, sent_rows, corrections)
add_upload_routes(app, upload_places)
add_code_routes(app)
add_board_routes(app)
add_fix_it_routes(app, fix_it_downloads)
add_contact_routes(app, contact_account)
add_contact_mail_routes(app, lambda: ContactMailChoices(hub().physician_mails))
add_team_routes(app, team)
add_recipient_routes(app, mail_recipients)
add_figure_routes(app, provider_figures)
add_key_routes(app, key_ring)
add_heading_routes(app, own_headings)
add_description_routes(app)
add_webhook_routes(app, provider_webhooks)
add_sandbox_routes(app, sandbox_fixtures)
