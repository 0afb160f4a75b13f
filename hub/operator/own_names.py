"""Whether the hub's own names are ready: their certificates, their zone, and what DNS says of them."""

import socket
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import boto3

from hub.operator.finding import Finding, Look, Settings, record_to_make

_OF_CLOUDFRONT = ".cloudfront.net"
_CLOUDFRONTS_REGION = "us-east-1"
"""Where CloudFront looks for certificates, wherever the stack is."""
_ADDRESSES = ("SiteUrl", "ApiUrl", "SearchUrl", "BoardCallbacksUrl")
"""The outputs that may have an own name."""
_OF_AWS = (_OF_CLOUDFRONT, ".amazonaws.com", ".amazonaws.com.cn")

Lookup = Callable[[str], tuple[str, list[str], list[str]]]
"""Asks DNS for a host, as `socket.gethostbyname_ex`: its real name, its other names, its addresses."""


def looks(
    session: boto3.Session,
    settings: Settings,
    stacks: Iterable[Mapping[str, str]],
    lookup: Lookup = socket.gethostbyname_ex,
) -> dict[str, Look]:
    """Return what to look at: what the settings name, and the names of the stacks with these outputs."""
    found: dict[str, Look] = {"site's certificate": lambda: _site_certificate(session, settings)}
    if any(_api_hosts(settings)):
        found["APIs' certificate"] = lambda: _api_certificate(session, settings)
    if settings["hosted_zone"]:
        found["hosted zone"] = lambda: _hosted_zone(session, settings)
    for outputs in stacks:
        for host in _own_hosts(outputs):
            found[f"{host} in DNS"] = partial(_leads, host, outputs, settings, lookup)
    return found


def host_of(url: str) -> str:
    """Return the host of an address."""
    return urlsplit(url).hostname or ""


def _site_hosts(settings: Settings) -> list[str]:
    return [host_of(settings[name]) for name in ("site_url", "sandbox_url") if settings[name]]


def _api_hosts(settings: Settings) -> list[str]:
    return [*settings["api_names"].values(), *settings["sandbox_api_names"].values()]


def _site_certificate(session: boto3.Session, settings: Settings) -> Finding:
    what, hosts = "site's certificate", _site_hosts(settings)
    if settings["site_certificate"]:
        return _certificate(session, what, settings["site_certificate"], _CLOUDFRONTS_REGION, hosts)
    own = [host for host in hosts if not host.endswith(_OF_CLOUDFRONT)]
    if not own:
        return Finding(what)
    mend = (
        f"{_request(own, _CLOUDFRONTS_REGION)} # then its ARN into cdk.json as site_certificate."
        " Without a domain: deploy, then put the output SiteDomain there as site_url"
    )
    return Finding(what, f"none, so that the site doesn't answer to {' and '.join(own)}", mend)


def _api_certificate(session: boto3.Session, settings: Settings) -> Finding:
    what, hosts, region = "APIs' certificate", _api_hosts(settings), str(session.region_name)
    if not settings["api_certificate"]:
        mend = f"{_request(hosts, region)} # then its ARN into cdk.json as api_certificate"
        return Finding(what, f"none for {', '.join(hosts)}", mend)
    return _certificate(session, what, settings["api_certificate"], region, hosts)


def _request(hosts: Iterable[str], region: str) -> str:
    first, *others = hosts
    names = f" --subject-alternative-names {' '.join(others)}" if others else ""
    return f"aws acm request-certificate --region {region} --validation-method DNS --domain-name {first}{names}"


def _certificate(session: boto3.Session, what: str, arn: str, region: str, hosts: list[str]) -> Finding:
    if f":acm:{region}:" not in arn:
        return Finding(what, f"it isn't of {region}", f"{_request(hosts, region)} # then its ARN into cdk.json")
    acm = session.client("acm", region_name=region)
    try:
        told = acm.describe_certificate(CertificateArn=arn)["Certificate"]
    except acm.exceptions.ResourceNotFoundException:
        return Finding(what, f"there is no {arn}", f"{_request(hosts, region)} # then its ARN into cdk.json")
    names = told.get("SubjectAlternativeNames", [])
    left = [host for host in hosts if not any(_covers(name, host) for name in names)]
    if left:
        fault = f"it is for {', '.join(names)}, not for {', '.join(left)}"
        return Finding(what, fault, f"{_request(hosts, region)} # then its ARN into cdk.json")
    status = told["Status"]
    if status == "PENDING_VALIDATION":
        records = sorted(set(_validations(told)))
        return Finding(what, "AWS hasn't seen yet that the names are yours", record_to_make(*records))
    if status != "ISSUED":
        return Finding(what, f"it is {status}", f"{_request(hosts, region)} # then its ARN into cdk.json")
    return Finding(what)


def _covers(name: str, host: str) -> bool:
    """Tell whether a certificate's name is for a host; a star stands for the first label alone."""
    if name.startswith("*."):
        return host.partition(".")[2] == name.removeprefix("*.")
    return name == host


def _validations(told: Mapping[str, Any]) -> Iterator[str]:
    for option in told.get("DomainValidationOptions", []):
        if "ResourceRecord" in option:
            record = option["ResourceRecord"]
            yield f"{record['Name']} {record['Type']} {record['Value']}"


def _hosted_zone(session: boto3.Session, settings: Settings) -> Finding:
    what, zone = "hosted zone", settings["hosted_zone"]
    route53 = session.client("route53")
    mend = 'Put the ID of the domain\'s public zone into cdk.json as "hosted_zone": aws route53 list-hosted-zones'
    try:
        told = route53.get_hosted_zone(Id=zone)["HostedZone"]
    except route53.exceptions.NoSuchHostedZone:
        return Finding(what, f"there is no {zone}", mend)
    if told.get("Config", {}).get("PrivateZone"):
        return Finding(what, f"{zone} is a private one, which nobody outside sees", mend)
    domain = told["Name"].rstrip(".")
    sites = _site_hosts(settings) if settings["site_certificate"] else []
    hosts = [*sites, *_api_hosts(settings), *filter(None, [settings["mail_from_domain"]])]
    left = [host for host in hosts if host != domain and not host.endswith(f".{domain}")]
    if left:
        return Finding(what, f"{zone} is for {domain}, not for {', '.join(left)}", mend)
    return Finding(what)


def _own_hosts(outputs: Mapping[str, str]) -> list[str]:
    hosts = [host_of(outputs[name]) for name in _ADDRESSES if name in outputs]
    return [host for host in hosts if not host.endswith(_OF_AWS)]


def _leads(host: str, outputs: Mapping[str, str], settings: Settings, lookup: Lookup) -> Finding:
    """Look whether a host leads where its record says; where the stack made that, whether it leads anywhere."""
    what = f"{host} in DNS"
    records = [value for name, value in outputs.items() if name.startswith("DnsRecord")]
    targets = [record.split()[2] for record in records if record.startswith(f"{host} CNAME ")]
    if targets:
        mend = record_to_make(f"{host} CNAME {targets[0]}")
    else:
        mend = (
            "Have the registrar name the servers of the zone:"
            f" aws route53 get-hosted-zone --id {settings['hosted_zone']} --query DelegationSet.NameServers"
        )
    try:
        name, others, addresses = lookup(host)
    except socket.gaierror:
        return Finding(what, "DNS doesn't know it yet", mend)
    if not targets or targets[0] in {name, *others} or {*addresses} & {*lookup(targets[0])[2]}:
        return Finding(what)
    return Finding(what, f"it leads to {name}, {', '.join(addresses)}", mend)
