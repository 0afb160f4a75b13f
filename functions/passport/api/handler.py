"""The function behind the API's routes for physicians who signed in."""

import os
import time
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext
from pydantic import Json

from cmehub.accounts.pools import Pool
from cmehub.accounts.signing_up import SigningUp
from cmehub.api.access import PeopleAdmission
from cmehub.api.resolver import HubApi
from cmehub.api.tokens import CognitoTokens
from cmehub.credentials.issued import new_code
from cmehub.credentials.making import Issuer, MakingCredentials
from cmehub.credentials.published import PublishedLists, SignedLists
from cmehub.credentials.signing import KmsKey, Signing
from cmehub.passport.account_ends import AskedEnds
from cmehub.passport.answering_audits import AnsweringAudits
from cmehub.passport.archives import Archives
from cmehub.passport.asking_for_credits import AskingForCredits
from cmehub.passport.credit_pages import CreditPages
from cmehub.passport.histories import Histories
from cmehub.passport.issuing_prints import IssuingPrints
from cmehub.passport.keeping_needs import KeepingNeeds
from cmehub.passport.making_transcripts import MakingTranscripts
from cmehub.passport.reading_duties import ReadingDuties
from cmehub.passport.reading_shares import ReadingShares
from cmehub.passport.sharing import Sharing
from cmehub.runtime.clients import cognito_client, kms_client
from cmehub.runtime.hub import Hub
from cmehub.runtime.settings import Settings
from cmehub.stores.accounts import learner_keys
from cmehub.stores.cognito_members import CognitoMembers
from cmehub.stores.members import MemberStore
from functions.passport.api.accesses import add_access_routes
from functions.passport.api.account_ends import add_account_end_routes
from functions.passport.api.archives import add_archive_routes
from functions.passport.api.audits import add_audit_routes
from functions.passport.api.claims import add_claim_routes
from functions.passport.api.confirmations import add_confirmation_routes
from functions.passport.api.credentials import add_credential_routes
from functions.passport.api.credits import add_credit_routes
from functions.passport.api.mail_preferences import MailChoices, add_mail_preference_routes
from functions.passport.api.me import SignedInAccount, add_me_routes
from functions.passport.api.missing_answers import MissingAnswers, add_missing_answer_routes
from functions.passport.api.missing_credits import add_missing_credit_routes
from functions.passport.api.needs import add_need_routes
from functions.passport.api.own_credits import add_own_credit_routes
from functions.passport.api.published import add_published_routes
from functions.passport.api.shared import add_shared_routes
from functions.passport.api.shares import add_share_routes
from functions.passport.api.sign_ups import add_sign_up_routes
from functions.passport.api.state_duties import add_state_duty_routes
from functions.passport.api.transcripts import WritingTranscripts, add_transcript_routes
from functions.passport.api.verifications import add_verification_routes
from functions.passport.api.withholdings import WithholdingChoices, add_withholding_routes

logger = Logger()
signed_lists: SignedLists = {}


class PassportSettings(Settings):
    """
    What this function reads from its environment.

    Attributes
    ----------
    signing_keys
        The keys of KMS, as a JSON array: the first signs, the others signed before it.
    """

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
    site_url: str
    signing_keys: Json[list[str]]
    credentials_need_confirmed: bool


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
def access() -> PeopleAdmission:
    """Return who admits callers, made once per process."""
    sign_ins = CognitoTokens.of_pool(settings().physicians_pool_id, settings().aws_region, os.environ)
    return PeopleAdmission(Pool.PHYSICIANS, settings().physicians_client_id, sign_ins, hub().standings)


@cache
def signing() -> Signing:
    """Return what signs, made once per process."""
    kms = kms_client()
    return Signing([KmsKey(kms, key_id) for key_id in settings().signing_keys])


def issuer() -> Issuer:
    """Return as whom the hub signs."""
    return Issuer(settings().site_url, signing(), settings().credentials_need_confirmed)


def published_lists() -> PublishedLists:
    """Return what hands out status lists, and remembers what it signed."""
    return PublishedLists(hub().issued_documents, issuer(), hub().clock, signed_lists)


def making_credentials() -> MakingCredentials:
    """Return what makes credentials, with its stores."""
    return MakingCredentials(
        issuing=hub().issuing,
        accounts=hub().accounts,
        rosters=hub().rosters,
        activities=hub().activities,
        providers=hub().providers,
        tries=hub().tries,
        issuer=issuer(),
        new_code=new_code,
    )


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


def reading_duties() -> ReadingDuties:
    """Return the logic of states' duties with its stores."""
    return ReadingDuties(
        hub().needs,
        hub().accounts,
        hub().rosters,
        hub().withholdings,
        hub().own_credits,
        hub().records,
        hub().ledgers,
        hub().activities,
        hub().clock,
    )


def writing_transcripts() -> WritingTranscripts:
    """Return what makes transcripts and prints them, with its stores."""
    making = MakingTranscripts(
        hub().accounts,
        hub().rosters,
        hub().own_credits,
        hub().records,
        hub().ledgers,
        hub().activities,
        hub().providers,
        hub().clock,
    )
    prints = IssuingPrints(hub().issuing, hub().tries, settings().site_url, settings().credentials_need_confirmed)
    return WritingTranscripts(making, prints)


def sharing() -> Sharing:
    """Return the logic of shares with its stores."""
    writing = writing_transcripts()
    return Sharing(
        shares=hub().shares,
        making=writing.making,
        prints=writing.prints,
        tries=hub().tries,
        notices=hub().notices_queue,
        needs_confirmed=settings().credentials_need_confirmed,
        clock=hub().clock,
    )


def reading_shares() -> ReadingShares:
    """Return the logic of reading shares with its stores."""
    writing = writing_transcripts()
    return ReadingShares(
        shares=hub().shares,
        making=writing.making,
        prints=writing.prints,
        accesses=hub().noted_accesses,
        tries=hub().tries,
        notices=hub().notices_queue,
        clock=hub().clock,
    )


def answering_audits() -> AnsweringAudits:
    """Return the logic of audits with its stores."""
    return AnsweringAudits(hub().accounts, hub().audits, hub().clock)


def archives() -> Archives:
    """Return the logic of archives with its stores."""
    return Archives(
        pages=credit_pages(),
        histories=histories(),
        accounts=hub().accounts,
        accesses=hub().accesses,
        audits=answering_audits(),
        withholdings=hub().withholdings,
        requests=hub().missing_credits,
        needs=hub().needs,
        mails=hub().physician_mails,
        documents=hub().issued_documents,
        shares=hub().shares,
        own_files=hub().own_files,
        archives=hub().archives,
        clock=hub().clock,
        elapsed=time.monotonic,
    )


def handle(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Answer one call; nobody on the way may keep what is said of a person, only what is published for all."""
    answer = app.answer(event, context)
    return {**answer, "headers": {"Cache-Control": "no-store", **answer["headers"]}}


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
add_transcript_routes(app, writing_transcripts)
add_share_routes(app, sharing, lambda: settings().site_url)
add_shared_routes(app, reading_shares)
add_withholding_routes(app, lambda: WithholdingChoices(hub().accounts, hub().withholdings, hub().clock))
add_audit_routes(app, answering_audits)
add_access_routes(app, keys_of, lambda: hub().accesses)
add_missing_credit_routes(app, asking_for_credits, lambda: hub().providers)
add_missing_answer_routes(app, missing_answers)
add_need_routes(app, keeping_needs, keys_of, lambda: hub().clock())
add_state_duty_routes(app, reading_duties)
add_mail_preference_routes(app, lambda: MailChoices(hub().physician_mails, hub().clock))
add_credential_routes(app, making_credentials, issuer, lambda: hub().clock())
add_published_routes(app, issuer, published_lists)
add_verification_routes(app, lambda: hub().issued_documents, lambda: hub().clock())
add_sign_up_routes(app, lambda: SigningUp(members(), time.monotonic, time.sleep))
