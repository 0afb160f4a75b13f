"""``hub preflight``: whether an AWS account is ready for the stack, and what to type where it isn't."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import boto3
import typer
from botocore.exceptions import BotoCoreError, ClientError

from hub import screen
from hub.errors import UserError
from hub.operator import own_names, sender
from hub.operator.finding import Finding, Look, Settings
from hub.operator.own_names import Lookup
from hub.running_stack import STACK_NAME
from hub.stack import StackError, stack_outputs

_BOOTSTRAP_VERSION = "/cdk-bootstrap/hnb659fds/version"
_LEAST_BOOTSTRAP = 6
"""What the stack's template asks for."""
_LEAST_AT_ONCE = 101
"""Lambda leaves 100 executions for functions without a reservation, and the search index reserves one:
https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html"""
_ASK_FOR_MORE = (
    "aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384"
    " --desired-value 1000"
)
_LEAST_CALLS = 700
"""A second: what the APIs of the hub and of a sandbox take together."""
_ASK_FOR_CALLS = (
    "aws service-quotas request-service-quota-increase --service-code apigateway --quota-code L-8A5B8E43"
    " --desired-value 10000"
)
_SANDBOX_MAILS = 200
"""A day: so many SES lets a new account send: https://docs.aws.amazon.com/ses/latest/dg/request-production-access.html"""
_NOT_EVERYWHERE = ("sesv2", "cognito-idp", "apigatewayv2")
_NAMES = {
    *("alarm_mail", "api_certificate", "api_names", "guide_url", "hosted_zone", "mail_from_domain", "mail_sender"),
    *("sandbox_api_names", "sandbox_url", "sender_is_confirmed", "site_certificate", "site_url", "small_account"),
}
"""Of the settings that are looked at."""
_STACKS = (STACK_NAME, f"{STACK_NAME}Sandbox")


def check(
    settings_file: Annotated[
        Path, typer.Option("--settings", metavar="FILE", help="The settings that will be deployed.")
    ] = Path("cdk.json"),
) -> None:
    """Look whether the account of your AWS credentials is ready for a deployment; nothing is changed."""
    try:
        settings = json.loads(settings_file.read_text("utf-8"))["context"]
    except (OSError, ValueError, KeyError) as error:
        raise UserError(f"No settings in {settings_file}. Type this where the project's cdk.json is.") from error
    left = sorted(_NAMES - settings.keys())
    if left:
        raise UserError(f"{settings_file} lacks {', '.join(left)}. Take them from the cdk.json of this version.")
    session = boto3.Session()
    if not session.region_name:
        raise UserError("No AWS region is set. Set one with: aws configure set region us-east-1")
    try:
        account = session.client("sts").get_caller_identity()["Account"]
    except (BotoCoreError, ClientError) as error:
        raise UserError(f"There are no AWS credentials that work: {error}. Get some with: aws configure sso") from error
    found = list(findings(session, account, settings))
    listing = screen.table(f"Account {account}, {session.region_name}", "what", "found", "what to do")
    for finding in found:
        listing.add_row(finding.what, finding.fault or "ready", finding.mend)
    screen.output().print(listing)
    if any(finding.fault for finding in found):
        raise typer.Exit(1)


def findings(
    session: boto3.Session, account: str, settings: Settings, lookup: Lookup = socket.gethostbyname_ex
) -> Iterator[Finding]:
    """Yield what is ready and what isn't; what can't be asked for want of a right is a finding too."""
    stacks = {}
    for name in _STACKS:
        try:
            stacks[name] = stack_outputs(session, name)
        except StackError:
            continue  # not deployed yet
        except ClientError as error:
            yield _unasked(f"stack {name}", error)
    is_deployed = STACK_NAME in stacks
    looks: dict[str, Look] = {
        "settings": lambda: _settings(settings),
        "region": lambda: _region(session),
        "CDK's bootstrap": lambda: _bootstrap(session, account),
        "functions at once": lambda: _functions(session, settings),
        "calls a second": lambda: _calls(session),
        "mails to anybody": lambda: _mails(session),
        "sender of mails": lambda: sender.look(session, settings, is_deployed=is_deployed),
        **own_names.looks(session, settings, stacks.values(), lookup),
    }
    if not is_deployed:
        looks["sign-in pages"] = lambda: _sign_in_pages(session, account)
    for what, look in looks.items():
        try:
            yield look()
        except ClientError as error:
            yield _unasked(what, error)


def _unasked(what: str, error: ClientError) -> Finding:
    code = error.response["Error"]["Code"]
    return Finding(what, f"can't be asked: {code}", "Use credentials of somebody who may deploy.")


def _settings(settings: Settings) -> Finding:
    left = [name for name in ("mail_sender", "site_url", "guide_url") if "example.org" in settings[name]]
    if not settings["alarm_mail"]:
        left.append("alarm_mail")
    if not left:
        return Finding("settings")
    return Finding("settings", f"not yours yet: {', '.join(left)}", "Put your own into cdk.json.")


def _region(session: boto3.Session) -> Finding:
    services: tuple[Any, ...] = _NOT_EVERYWHERE
    left = [service for service in services if session.region_name not in session.get_available_regions(service)]
    if not left:
        return Finding("region")
    fault = f"{session.region_name} lacks {', '.join(left)}"
    return Finding("region", fault, "Take one that has them: aws configure set region us-east-1")


def _bootstrap(session: boto3.Session, account: str) -> Finding:
    what, mend = "CDK's bootstrap", f"make bootstrap # in {account}, {session.region_name}"
    ssm = session.client("ssm")
    try:
        version = int(ssm.get_parameter(Name=_BOOTSTRAP_VERSION)["Parameter"]["Value"])
    except ssm.exceptions.ParameterNotFound:
        return Finding(what, "not done in this region", mend)
    return Finding(what) if version >= _LEAST_BOOTSTRAP else Finding(what, f"version {version} is too old", mend)


def _functions(session: boto3.Session, settings: Settings) -> Finding:
    what = "functions at once"
    limit = session.client("lambda").get_account_settings()["AccountLimit"]["ConcurrentExecutions"]
    if limit >= _LEAST_AT_ONCE or settings["small_account"]:
        return Finding(what)
    mend = f'Set "small_account" in cdk.json to true, or ask for more: {_ASK_FOR_MORE}'
    return Finding(what, f"the account may run {limit:,}, and none can be reserved", mend)


def _calls(session: boto3.Session) -> Finding:
    what = "calls a second"
    rate = session.client("apigateway").get_account()["throttleSettings"]["rateLimit"]
    if rate >= _LEAST_CALLS:
        return Finding(what)
    return Finding(what, f"the account's APIs take {rate:,.0f}, the hub's {_LEAST_CALLS}", _ASK_FOR_CALLS)


def _mails(session: boto3.Session) -> Finding:
    what, console = "mails to anybody", "in SES's console, Account dashboard"
    account = session.client("sesv2").get_account()
    if not account.get("SendingEnabled"):
        return Finding(what, "SES has stopped the account's mails", f"Read why, and answer AWS, {console}.")
    if not account.get("ProductionAccessEnabled"):
        return Finding(what, "SES's sandbox: confirmed addresses alone", f"Ask for production access, {console}.")
    a_day = account["SendQuota"]["Max24HourSend"]
    if 0 <= a_day <= _SANDBOX_MAILS:  # -1 is without a limit
        return Finding(what, f"{a_day:.0f} mails a day", f"Ask for more, {console}.")
    return Finding(what)


def _sign_in_pages(session: boto3.Session, account: str) -> Finding:
    what, cognito = "sign-in pages", session.client("cognito-idp")
    for part in ("", "-physicians", "-staff"):
        name = f"cme-hub{part}-{account}-{session.region_name}"
        pool = cognito.describe_user_pool_domain(Domain=name)["DomainDescription"].get("UserPoolId")
        if pool:
            mend = f"If nobody needs it: aws cognito-idp delete-user-pool-domain --domain {name} --user-pool-id {pool}"
            return Finding(what, f"a stack that is gone left {name}", mend)
    return Finding(what)
