"""The function behind the API's routes for physicians who signed in."""

import os
import time
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from cmehub.accounts.pools import Pool
from cmehub.accounts.signing_up import SigningUp
from cmehub.api.access import PeopleAccess
from cmehub.api.resolver import HubApi
from cmehub.api.tokens import CognitoTokens
from cmehub.passport.account_ends import AskedEnds
from cmehub.passport.archives import Archives
from cmehub.passport.asking_for_credits import AskingForCredits
from cmehub.passport.credit_pages import CreditPages
from cmehub.passport.histories import Histories
from cmehub.passport.keeping_needs import KeepingNeeds
from cmehub.passport.making_transcripts import MakingTranscripts
from cmehub.runtime.clients import cognito_client
from cmehub.runtime.hub import Hub
from cmehub.runtime.settings import Settings
from cmehub.stores.accounts import learner_keys
from cmehub.stores.cognito_members import CognitoMembers
from cmehub.stores.members import MemberStore
from functions.passport.api.accesses import add_access_routes
from functions.passport.api.account_ends import add_account_end_routes
from functions.passport.api.archives import add_archive_routes
from functions.passport.api.claims import add_claim_routes
from functions.passport.api.confirmations import add_confirmation_routes
from functions.passport.api.credits import add_credit_routes
from functions.passport.api.mail_preferences import MailChoices, add_mail_preference_routes
from functions.passport.api.me import SignedInAccount, add_me_routes
from functions.passport.api.missing_answers import MissingAnswers, add_missing_answer_routes
from functions.passport.api.missing_credits import add_missing_credit_routes
from functions.passport.api.needs import add_need_routes
from functions.passport.api.own_credits import add_own_credit_routes
from functions.passport.api.sign_ups import add_sign_up_routes
from functions.passport.api.transcripts import add_transcript_routes

logger = Logger()


class PassportSettings(Settings):
    """What this function reads from its environment."""

    physicians_pool_id: str
    physicians_client_id: str
    accounts_table: str
    aws_region: str
    rosters_table: str
    records_table: str
    submissions_table: str
    boards_table: str
    activities_table: str
    providers_table: str
    files_bucket: str
    notices_queue_url: str


@cache
def settings() -> PassportSettings:
    """Return the settings, read once per process."""
    return PassportSettings.of(os.environ)


@cache
def hub() -> Hub:
    """Return the hub, made once per process."""
    return Hub(settings())


@cache
def members() -> MemberStore:
    """Return the pool of physicians, made once per process."""
    return CognitoMembers(cognito_client(), settings().physicians_pool_id)


@cache
def access() -> PeopleAccess:
    """Return who admits callers, made once per process."""
    sign_ins = CognitoTokens.of_pool(settings().physicians_pool_id, settings().aws_region, os.environ)
    return PeopleAccess(Pool.PHYSICIANS, settings().physicians_client_id, sign_ins, hub().standings)


def credit_pages() -> CreditPages:
    """Return the logic of credits with its stores."""
    return CreditPages(
        hub().own_credits,
        hub().records,
        hub().ledgers,
        hub().boards,
        hub().activities,
        hub().providers,
        hub().clock,
    )


def histories() -> Histories:
    """Return the logic of histories with its stores."""
    return Histories(hub().records, hub().ledgers, hub().submissions, hub().boards, hub().providers)


def asking_for_credits() -> AskingForCredits:
    """Return the logic of missing credits with its stores."""
    return AskingForCredits(hub().missing_credit_ends, hub().activities, hub().tries)


def missing_answers() -> MissingAnswers:
    """Return the page on which providers answer, with its stores."""
    return MissingAnswers(hub().missing_credit_ends, hub().activities, hub().rosters)


def keeping_needs() -> KeepingNeeds:
    """Return the logic of needs with its stores."""
    return KeepingNeeds(hub().needs, hub().records, hub().ledgers, hub().activities, hub().clock)


def making_transcripts() -> MakingTranscripts:
    """Return the logic of transcripts with its stores."""
    return MakingTranscripts(
        hub().accounts,
        hub().rosters,
        hub().own_credits,
        hub().records,
        hub().ledgers,
        hub().activities,
        hub().providers,
        hub().clock,
    )


def archives() -> Archives:
    """Return the logic of archives with its stores."""
    return Archives(
        pages=credit_pages(),
        histories=histories(),
        accounts=hub().accounts,
        accesses=hub().accesses,
        requests=hub().missing_credits,
        needs=hub().needs,
        mails=hub().physician_mails,
        own_files=hub().own_files,
        archives=hub().archives,
        clock=hub().clock,
        elapsed=time.monotonic,
    )


def handle(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Answer one call; nobody on the way may keep what is said of a person."""
    answer = app.answer(event, context)
    return {**answer, "headers": {**answer["headers"], "Cache-Control": "no-store"}}


def keys_of(sub: str) -> list[str]:
    """Return what the records lie under of the physician whom an account has claimed."""
    return learner_keys(hub().accounts, sub)


app = HubApi(logger, access)
add_me_routes(app, lambda: SignedInAccount(members(), hub().standings, hub().claiming, hub().needs, hub().clock))
add_account_end_routes(app, lambda: AskedEnds(hub().standings, hub().clock))
add_archive_routes(app, archives, lambda sub: members().find(sub))
add_claim_routes(app, lambda: hub().claiming)
add_confirmation_routes(app, lambda: hub().claiming, lambda: hub().confirming)
add_credit_routes(app, keys_of, credit_pages, histories, lambda: hub().clock())
add_own_credit_routes(app, lambda: hub().entering_credits)
add_transcript_routes(app, making_transcripts)
add_access_routes(app, keys_of, lambda: hub().accesses)
add_missing_credit_routes(app, asking_for_credits, lambda: hub().providers)
add_missing_answer_routes(app, missing_answers)
add_need_routes(app, keeping_needs, keys_of, lambda: hub().clock())
add_mail_preference_routes(app, lambda: MailChoices(hub().physician_mails, hub().clock))
add_sign_up_routes(app, lambda: SigningUp(members(), time.monotonic, time.sleep))
