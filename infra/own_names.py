"""The hub's names in a domain of the operator's: of its site, its APIs and its mails, and what DNS says of them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Self
from urllib.parse import urlsplit

from aws_cdk import CfnOutput
from aws_cdk import aws_apigatewayv2 as apigateway
from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_route53 as route53
from constructs import Construct, Node

APIS = ("api", "search", "boards")
"""What systems call, anybody's search, and where boards call in decisions."""
RECORD_OUTPUT = "DnsRecord"
"""How the outputs begin that tell a record to make; `hub preflight` reads them."""
_HOST = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
_SITE_CERTIFICATE = re.compile(r"arn:aws[a-z-]*:acm:us-east-1:\d{12}:certificate/.+")
_CERTIFICATE = re.compile(r"arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate/.+")
_ZONE = re.compile(r"Z[A-Z0-9]+")
_SECONDS = "3600"


class Record(NamedTuple):
    """
    What DNS has to say of a host.

    Attributes
    ----------
    zone
        Where it leads to something that AWS named: the ID of AWS's own zone for such names.
    """

    label: str
    host: str
    kind: str
    value: str
    zone: str = ""


@dataclass(frozen=True)
class OwnNames:
    """
    The settings of names; without them each part answers to the name that AWS gave it.

    Attributes
    ----------
    site_certificate
        The ARN of a certificate in us-east-1 for the host of ``site_url``, and of ``sandbox_url`` if there is one.
    apis, sandbox_apis
        Hosts by API.
    api_certificate
        The ARN of a certificate in the stack's region for these hosts.
    mail_from_domain
        Where bounces go, below the domain of ``mail_sender``, which SES then knows as a whole and signs for.
    hosted_zone
        The ID of Route 53's zone in which the records are made; if empty, outputs tell them.
    """

    site_certificate: str = ""
    apis: Mapping[str, str] = field(default_factory=dict)
    sandbox_apis: Mapping[str, str] = field(default_factory=dict)
    api_certificate: str = ""
    mail_from_domain: str = ""
    hosted_zone: str = ""

    @classmethod
    def from_context(cls, node: Node) -> Self:
        """
        Read the settings of names from the CDK context.

        Raises
        ------
        ValueError
            With all that is wrong.
        """
        names = cls(
            site_certificate=node.get_context("site_certificate"),
            apis=node.get_context("api_names"),
            sandbox_apis=node.get_context("sandbox_api_names"),
            api_certificate=node.get_context("api_certificate"),
            mail_from_domain=node.get_context("mail_from_domain"),
            hosted_zone=node.get_context("hosted_zone"),
        )
        urls = [url for url in (node.get_context("site_url"), node.get_context("sandbox_url")) if url]
        mails = names._mail_and_zone_faults(node.get_context("mail_sender"))
        faults = [*names._site_faults(urls), *names._api_faults(), *mails]
        if faults:
            raise ValueError("Mend the settings in cdk.json:\n" + "\n".join(faults))
        return names

    def _site_faults(self, urls: Sequence[str]) -> Iterator[str]:
        if not self.site_certificate:
            return
        if not _SITE_CERTIFICATE.fullmatch(self.site_certificate):
            yield "site_certificate: CloudFront takes the ARN of a certificate in us-east-1 alone."
        for url in urls:
            if url != f"https://{host_of(url)}" or not _HOST.fullmatch(host_of(url)):
                yield f"site_url, sandbox_url: {url} isn't https:// and a name, with nothing after it."

    def _api_faults(self) -> Iterator[str]:
        hosts = [*self.apis.values(), *self.sandbox_apis.values()]
        for api in sorted({*self.apis, *self.sandbox_apis} - set(APIS)):
            yield f"api_names, sandbox_api_names: there is no {api}, but {', '.join(APIS)}."
        for host in sorted(set(hosts)):
            if not _HOST.fullmatch(host):
                yield f"api_names, sandbox_api_names: {host} isn't a host's name in small letters."
            if hosts.count(host) > 1:
                yield f"api_names, sandbox_api_names: {host} is given twice, and can lead to one API."
        if hosts and not _CERTIFICATE.fullmatch(self.api_certificate):
            yield "api_certificate: the names of APIs need the ARN of a certificate in the stack's region."

    def _mail_and_zone_faults(self, mail_sender: str) -> Iterator[str]:
        host, domain = self.mail_from_domain, domain_of(mail_sender)
        if host and not (host.endswith(f".{domain}") and _HOST.fullmatch(host)):
            yield f"mail_from_domain: {host} isn't below {domain}, the domain of mail_sender."
        if self.hosted_zone and not _ZONE.fullmatch(self.hosted_zone):
            yield f"hosted_zone: {self.hosted_zone} isn't the ID of a zone, such as Z0123456789ABC."

    def of_sandbox(self, *, has_site: bool) -> Self:
        """Return the names of the sandbox; its site has one if it has an address of its own."""
        return replace(self, apis=self.sandbox_apis, site_certificate=self.site_certificate if has_site else "")

    def api_url(self, name: str, api: apigateway.HttpApi) -> str:
        """Return where an API answers: at its own name, or at the one that AWS gave it."""
        return f"https://{self.apis[name]}" if name in self.apis else api.api_endpoint


def host_of(url: str) -> str:
    """Return the host of an address."""
    return urlsplit(url).hostname or ""


def domain_of(address: str) -> str:
    """Return the domain of a mail's address."""
    return address.rpartition("@")[2]


def name_api(scope: Construct, names: OwnNames, name: str, api: apigateway.HttpApi, stage: apigateway.CfnStage) -> None:
    """Let an API answer to its own name too, if it has one; its routes stay as they are."""
    if name not in names.apis:
        return
    domain = apigateway.DomainName(
        scope,
        "Name",
        domain_name=names.apis[name],
        certificate=acm.Certificate.from_certificate_arn(scope, "Certificate", names.api_certificate),
        security_policy=apigateway.SecurityPolicy.TLS_1_2,
    )
    mapping = apigateway.CfnApiMapping(
        scope, "Mapping", api_id=api.api_id, domain_name=domain.name, stage=stage.stage_name
    )
    mapping.add_dependency(stage)
    host, zone = domain.regional_domain_name, domain.regional_hosted_zone_id
    add_record(scope, names, Record(name.capitalize(), names.apis[name], "CNAME", host, zone))


def add_record(scope: Construct, names: OwnNames, record: Record) -> None:
    """Make a record in the hosted zone; without one an output tells whoever looks after DNS to make it."""
    if not names.hosted_zone:
        told = f"{record.host} {record.kind} {record.value}"
        CfnOutput(scope, f"Record{record.label}", key=f"{RECORD_OUTPUT}{record.label}", value=told)
        return
    made = route53.CfnRecordSet(
        scope,
        f"Record{record.label}",
        hosted_zone_id=names.hosted_zone,
        name=f"{record.host}.",
        type=record.kind,
    )
    if record.zone:
        # Unlike a CNAME, an alias may be a zone's own name too.
        made.type = "A"
        made.alias_target = route53.CfnRecordSet.AliasTargetProperty(dns_name=record.value, hosted_zone_id=record.zone)
    else:
        made.ttl, made.resource_records = _SECONDS, [record.value]
