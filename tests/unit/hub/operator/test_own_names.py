"""Whether the hub's own names are ready: certificates, the zone, and DNS."""

import socket
from typing import Any

import pytest

from hub.operator.finding import Finding
from hub.operator.own_names import looks
from tests.aws_account import API_CERTIFICATE, READY_SETTINGS, SITE_CERTIFICATE, ZONE, Account, certificate

SITE = "passport.cme.example.com"
DISTRIBUTION = "d111.cloudfront.net"
API_NAMES = {"api": "api.cme.example.com", "search": "search.cme.example.com"}
RECORD = {"name": "_a.passport.cme.example.com.", "value": "_b.acm-validations.aws."}
ELSEWHERE = f"arn:aws:acm:eu-west-1:{API_CERTIFICATE.split(':')[4]}:certificate/apis"
DEPLOYED = {
    "SiteUrl": f"https://{SITE}",
    "SiteDomain": DISTRIBUTION,
    "ApiUrl": "https://api.cme.example.com",
    "SearchUrl": "https://s1.execute-api.us-west-2.amazonaws.com",
    "DnsRecordSite": f"{SITE} CNAME {DISTRIBUTION}",
    "DnsRecordApi": "api.cme.example.com CNAME d-1.execute-api.us-west-2.amazonaws.com",
    "DnsRecordDkim1": "one._domainkey.cme.example.com CNAME one.dkim.amazonses.com",
}


class Names:
    """What DNS knows: the real name and the addresses by host."""

    def __init__(self, **known: tuple[str, str]) -> None:
        self.known: dict[str, tuple[str, str]] = known

    def lookup(self, host: str) -> tuple[str, list[str], list[str]]:
        if host not in self.known:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        name, address = self.known[host]
        return name, [] if name == host else [host], [address]


@pytest.fixture
def account() -> Account:
    return Account()


@pytest.fixture
def names() -> Names:
    names = Names()
    names.known = {
        SITE: (DISTRIBUTION, "192.0.2.1"),
        "api.cme.example.com": ("d-1.execute-api.us-west-2.amazonaws.com", "192.0.2.2"),
        DISTRIBUTION: (DISTRIBUTION, "192.0.2.1"),
        "d-1.execute-api.us-west-2.amazonaws.com": ("d-1.execute-api.us-west-2.amazonaws.com", "192.0.2.2"),
    }
    return names


def found(
    account: Account, stack: dict[str, str] | None = None, names: Names | None = None, **settings: Any
) -> dict[str, Finding]:
    lookup = (names or Names()).lookup
    asked = looks(account, READY_SETTINGS | settings, [stack] if stack else [], lookup)  # type: ignore[arg-type]
    return {what: finding for what, look in asked.items() if (finding := look()).fault}


def test_a_site_without_a_certificate_does_not_answer_to_its_name(account: Account) -> None:
    told = found(account, site_certificate="", sandbox_url="https://sandbox.cme.example.com")["site's certificate"]
    assert told.fault == f"none, so that the site doesn't answer to {SITE} and sandbox.cme.example.com"
    assert told.mend.startswith(
        f"aws acm request-certificate --region us-east-1 --validation-method DNS --domain-name {SITE}"
        " --subject-alternative-names sandbox.cme.example.com # then its ARN into cdk.json as site_certificate"
    )
    assert found(account, site_certificate="", site_url=f"https://{DISTRIBUTION}") == {}


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        (certificate("cme.example.com"), f"it is for cme.example.com, not for {SITE}"),
        (certificate("*.example.com"), f"it is for *.example.com, not for {SITE}"),
        (certificate(SITE) | {"Status": "EXPIRED"}, "it is EXPIRED"),
    ],
)
def test_a_certificate_that_does_not_serve_is_told(account: Account, told: dict[str, Any], fault: str) -> None:
    account.certificates[SITE_CERTIFICATE] = told
    assert found(account)["site's certificate"].fault == fault


def test_a_star_stands_for_the_first_label(account: Account) -> None:
    account.certificates[SITE_CERTIFICATE] = certificate("*.cme.example.com")
    assert found(account) == {}


def test_a_certificate_that_nobody_has_is_told(account: Account) -> None:
    account.certificates = {}
    assert found(account)["site's certificate"].fault == f"there is no {SITE_CERTIFICATE}"


def test_a_certificate_that_waits_is_told_with_the_record_that_it_waits_for(account: Account) -> None:
    record = {"Name": RECORD["name"], "Type": "CNAME", "Value": RECORD["value"]}
    waiting = {
        "Status": "PENDING_VALIDATION",
        "DomainValidationOptions": [
            {"DomainName": SITE, "ResourceRecord": record},
            {"DomainName": f"*.{SITE}", "ResourceRecord": record},
            {"DomainName": "cme.example.com"},
        ],
    }
    account.certificates[SITE_CERTIFICATE] = certificate(SITE) | waiting
    told = found(account)["site's certificate"]
    assert told.mend == f"Make in DNS: {RECORD['name']} CNAME {RECORD['value']}"


def test_the_apis_certificate_is_of_the_stacks_region(account: Account) -> None:
    account.certificates[API_CERTIFICATE] = certificate("*.cme.example.com")
    assert found(account, api_names=API_NAMES, api_certificate=API_CERTIFICATE) == {}
    told = found(account, api_names=API_NAMES, api_certificate=ELSEWHERE)["APIs' certificate"]
    assert told.fault == "it isn't of us-west-2"
    assert "--region us-west-2" in told.mend
    none = found(account, sandbox_api_names=API_NAMES)["APIs' certificate"]
    assert none.fault == "none for api.cme.example.com, search.cme.example.com"


@pytest.mark.parametrize(
    ("zone", "fault"),
    [
        ({"Name": "example.com.", "Config": {"PrivateZone": True}}, f"{ZONE} is a private one"),
        ({"Name": "e.example.com."}, f"{ZONE} is for e.example.com, not for {SITE}, mail.cme.example.com"),
        (None, f"there is no {ZONE}"),
    ],
)
def test_a_zone_that_cannot_have_the_names_is_told(account: Account, zone: dict[str, Any] | None, fault: str) -> None:
    account.zones = {ZONE: zone} if zone else {}
    told = found(account, hosted_zone=ZONE, mail_from_domain="mail.cme.example.com")
    assert told["hosted zone"].fault.startswith(fault)


def test_a_zone_may_have_its_own_name(account: Account) -> None:
    account.zones = {ZONE: {"Name": f"{SITE}."}}
    assert found(account, hosted_zone=ZONE) == {}


def test_names_that_lead_to_the_stack_are_ready(account: Account, names: Names) -> None:
    assert found(account, DEPLOYED, names) == {}


def test_a_name_that_dns_does_not_know_is_told_with_its_record(account: Account, names: Names) -> None:
    del names.known["api.cme.example.com"]
    told = found(account, DEPLOYED, names)
    assert told["api.cme.example.com in DNS"] == Finding(
        "api.cme.example.com in DNS",
        "DNS doesn't know it yet",
        "Make in DNS: api.cme.example.com CNAME d-1.execute-api.us-west-2.amazonaws.com",
    )


def test_a_name_that_leads_elsewhere_is_told(account: Account, names: Names) -> None:
    names.known[SITE] = ("www.example.net", "203.0.113.9")
    told = found(account, DEPLOYED, names)[f"{SITE} in DNS"]
    assert told.fault == "it leads to www.example.net, 203.0.113.9"
    assert told.mend == f"Make in DNS: {SITE} CNAME {DISTRIBUTION}"


def test_a_name_may_be_an_alias_with_the_same_address(account: Account, names: Names) -> None:
    names.known[SITE] = (SITE, "192.0.2.1")
    assert found(account, DEPLOYED, names) == {}


def test_in_a_zone_a_name_that_nobody_finds_means_that_nobody_asks_the_zone(account: Account) -> None:
    outputs = {name: value for name, value in DEPLOYED.items() if not name.startswith("DnsRecord")}
    told = found(account, outputs, hosted_zone=ZONE)[f"{SITE} in DNS"]
    assert f"aws route53 get-hosted-zone --id {ZONE}" in told.mend
