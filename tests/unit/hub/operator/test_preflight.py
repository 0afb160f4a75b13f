"""``hub preflight``, against what AWS answers."""

import json
from pathlib import Path
from typing import Any

import boto3
import pytest
from typer.testing import CliRunner

from hub.cli import app
from hub.operator.finding import Finding
from hub.operator.preflight import findings
from tests.aws_account import ACCOUNT, READY_SETTINGS, REGION, Account


@pytest.fixture
def account() -> Account:
    return Account()


def found(account: Account, **settings: Any) -> dict[str, Finding]:
    told = findings(account, ACCOUNT, READY_SETTINGS | settings)  # type: ignore[arg-type]
    return {finding.what: finding for finding in told if finding.fault}


def test_an_account_that_is_ready_has_no_fault(account: Account) -> None:
    assert found(account) == {}


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ("ParameterNotFound", "not done in this region"),
        ({"Parameter": {"Value": "5"}}, "version 5 is too old"),
    ],
)
def test_the_bootstrap_is_asked_for(account: Account, answer: str | dict[str, Any], fault: str) -> None:
    account.bootstrap = answer
    finding = found(account)["CDK's bootstrap"]
    assert finding.fault == fault
    assert finding.mend == f"make bootstrap # in {ACCOUNT}, {REGION}"


def test_a_new_account_may_reserve_nothing_and_is_told_what_to_set_or_to_ask_for(account: Account) -> None:
    account.at_once = 100
    finding = found(account)["functions at once"]
    assert finding.fault == "the account may run 100, and none can be reserved"
    assert '"small_account" in cdk.json to true' in finding.mend
    assert "--quota-code L-B99A9384" in finding.mend
    assert found(account, small_account=True) == {}


def test_an_account_whose_apis_take_few_calls_is_told_what_to_ask_for(account: Account) -> None:
    account.calls_a_second = 500
    finding = found(account)["calls a second"]
    assert finding.fault == "the account's APIs take 500, the hub's 700"
    assert "--quota-code L-8A5B8E43" in finding.mend
    account.calls_a_second = 700
    assert found(account) == {}


def test_a_region_without_a_service_is_told(account: Account) -> None:
    account.region_name = "eu-nowhere-1"
    assert found(account)["region"].fault == "eu-nowhere-1 lacks sesv2, cognito-idp, apigatewayv2"


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ({"ProductionAccessEnabled": False}, "SES's sandbox: confirmed addresses alone"),
        ({"SendingEnabled": False}, "SES has stopped the account's mails"),
        ({"SendQuota": {"Max24HourSend": 200.0}}, "200 mails a day"),
    ],
)
def test_whether_mails_reach_anybody_is_looked_at(account: Account, told: dict[str, Any], fault: str) -> None:
    account.mails |= told
    assert found(account)["mails to anybody"].fault == fault


def test_an_account_without_a_limit_of_mails_is_ready(account: Account) -> None:
    account.mails["SendQuota"] = {"Max24HourSend": -1.0}
    assert found(account) == {}


def test_settings_that_nobody_changed_are_named(account: Account) -> None:
    told = found(account, site_url="https://passport.example.org", alarm_mail="")
    assert told["settings"].fault == "not yours yet: site_url, alarm_mail"


def test_sign_in_pages_that_a_former_stack_left_are_told(account: Account) -> None:
    name = f"cme-hub-staff-{ACCOUNT}-{REGION}"
    account.sign_in_pages[name] = "us-west-2_left"
    finding = found(account)["sign-in pages"]
    assert finding.fault == f"a stack that is gone left {name}"
    assert f"--domain {name} --user-pool-id us-west-2_left" in finding.mend
    account.stacks["CmeHub"] = {}
    assert found(account) == {}, "now they are the stack's"


def test_a_right_that_is_missing_hides_nothing_else(account: Account) -> None:
    account.refused = {"ssm", "cloudformation"}
    account.at_once = 10
    told = found(account)
    assert told["CDK's bootstrap"].fault == "can't be asked: AccessDeniedException"
    assert told["stack CmeHub"].fault == "can't be asked: AccessDeniedException"
    assert "functions at once" in told


def test_what_was_found_is_shown_and_a_fault_ends_with_1(
    account: Account, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "cdk.json"
    settings.write_text(json.dumps({"context": READY_SETTINGS}))
    monkeypatch.setattr(boto3, "Session", lambda: account)
    monkeypatch.setattr(account, "get_available_regions", lambda _service: [REGION])
    ready = CliRunner().invoke(app, ["preflight", "--settings", str(settings)])
    assert ready.exit_code == 0, ready.output
    account.bootstrap = "ParameterNotFound"
    missing = CliRunner().invoke(app, ["preflight", "--settings", str(settings)])
    assert missing.exit_code == 1
    assert "make bootstrap" in missing.output


def test_settings_of_an_earlier_version_are_told_in_a_sentence(tmp_path: Path) -> None:
    settings = tmp_path / "cdk.json"
    settings.write_text(json.dumps({"context": {"mail_sender": "hub@cme.example.com"}}))
    told = CliRunner().invoke(app, ["preflight", "--settings", str(settings)])
    assert told.exit_code == 1
    assert "lacks alarm_mail, api_certificate, api_names" in told.output


def test_an_account_without_a_region_is_told_in_a_sentence(
    account: Account, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "cdk.json"
    settings.write_text(json.dumps({"context": READY_SETTINGS}))
    account.region_name = None
    monkeypatch.setattr(boto3, "Session", lambda: account)
    told = CliRunner().invoke(app, ["preflight", "--settings", str(settings)])
    assert (told.exit_code, "aws configure set region" in told.output) == (1, True)


def test_a_folder_without_settings_is_told_in_a_sentence(tmp_path: Path) -> None:
    told = CliRunner().invoke(app, ["preflight", "--settings", str(tmp_path / "cdk.json")])
    assert told.exit_code == 1
    assert "No settings in" in told.output
