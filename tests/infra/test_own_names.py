"""Names of the operator's own domain: for the site, the APIs and the mails, as settings alone."""

import json
from pathlib import Path
from typing import Any

import pytest
from aws_cdk import App

from infra.own_names import OwnNames
from tests.infra.conftest import SANDBOX_STACK_NAME, STACK_NAME, synthesized
from tests.infra.test_site_stack import distribution
from tests.infra.test_stack import Template, resources

SITE_CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/site"
API_CERTIFICATE = "arn:aws:acm:us-west-2:123456789012:certificate/apis"
NAMED = {
    "site_url": "https://passport.example.org",
    "sandbox_url": "https://sandbox.example.org",
    "site_certificate": SITE_CERTIFICATE,
    "api_names": {"api": "api.example.org", "search": "search.example.org", "boards": "boards.example.org"},
    "sandbox_api_names": {"api": "sandbox-api.example.org"},
    "api_certificate": API_CERTIFICATE,
    "mail_sender": "cme-hub@example.org",
    "sender_is_confirmed": True,
    "mail_from_domain": "mail.example.org",
}
ZONE = "Z0123456789ABC"


@pytest.fixture(scope="module")
def named_assembly(tmp_path_factory: pytest.TempPathFactory, context: dict[str, Any]) -> Path:
    return synthesized(tmp_path_factory.mktemp("named"), context | NAMED)


@pytest.fixture(scope="module")
def named(named_assembly: Path) -> Template:
    return dict(json.loads((named_assembly / f"{STACK_NAME}.template.json").read_text()))


@pytest.fixture(scope="module")
def named_sandbox(named_assembly: Path) -> Template:
    return dict(json.loads((named_assembly / f"{SANDBOX_STACK_NAME}.template.json").read_text()))


@pytest.fixture(scope="module")
def zoned(tmp_path_factory: pytest.TempPathFactory, context: dict[str, Any]) -> Template:
    """The stack whose names lie in a zone of Route 53."""
    assembly = synthesized(tmp_path_factory.mktemp("zoned"), context | NAMED | {"hosted_zone": ZONE})
    return dict(json.loads((assembly / f"{STACK_NAME}.template.json").read_text()))


def told_records(template: Template) -> dict[str, Any]:
    return {
        name.removeprefix("DnsRecord"): output["Value"]
        for name, output in template["Outputs"].items()
        if name.startswith("DnsRecord")
    }


def hosts(template: Template) -> dict[str, dict[str, Any]]:
    domains = resources(template, "AWS::ApiGatewayV2::DomainName").values()
    return {domain["DomainName"]: domain["DomainNameConfigurations"][0] for domain in domains}


def mapped(template: Template) -> dict[str, str]:
    """The APIs that hosts lead to, by what the outputs call them."""
    domains = {name: made["DomainName"] for name, made in resources(template, "AWS::ApiGatewayV2::DomainName").items()}
    outputs = {
        json.dumps(template["Outputs"][name]["Value"]): name for name in ("ApiId", "SearchId", "BoardCallbacksApi")
    }
    return {
        domains[mapping["DomainName"]["Ref"]]: outputs[json.dumps(mapping["ApiId"])]
        for mapping in resources(template, "AWS::ApiGatewayV2::ApiMapping").values()
    }


def test_without_names_nothing_is_made_and_nothing_told(template: Template) -> None:
    assert (hosts(template), mapped(template), told_records(template)) == ({}, {}, {})
    assert resources(template, "AWS::Route53::RecordSet") == {}
    assert "SiteUrl" not in template["Outputs"]
    assert not {"Aliases", "ViewerCertificate"} & distribution(template).keys()
    assert template["Outputs"]["ApiUrl"]["Value"] == {
        "Fn::GetAtt": [template["Outputs"]["ApiId"]["Value"]["Ref"], "ApiEndpoint"]
    }
    (identity,) = resources(template, "AWS::SES::EmailIdentity").values()
    assert (identity["EmailIdentity"], "MailFromAttributes" in identity) == ("cme-hub@example.org", False)


def test_the_site_answers_to_its_name_by_tls_1_2(named: Template, named_sandbox: Template) -> None:
    for stack, host in ((named, "passport.example.org"), (named_sandbox, "sandbox.example.org")):
        config = distribution(stack)
        assert config["Aliases"] == [host]
        assert config["ViewerCertificate"] == {
            "AcmCertificateArn": SITE_CERTIFICATE,
            "MinimumProtocolVersion": "TLSv1.2_2021",
            "SslSupportMethod": "sni-only",
        }
        assert stack["Outputs"]["SiteUrl"]["Value"] == f"https://{host}"


def test_a_sandbox_without_an_address_has_no_name(context: dict[str, Any]) -> None:
    from infra.target import Target

    alone = Target.from_context(App(context=context | NAMED | {"sandbox_url": ""}).node)
    assert alone.names.site_certificate == SITE_CERTIFICATE
    assert alone.as_sandbox().names.site_certificate == ""


def test_each_api_answers_to_a_name_of_its_own(named: Template, named_sandbox: Template) -> None:
    assert mapped(named) == {
        "api.example.org": "ApiId",
        "search.example.org": "SearchId",
        "boards.example.org": "BoardCallbacksApi",
    }
    assert mapped(named_sandbox) == {"sandbox-api.example.org": "ApiId"}
    for configuration in hosts(named).values():
        assert configuration["CertificateArn"] == API_CERTIFICATE
        assert (configuration["EndpointType"], configuration["SecurityPolicy"]) == ("REGIONAL", "TLS_1_2")


def test_what_the_hub_tells_has_the_names(named: Template, named_sandbox: Template) -> None:
    told = {name: output["Value"] for name, output in named["Outputs"].items()}
    assert (told["ApiUrl"], told["SearchUrl"], told["BoardCallbacksUrl"]) == (
        "https://api.example.org",
        "https://search.example.org",
        "https://boards.example.org",
    )
    mails = variables(named, "functions.notify.mail.handler.handle")
    assert (mails["API_URL"], mails["SITE_URL"]) == ("https://api.example.org", "https://passport.example.org")
    of_sandbox = variables(named_sandbox, "functions.notify.mail.handler.handle")
    assert (of_sandbox["API_URL"], of_sandbox["SITE_URL"]) == (
        "https://sandbox-api.example.org",
        "https://sandbox.example.org",
    )
    for stack, site in ((named, "https://passport.example.org"), (named_sandbox, "https://sandbox.example.org")):
        callbacks = [
            client["CallbackURLs"][0]
            for client in resources(stack, "AWS::Cognito::UserPoolClient").values()
            if "CallbackURLs" in client
        ]
        assert sorted(callbacks) == [f"{site}/account/", f"{site}/console/"]
        origins = [
            api["CorsConfiguration"]["AllowOrigins"]
            for api in resources(stack, "AWS::ApiGatewayV2::Api").values()
            if "CorsConfiguration" in api
        ]
        assert origins == [[site]]


def variables(template: Template, handler: str) -> dict[str, Any]:
    (function,) = [
        function for function in resources(template, "AWS::Lambda::Function").values() if function["Handler"] == handler
    ]
    return dict(function["Environment"]["Variables"])


def test_calls_of_the_site_reach_the_api_before_dns_knows_its_name(named: Template) -> None:
    assert "api.example.org" not in json.dumps(distribution(named)["Origins"])


def test_mails_are_signed_for_the_domain_and_bounces_come_back_to_it(named: Template, named_sandbox: Template) -> None:
    (identity,) = resources(named, "AWS::SES::EmailIdentity").values()
    assert identity["EmailIdentity"] == "example.org"
    assert identity["MailFromAttributes"] == {"MailFromDomain": "mail.example.org"}
    (made,) = [name for name, made in named["Resources"].items() if made["Type"] == "AWS::SES::EmailIdentity"]
    for stack, name in ((named, json.dumps({"Ref": made})), (named_sandbox, '":identity/example.org"')):
        assert name in json.dumps(resources(stack, "AWS::IAM::Policy"))
        assert "identity/cme-hub@" not in json.dumps(stack)
        assert variables(stack, "functions.notify.mail.handler.handle")["MAIL_SENDER"] == "cme-hub@example.org"
        senders = [
            pool["EmailConfiguration"]
            for pool in resources(stack, "AWS::Cognito::UserPool").values()
            if "EmailConfiguration" in pool
        ]
        assert len(senders) == 2
        for sender in senders:
            assert sender["From"] == "CME Hub <cme-hub@example.org>"
            assert "identity/example.org" in json.dumps(sender["SourceArn"])


def test_without_a_zone_each_record_to_make_is_told(named: Template, named_sandbox: Template) -> None:
    told = told_records(named)
    assert told.keys() == {"Site", "Api", "Search", "Boards", "Dkim1", "Dkim2", "Dkim3", "Bounces", "Spf"}
    assert told_records(named_sandbox).keys() == {"Site", "Api"}, "the sender's are the hub's"
    beginning, rest = told["Site"]["Fn::Join"][1]
    assert (beginning, rest["Fn::GetAtt"][1]) == ("passport.example.org CNAME ", "DomainName")
    beginning, rest = told["Api"]["Fn::Join"][1]
    assert (beginning, rest["Fn::GetAtt"][1]) == ("api.example.org CNAME ", "RegionalDomainName")
    assert told["Bounces"]["Fn::Join"][1] == [
        "mail.example.org MX 10 feedback-smtp.",
        {"Ref": "AWS::Region"},
        ".amazonses.com",
    ]
    assert told["Spf"] == 'mail.example.org TXT "v=spf1 include:amazonses.com ~all"'
    assert resources(named, "AWS::Route53::RecordSet") == {}


def test_in_a_zone_the_records_are_made_and_nothing_is_left_to_tell(zoned: Template) -> None:
    assert told_records(zoned) == {}
    records = resources(zoned, "AWS::Route53::RecordSet").values()
    assert {record["HostedZoneId"] for record in records} == {ZONE}
    named = {record["Name"]: record for record in records if isinstance(record["Name"], str)}
    assert named.keys() == {
        *(f"{name}.example.org." for name in ("passport", "api", "search", "boards")),
        "mail.example.org.",
    }
    site = named["passport.example.org."]
    assert (site["Type"], site["AliasTarget"]["HostedZoneId"]) == ("A", "Z2FDTNDATAQYW2")
    api = named["api.example.org."]
    assert (api["Type"], api["AliasTarget"]["HostedZoneId"]["Fn::GetAtt"][1]) == ("A", "RegionalHostedZoneId")
    assert sorted(record["Type"] for record in records) == [*4 * ["A"], *3 * ["CNAME"], "MX", "TXT"]
    assert len(zoned["Resources"]) <= 480, "the limit is 500"


def test_cdk_nag_finds_nothing_in_the_named_stacks(named_assembly: Path) -> None:
    report = json.loads((named_assembly / "validation-report.json").read_text())
    assert [plugin["violations"] for plugin in report["pluginReports"]] == [[] for _ in report["pluginReports"]]


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"site_certificate": API_CERTIFICATE}, ["site_certificate: CloudFront takes"]),
        ({"site_certificate": SITE_CERTIFICATE, "site_url": "https://example.org/cme"}, ["site_url, sandbox_url: "]),
        ({"api_names": {"api": "api.example.org"}, "api_certificate": ""}, ["api_certificate: the names of APIs"]),
        ({"api_names": {"apis": "api.example.org"}}, ["there is no apis, but api, search, boards"]),
        ({"api_names": {"api": "https://api.example.org"}}, ["https://api.example.org isn't a host's name"]),
        ({"sandbox_api_names": {"api": "api.example.org"}}, ["api.example.org is given twice"]),
        ({"mail_from_domain": "mail.example.com"}, ["mail.example.com isn't below example.org"]),
        ({"mail_from_domain": "example.org"}, ["example.org isn't below example.org"]),
        ({"hosted_zone": "example.org"}, ["hosted_zone: example.org isn't the ID of a zone"]),
        (
            {"hosted_zone": "x", "mail_from_domain": "y", "site_certificate": "z"},
            ["site_certificate: ", "mail_from_domain: ", "hosted_zone: "],
        ),
    ],
)
def test_settings_that_cannot_be_are_told_all_at_once(
    context: dict[str, Any], settings: dict[str, Any], told: list[str]
) -> None:
    with pytest.raises(ValueError, match=r"Mend the settings in cdk\.json") as refused:
        OwnNames.from_context(App(context=context | NAMED | settings).node)
    _first, *faults = str(refused.value).splitlines()
    assert len(faults) == len(told), faults
    for fault, part in zip(faults, told, strict=True):
        assert part in fault


def test_an_address_that_cloudfront_gave_is_where_people_come_back_to_once() -> None:
    from infra.site import come_back_to

    assert come_back_to("https://d111.cloudfront.net", "https://d111.cloudfront.net") == ["https://d111.cloudfront.net"]
    assert come_back_to("https://cme.example.org", "https://d1") == ["https://cme.example.org", "https://d1"]
