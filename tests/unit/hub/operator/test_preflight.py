"""``hub preflight``, against what AWS answers."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber
from typer.testing import CliRunner

from hub.cli import app
from hub.operator.preflight import Finding, findings

ACCOUNT = "123456789012"
READY_SETTINGS = {
    "mail_sender": "hub@cme.example.com",
    "site_url": "https://cme.example.com",
    "guide_url": "https://cme.example.com/docs",
    "alarm_mail": "operator@cme.example.com",
    "small_account": False,
}


class Account:
    """What an account answers, and a session that asks it: everything is ready until something else is said."""

    region_name: str | None = "us-east-1"

    def __init__(self) -> None:
        self.bootstrap = "21"
        self.bootstrap_error = ""
        self.at_once = 1000
        self.mails = {"SendingEnabled": True, "ProductionAccessEnabled": True}
        self.identities: dict[str, bool] = {"hub@cme.example.com": True}

    def client(self, service: Any) -> Any:
        client = boto3.client(service, region_name=self.region_name)
        answers: dict[str, Callable[[Stubber], None]] = {
            "ssm": self._answer_ssm,
            "lambda": lambda stubbed: stubbed.add_response(
                "get_account_settings", {"AccountLimit": {"ConcurrentExecutions": self.at_once}}
            ),
            "sesv2": self._answer_ses,
        }
        stubbed = Stubber(client)
        answers[service](stubbed)
        stubbed.activate()
        return client

    def _answer_ssm(self, stubbed: Stubber) -> None:
        if self.bootstrap_error:
            stubbed.add_client_error("get_parameter", self.bootstrap_error)
        else:
            stubbed.add_response("get_parameter", {"Parameter": {"Value": self.bootstrap}})

    def _answer_ses(self, stubbed: Stubber) -> None:
        # Each look makes a client of its own: the first asks of the account, the second of the sender.
        if not hasattr(self, "_asked_of_mails"):
            self._asked_of_mails = True
            stubbed.add_response("get_account", self.mails)
            return
        for identity in ("hub@cme.example.com", "cme.example.com"):
            if identity in self.identities:
                stubbed.add_response("get_email_identity", {"VerifiedForSendingStatus": self.identities[identity]})
            else:
                stubbed.add_client_error("get_email_identity", "NotFoundException")


@pytest.fixture
def account() -> Account:
    return Account()


def found(account: Account, **settings: Any) -> dict[str, Finding]:
    told = findings(account, ACCOUNT, READY_SETTINGS | settings)  # type: ignore[arg-type]
    return {finding.what: finding for finding in told if finding.fault}


def test_an_account_that_is_ready_has_no_fault(account: Account) -> None:
    assert found(account) == {}


@pytest.mark.parametrize(
    ("version", "error", "fault"),
    [("", "ParameterNotFound", "not done in this region"), ("5", "", "version 5 is too old")],
)
def test_the_bootstrap_is_asked_for(account: Account, version: str, error: str, fault: str) -> None:
    account.bootstrap, account.bootstrap_error = version, error
    finding = found(account)["CDK's bootstrap"]
    assert finding.fault == fault
    assert finding.mend == f"make bootstrap # in {ACCOUNT}, us-east-1"


def test_a_new_account_may_reserve_nothing_and_is_told_what_to_set_or_to_ask_for(account: Account) -> None:
    account.at_once = 100
    finding = found(account)["functions at once"]
    assert finding.fault == "the account may run 100, and none can be reserved"
    assert '"small_account" in cdk.json to true' in finding.mend
    assert "--quota-code L-B99A9384" in finding.mend
    assert found(Account(), small_account=True) == {}


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ({"SendingEnabled": True, "ProductionAccessEnabled": False}, "SES's sandbox: confirmed addresses alone"),
        ({"SendingEnabled": False, "ProductionAccessEnabled": True}, "SES has stopped the account's mails"),
    ],
)
def test_whether_mails_reach_anybody_is_looked_at(account: Account, told: dict[str, bool], fault: str) -> None:
    account.mails = told
    assert found(account)["mails to anybody"].fault == fault


def test_the_sender_may_be_confirmed_by_its_domain(account: Account) -> None:
    account.identities = {"cme.example.com": True}
    assert found(account) == {}


@pytest.mark.parametrize("identities", [{}, {"hub@cme.example.com": False}])
def test_a_sender_whom_ses_has_not_confirmed_is_told(account: Account, identities: dict[str, bool]) -> None:
    account.identities = identities
    assert "--email-identity cme.example.com" in found(account)["sender of mails"].mend


def test_settings_that_nobody_changed_are_named(account: Account) -> None:
    told = found(account, site_url="https://passport.example.org", alarm_mail="")
    assert told["settings"].fault == "not yours yet: site_url, alarm_mail"


def test_a_right_that_is_missing_hides_nothing_else(account: Account) -> None:
    account.bootstrap_error = "AccessDeniedException"
    account.at_once = 10
    told = found(account)
    assert told["CDK's bootstrap"].fault == "can't be asked: AccessDeniedException"
    assert "functions at once" in told


def test_what_was_found_is_shown_and_a_fault_ends_with_1(
    account: Account, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Session(Account):
        def client(self, service: Any) -> Any:
            if service != "sts":
                return super().client(service)
            client = boto3.client("sts")
            stubbed = Stubber(client)
            stubbed.add_response("get_caller_identity", {"Account": ACCOUNT})
            stubbed.activate()
            return client

    settings = tmp_path / "cdk.json"
    settings.write_text(json.dumps({"context": READY_SETTINGS}))
    session = Session()
    monkeypatch.setattr(boto3, "Session", lambda: session)
    ready = CliRunner().invoke(app, ["preflight", "--settings", str(settings)])
    assert ready.exit_code == 0, ready.output
    session = Session()
    session.bootstrap_error = "ParameterNotFound"
    missing = CliRunner().invoke(app, ["preflight", "--settings", str(settings)])
    assert missing.exit_code == 1
    assert "make bootstrap" in missing.output


def test_an_account_without_a_region_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = tmp_path / "cdk.json"
    settings.write_text(json.dumps({"context": READY_SETTINGS}))
    nowhere = Account()
    nowhere.region_name = None
    monkeypatch.setattr(boto3, "Session", lambda: nowhere)
    told = CliRunner().invoke(app, ["preflight", "--settings", str(settings)])
    assert (told.exit_code, "aws configure set region" in told.output) == (1, True)


def test_a_folder_without_settings_is_told_in_a_sentence(tmp_path: Path) -> None:
    told = CliRunner().invoke(app, ["preflight", "--settings", str(tmp_path / "cdk.json")])
    assert told.exit_code == 1
    assert "No settings in" in told.output
