"""The stack of the hub; the sandbox is another one like it."""

from aws_cdk import CfnOutput, Stack
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from cmehub.accounts.pools import Pool
from cmehub.rules.packs import board_codes
from infra.alarms import alarm_topic, watch_account
from infra.api import Api
from infra.board_callbacks import BoardCallbacks
from infra.board_files import AskFiles, DecisionFiles
from infra.boards import Boards
from infra.buckets import Buckets
from infra.checks import Checks
from infra.clients import Clients
from infra.contacts import admit_contacts, look_after_contacts
from infra.credentials import SigningKeys
from infra.dashboard import add_dashboard
from infra.emulator_port import EmulatorPort
from infra.feedback import Feedback
from infra.figures import Figures
from infra.functions import FunctionFactory
from infra.ingestion import Ingestion
from infra.mail import MAIL_TIMEOUT, Mail
from infra.passport import Passport
from infra.people import PeoplePool
from infra.queues import WorkQueue
from infra.search import Search, SearchIndex
from infra.site import Site
from infra.tables import Tables
from infra.target import Target
from infra.validation import VALIDATION_TIMEOUT, Validation
from infra.webhooks import DELIVERY_TIMEOUT, DELIVERY_TRIES, EVENTS_TIMEOUT, Deliveries, Events


class HubStack(Stack):
    """Storage, and the four steps from an uploaded file to the mail about it."""

    def __init__(self, scope: Construct, construct_id: str, *, target: Target, dependency_code: lambda_.Code) -> None:
        super().__init__(scope, construct_id, description="CME Hub: credits from providers to boards and physicians.")
        key = kms.Key(
            self,
            "Key",
            description="Encrypts the tables and the alarms of CME Hub.",
            enable_key_rotation=True,
            removal_policy=target.removal_policy,
        )
        if target.is_sandbox:
            CfnOutput(self, "Sandbox", value="true", description="Nothing in this stack counts.")
        if target.other_site_url:
            CfnOutput(self, "OtherSite", key="OtherSiteUrl", value=target.other_site_url)
        alarms = alarm_topic(self, target, key)
        if not target.is_sandbox:
            watch_account(self, target, alarms)
        buckets = Buckets(self, "Buckets", target=target)
        tables = Tables(self, "Tables", target=target, key=key)
        functions = FunctionFactory(
            self, "Functions", target=target, dependency_code=dependency_code, alarm_topic=alarms
        )
        notices = WorkQueue(
            self, "Notices", target=target, name="notices", function_timeout=MAIL_TIMEOUT, alarm_topic=alarms
        )
        chunks = WorkQueue(
            self, "Chunks", target=target, name="chunks", function_timeout=VALIDATION_TIMEOUT, alarm_topic=alarms
        )
        events = WorkQueue(
            self, "EventsQueue", target=target, name="events", function_timeout=EVENTS_TIMEOUT, alarm_topic=alarms
        )
        clients = Clients(self, "Clients", target=target)
        ingestion = Ingestion(
            self,
            "Ingestion",
            target=target,
            functions=functions,
            buckets=buckets,
            tables=tables,
            chunks=chunks,
            notices=notices,
            events=events,
            clients=clients,
            alarm_topic=alarms,
        )
        boards = Boards(
            self,
            "Boards",
            target=target,
            codes=board_codes(),
            functions=functions,
            buckets=buckets,
            tables=tables,
            chunks=chunks,
            notices=notices,
            events=events,
            alarm_topic=alarms,
        )
        BoardCallbacks(
            self,
            "BoardCallbacks",
            target=target,
            functions=functions,
            buckets=buckets,
            tables=tables,
            chunks=chunks,
            notices=notices,
            events=events,
            alarm_topic=alarms,
        )
        AskFiles(
            self,
            "QuestionFiles",
            target=target,
            functions=functions,
            buckets=buckets,
            tables=tables,
            alarm_topic=alarms,
        )
        DecisionFiles(
            self,
            "DecisionFiles",
            target=target,
            codes=board_codes(),
            functions=functions,
            buckets=buckets,
            tables=tables,
            chunks=chunks,
            notices=notices,
            events=events,
            alarm_topic=alarms,
        )
        signing_keys = SigningKeys(self, "SigningKeys", target=target)
        checks = Checks(
            self,
            "Checks",
            target=target,
            functions=functions,
            buckets=buckets,
            tables=tables,
            notices=notices,
            signing_keys=signing_keys,
            alarm_topic=alarms,
        )
        validation = Validation(
            self,
            "Validation",
            clients=clients,
            functions=functions,
            buckets=buckets,
            tables=tables,
            chunks=chunks,
            boards=boards.queues,
            notices=notices,
            events=events,
            checks=checks.queue,
        )
        api = Api(
            self,
            "Api",
            target=target,
            files=ingestion.calls,
            calls=validation.calls,
            pars_calls=validation.pars_calls,
            alarm_topic=alarms,
        )
        mail = Mail(
            self,
            "Mail",
            target=target,
            functions=functions,
            buckets=buckets,
            tables=tables,
            notices=notices,
            api_url=api.url,
        )
        Feedback(
            self,
            "Feedback",
            target=target,
            functions=functions,
            tables=tables,
            mail=mail,
            notices=notices,
            key=key,
            alarm_topic=alarms,
        )
        Figures(
            self,
            "Figures",
            target=target,
            functions=functions,
            buckets=buckets,
            tables=tables,
            alarm_topic=alarms,
        )
        deliveries = WorkQueue(
            self,
            "DeliveriesQueue",
            target=target,
            name="deliveries",
            function_timeout=DELIVERY_TIMEOUT,
            alarm_topic=alarms,
            tries=DELIVERY_TRIES,
            waits_for_others=True,
        )
        Events(
            self,
            "Events",
            target=target,
            functions=functions,
            buckets=buckets,
            tables=tables,
            events=events,
            deliveries=deliveries,
            notices=notices,
        )
        delivering = Deliveries(
            self,
            "Deliveries",
            target=target,
            functions=functions,
            buckets=buckets,
            tables=tables,
            mail=mail,
            deliveries=deliveries,
        )
        search_index = SearchIndex(
            self,
            "SearchIndex",
            target=target,
            functions=functions,
            buckets=buckets,
            tables=tables,
            alarm_topic=alarms,
        )
        search = Search(
            self,
            "Search",
            target=target,
            functions=functions,
            buckets=buckets,
            tables=tables,
            alarm_topic=alarms,
        )
        emulator_port = None if target.has_real_edge else EmulatorPort(self)
        physicians, staff = (
            PeoplePool(
                self,
                kind.capitalize(),
                target=target,
                kind=kind,
                invited=kind is Pool.STAFF,
                emulator_port=emulator_port,
            )
            for kind in Pool
        )
        site = Site(
            self,
            "Site",
            target=target,
            bucket=buckets.site,
            questions=search.function,
            api=api,
            asked_by_physicians=(physicians.sign_in_url, buckets.files),
            asked_by_contacts=(staff.sign_in_url, buckets.uploads, buckets.work),
            emulator_port=emulator_port,
        )
        physicians.add_client([f"{url}/account/" for url in site.urls])
        staff.add_client([f"{url}/{entry}/" for url in site.urls for entry in ("console", "licensing")])
        for function in (ingestion.calls, validation.calls):
            admit_contacts(function, staff, tables)
        look_after_contacts(ingestion.calls, staff, tables)
        tables.grant(validation.calls, "accounts", "PutItem", "DeleteItem")  # a transaction ends a missing credit
        passport = Passport(
            self,
            "Passport",
            functions=functions,
            buckets=buckets,
            tables=tables,
            physicians=physicians,
            notices=notices,
            signing_keys=signing_keys,
            site_url=site.urls[0],
        )
        mail.reach(physicians, staff, site.urls[0])
        delivering.lead_to(site.urls[0])
        api.add_passport(passport.calls, physicians)
        if not target.is_sandbox:
            add_dashboard(self, functions.made, boards, search_index, pools=(physicians, staff), target=target)
