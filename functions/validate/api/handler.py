"""The function behind the API's routes that are answered at once: activities, learner records, matches."""

import os
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from cmehub.api.activity_views import ActivityViews
from cmehub.api.calls import Calls
from cmehub.api.match_calls import MatchCalls
from cmehub.api.record_histories import RecordHistories
from cmehub.api.record_views import RecordViews
from cmehub.api.resolver import HubApi
from cmehub.api.sent_rows import SentRowViews
from cmehub.licensing.licensees import Licensees
from cmehub.licensing.lookups import LicenseeLookups
from cmehub.runtime.hub import Hub, called_hub
from cmehub.stores.signed_objects import S3SignedObjects, SignedObjects
from cmehub.years.sent_years import SentYears
from cmehub.years.year_reports import YearReports
from functions.validate.api.accreditors.accredited_years import AccreditedYears
from functions.validate.api.accreditors.routes import add_accreditor_routes
from functions.validate.api.activities.calls import ActivityChanges
from functions.validate.api.activities.review_routes import add_review_routes
from functions.validate.api.activities.reviews import ProviderReviews
from functions.validate.api.activities.routes import add_activity_routes
from functions.validate.api.licensing.audit_routes import add_audit_routes
from functions.validate.api.licensing.audits import OfficersAudits
from functions.validate.api.licensing.check_routes import add_check_routes
from functions.validate.api.licensing.checks import OfficersChecks
from functions.validate.api.licensing.credit_routes import add_credit_routes
from functions.validate.api.licensing.desk import OfficersDesk
from functions.validate.api.licensing.roster_routes import add_roster_routes
from functions.validate.api.licensing.rosters import OfficersRosters
from functions.validate.api.licensing.routes import add_licensing_routes
from functions.validate.api.matches.routes import add_match_routes
from functions.validate.api.missing.requests import ProviderRequests
from functions.validate.api.missing.routes import add_missing_credit_routes
from functions.validate.api.records.routes import add_record_routes
from functions.validate.api.reminders.provider_reminders import ProviderReminders
from functions.validate.api.reminders.routes import add_reminder_routes
from functions.validate.api.rows.checks import RowChecks
from functions.validate.api.rows.routes import add_row_check_routes
from functions.validate.api.templates.provider_templates import ProviderTemplates
from functions.validate.api.templates.routes import add_template_routes
from functions.validate.api.years.closings import Closings
from functions.validate.api.years.provider_years import ProviderYears
from functions.validate.api.years.routes import add_year_routes
from functions.validate.api.years.sending import YearSending
from functions.validate.api.years.sending_routes import add_sending_routes
from functions.validate.settings import ApiSettings

logger = Logger()


@cache
def hub() -> Hub:
    """Return the hub, made once per process."""
    return called_hub(ApiSettings.of(os.environ))


def calls() -> Calls:
    """Return the logic of calls that store something."""
    return Calls(hub().validation, app.caller)


def match_calls() -> MatchCalls:
    """Return the logic of calls that only ask who learners are."""
    return MatchCalls(hub().validation.match_chunks, hub().objects, hub().clock)


def activity_views() -> ActivityViews:
    """Return the logic of what is told of activities."""
    return ActivityViews(hub().activities, hub().clock)


def provider_templates() -> ProviderTemplates:
    """Return the logic of templates that are made for a provider."""
    return ProviderTemplates(activity_views(), hub().clock)


@cache
def signed_objects() -> SignedObjects:
    """Return where documents are put, made once per process."""
    return S3SignedObjects(hub().s3, ApiSettings.of(os.environ).work_bucket)


def provider_reviews() -> ProviderReviews:
    """Return the logic of reviews."""
    return ProviderReviews(hub().activities, hub().review_store, hub().objects, signed_objects(), hub().clock)


def provider_requests() -> ProviderRequests:
    """Return the logic of what physicians miss."""
    return ProviderRequests(hub().missing_credit_ends, hub().activities, hub().rosters)


def row_checks() -> RowChecks:
    """Return the logic of checks of rows."""
    views = SentRowViews(hub().submissions, hub().objects, hub().boards)
    return RowChecks(hub().validation, hub().providers, views, app.caller)


def year_reports() -> YearReports:
    """Return the logic of reading years."""
    return YearReports(hub().years, hub().activities, hub().providers, hub().teams, hub().clock)


def provider_years() -> ProviderYears:
    """Return the logic of what is told of years, and filled in."""
    return ProviderYears(year_reports(), SentYears(hub().objects))


def year_sending() -> YearSending:
    """Return the logic of sending years."""
    return YearSending(year_reports(), SentYears(hub().objects), signed_objects())


def accredited_years() -> AccreditedYears:
    """Return the logic of what accreditors read."""
    return AccreditedYears(hub().accreditors, year_reports(), year_sending())


def licensees() -> Licensees:
    """Return the logic of reading states' licensees."""
    stores = hub()
    return Licensees(
        stores.rosters, stores.records, stores.ledgers, stores.activities, stores.accounts, stores.withholdings
    )


def officers_desk() -> OfficersDesk:
    """Return the logic of what states' officers look at."""
    lookups = LicenseeLookups(hub().rosters, hub().tries)
    return OfficersDesk(
        licensees(), lookups, hub().providers, hub().state_keys, hub().noted_accesses, hub().state_logs, hub().clock
    )


def officers_checks() -> OfficersChecks:
    """Return the logic of what states' officers have checked."""
    return OfficersChecks(
        hub().checks,
        hub().audits,
        hub().rosters,
        hub().objects,
        signed_objects(),
        hub().state_logs,
        hub().checks_queue,
        hub().clock,
    )


def officers_audits() -> OfficersAudits:
    """Return the logic of audits by states' officers."""
    stores = hub()
    return OfficersAudits(
        stores.checks, stores.audits, stores.noted_accesses, stores.state_logs, stores.checks_queue, stores.clock
    )


def officers_rosters() -> OfficersRosters:
    """Return the logic of rosters that states' officers send."""
    return OfficersRosters(hub().sent_rosters, signed_objects(), hub().state_logs, hub().checks_queue, hub().clock)


def record_views() -> RecordViews:
    """Return the logic of what is told of learner records."""
    return RecordViews(hub().records, hub().activities, hub().submissions, hub().objects, hub().rosters, hub().ledgers)


def record_histories() -> RecordHistories:
    """Return the logic of what happened to learner records."""
    return RecordHistories(hub().ledgers, hub().submissions, hub().boards)


def handle(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Answer one call."""
    return app.answer(event, context)


app = HubApi(logger, lambda: hub().access)
add_activity_routes(app, lambda: ActivityChanges(calls(), activity_views()), activity_views)
add_review_routes(app, provider_reviews)
add_record_routes(app, calls, record_views, record_histories, lambda: hub().ledgers)
add_match_routes(app, match_calls)
add_missing_credit_routes(app, provider_requests)
add_reminder_routes(app, lambda: ProviderReminders(hub().open_matters, hub().clock))
add_row_check_routes(app, row_checks)
add_template_routes(app, provider_templates)
add_year_routes(app, provider_years)
add_sending_routes(app, lambda: Closings(year_reports()), year_sending)
add_accreditor_routes(app, logger, accredited_years)
add_licensing_routes(app, officers_desk)
add_check_routes(app, officers_checks)
add_audit_routes(app, officers_audits)
add_credit_routes(app, officers_desk)
add_roster_routes(app, officers_rosters)
