"""Whether SES lets the hub send as its sender."""

from typing import Any

import pytest

from hub.operator.finding import Finding
from hub.operator.sender import look
from tests.aws_account import READY_SETTINGS, Account

DOMAIN = "cme.example.com"
OF_DOMAIN: dict[str, Any] = {"mail_from_domain": "mail.cme.example.com"}


@pytest.fixture
def account() -> Account:
    return Account()


def found(account: Account, *, is_deployed: bool = False, **settings: Any) -> Finding:
    return look(account, READY_SETTINGS | settings, is_deployed=is_deployed)  # type: ignore[arg-type]


def identity(*, dkim: str = "SUCCESS", mail_from: str = "SUCCESS") -> dict[str, Any]:
    return {
        "VerifiedForSendingStatus": dkim == "SUCCESS",
        "DkimAttributes": {"Status": dkim, "Tokens": ["one", "two", "three"]},
        "MailFromAttributes": {
            "MailFromDomain": "mail.cme.example.com",
            "MailFromDomainStatus": mail_from,
            "BehaviorOnMxFailure": "USE_DEFAULT_VALUE",
        },
    }


def test_the_sender_may_be_confirmed_by_its_domain(account: Account) -> None:
    account.identities = {DOMAIN: {"VerifiedForSendingStatus": True}}
    assert not found(account).fault


@pytest.mark.parametrize("identities", [{}, {"hub@cme.example.com": {"VerifiedForSendingStatus": False}}])
def test_a_sender_whom_ses_has_not_confirmed_is_told(account: Account, identities: dict[str, Any]) -> None:
    account.identities = identities
    assert f"--email-identity {DOMAIN}" in found(account).mend


@pytest.mark.parametrize("settings", [{}, OF_DOMAIN])
def test_sign_ins_that_could_come_from_the_sender_are_told(account: Account, settings: dict[str, Any]) -> None:
    account.identities[DOMAIN] = identity()
    told = found(account, is_deployed=True, sender_is_confirmed=False, **settings)
    assert told.fault == "confirmed, but sign-ins are still mailed by AWS, 50 a day"
    assert told.mend == 'Set "sender_is_confirmed" in cdk.json to true, and deploy'
    assert not found(account, is_deployed=True, **settings).fault


def test_a_domain_that_the_stack_will_make_is_ready_unless_it_is_said_to_be_confirmed(account: Account) -> None:
    assert not found(account, sender_is_confirmed=False, **OF_DOMAIN).fault
    told = found(account, **OF_DOMAIN)
    assert told.fault == f"{DOMAIN} comes with the stack, and nobody can have confirmed it"
    assert "to false" in told.mend


def test_a_domain_that_somebody_made_before_the_stack_is_told(account: Account) -> None:
    account.identities[DOMAIN] = identity()
    told = found(account, sender_is_confirmed=False, **OF_DOMAIN)
    assert told.fault == f"{DOMAIN} is in SES already, and the stack can't make it again"


def test_a_domain_that_was_set_after_the_deployment_is_deployed(account: Account) -> None:
    assert found(account, is_deployed=True, **OF_DOMAIN).mend == "make deploy"


def test_the_records_that_ses_has_not_found_are_told(account: Account) -> None:
    account.identities[DOMAIN] = identity(dkim="PENDING", mail_from="PENDING")
    assert found(account, is_deployed=True, **OF_DOMAIN).mend == (
        "Make in DNS: one._domainkey.cme.example.com CNAME one.dkim.amazonses.com; "
        "two._domainkey.cme.example.com CNAME two.dkim.amazonses.com; "
        "three._domainkey.cme.example.com CNAME three.dkim.amazonses.com"
    )
    account.identities[DOMAIN] = identity(mail_from="FAILED")
    assert found(account, is_deployed=True, **OF_DOMAIN).mend == (
        "Make in DNS: mail.cme.example.com MX 10 feedback-smtp.us-west-2.amazonses.com; "
        'mail.cme.example.com TXT "v=spf1 include:amazonses.com ~all"'
    )
    in_zone = found(account, is_deployed=True, hosted_zone="Z0123456789ABC", **OF_DOMAIN)
    assert "The stack made them" in in_zone.mend
