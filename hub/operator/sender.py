"""Whether SES lets the hub send as its sender, and where bounces go."""

import boto3

from hub.operator.finding import Finding, Settings, record_to_make

_WHAT = "sender of mails"
_FOUND = "SUCCESS"


def look(session: boto3.Session, settings: Settings, *, is_deployed: bool) -> Finding:
    """Look whether SES has confirmed the sender; with ``mail_from_domain``, its domain, which the stack makes."""
    found = _domain(session, settings, is_deployed) if settings["mail_from_domain"] else _address(session, settings)
    if found.fault or settings["sender_is_confirmed"]:
        return found
    if settings["mail_from_domain"] and not is_deployed:
        return found
    mend = 'Set "sender_is_confirmed" in cdk.json to true, and deploy'
    return Finding(_WHAT, "confirmed, but sign-ins are still mailed by AWS, 50 a day", mend)


def _domain_of(settings: Settings) -> str:
    return str(settings["mail_sender"]).rpartition("@")[2]


def _address(session: boto3.Session, settings: Settings) -> Finding:
    domain = _domain_of(settings)
    ses = session.client("sesv2")
    for identity in (settings["mail_sender"], domain):
        try:
            if ses.get_email_identity(EmailIdentity=identity)["VerifiedForSendingStatus"]:
                return Finding(_WHAT)
        except ses.exceptions.NotFoundException:
            continue
    mend = (
        f"aws sesv2 create-email-identity --email-identity {domain} # then its DKIM records into the domain's DNS;"
        ' or let the stack make it: "mail_from_domain" in cdk.json'
    )
    return Finding(_WHAT, f"SES hasn't confirmed {domain}", mend)


def _domain(session: boto3.Session, settings: Settings, is_deployed: bool) -> Finding:
    domain, bounces = _domain_of(settings), settings["mail_from_domain"]
    ses = session.client("sesv2")
    try:
        told = ses.get_email_identity(EmailIdentity=domain)
    except ses.exceptions.NotFoundException:
        return _not_there(settings, domain, is_deployed)
    if not is_deployed:
        mend = (
            f"If nobody else sends as it: aws sesv2 delete-email-identity --email-identity {domain}"
            ' # else leave "mail_from_domain" empty'
        )
        return Finding(_WHAT, f"{domain} is in SES already, and the stack can't make it again", mend)
    signing = told["DkimAttributes"]
    if signing["Status"] != _FOUND:
        zone = signing.get("SigningHostedZone", "dkim.amazonses.com")
        records = [f"{token}._domainkey.{domain} CNAME {token}.{zone}" for token in signing["Tokens"]]
        return Finding(_WHAT, f"SES hasn't found the DKIM records of {domain}", _mend(settings, *records))
    if told["MailFromAttributes"]["MailFromDomainStatus"] != _FOUND:
        records = [
            f"{bounces} MX 10 feedback-smtp.{session.region_name}.amazonses.com",
            f'{bounces} TXT "v=spf1 include:amazonses.com ~all"',
        ]
        return Finding(_WHAT, f"SES hasn't found the records of {bounces}", _mend(settings, *records))
    return Finding(_WHAT)


def _not_there(settings: Settings, domain: str, is_deployed: bool) -> Finding:
    if is_deployed:
        return Finding(_WHAT, f"SES doesn't know {domain} yet", "make deploy")
    if settings["sender_is_confirmed"]:
        mend = 'Set "sender_is_confirmed" in cdk.json to false until SES has found the records'
        return Finding(_WHAT, f"{domain} comes with the stack, and nobody can have confirmed it", mend)
    return Finding(_WHAT)


def _mend(settings: Settings, *records: str) -> str:
    if settings["hosted_zone"]:
        return "The stack made them in the zone; SES finds them within minutes, and looks for 72 hours."
    return record_to_make(*records)
