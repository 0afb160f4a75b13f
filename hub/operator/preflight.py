"""``hub preflight``: whether an AWS account is ready for the stack, and what to type where it isn't."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import boto3
import typer
from botocore.exceptions import BotoCoreError, ClientError

from hub import screen
from hub.errors import UserError

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

Settings = Mapping[str, Any]


@dataclass(frozen=True)
class Finding:
    """What was looked at; a fault if it isn't ready, and what to do or type."""

    what: str
    fault: str = ""
    mend: str = ""


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


def findings(session: boto3.Session, account: str, settings: Settings) -> Iterator[Finding]:
    """Yield what is ready and what isn't; what can't be asked for want of a right is a finding too."""
    looks: dict[str, Callable[[], Finding]] = {
        "settings": lambda: _settings(settings),
        "CDK's bootstrap": lambda: _bootstrap(session, account),
        "functions at once": lambda: _functions(session, settings),
        "mails to anybody": lambda: _mails(session),
        "sender of mails": lambda: _sender(session, settings),
    }
    for what, look in looks.items():
        try:
            yield look()
        except ClientError as error:
            code = error.response["Error"]["Code"]
            yield Finding(what, f"can't be asked: {code}", "Use credentials of somebody who may deploy.")


def _settings(settings: Settings) -> Finding:
    left = [name for name in ("mail_sender", "site_url", "guide_url") if "example.org" in settings[name]]
    if not settings["alarm_mail"]:
        left.append("alarm_mail")
    if not left:
        return Finding("settings")
    return Finding("settings", f"not yours yet: {', '.join(left)}", "Put your own into cdk.json.")


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


def _mails(session: boto3.Session) -> Finding:
    what, console = "mails to anybody", "in SES's console, Account dashboard"
    account = session.client("sesv2").get_account()
    if not account.get("SendingEnabled"):
        return Finding(what, "SES has stopped the account's mails", f"Read why, and answer AWS, {console}.")
    if not account.get("ProductionAccessEnabled"):
        return Finding(what, "SES's sandbox: confirmed addresses alone", f"Ask for production access, {console}.")
    return Finding(what)


def _sender(session: boto3.Session, settings: Settings) -> Finding:
    what, sender = "sender of mails", settings["mail_sender"]
    ses = session.client("sesv2")
    domain = sender.rpartition("@")[2]
    for identity in (sender, domain):
        try:
            if ses.get_email_identity(EmailIdentity=identity)["VerifiedForSendingStatus"]:
                return Finding(what)
        except ses.exceptions.NotFoundException:
            continue
    mend = f"aws sesv2 create-email-identity --email-identity {domain} # then its DKIM records into the domain's DNS"
    return Finding(what, f"SES hasn't confirmed {domain}", mend)
