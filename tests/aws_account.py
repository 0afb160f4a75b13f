"""An AWS account that is ready for the hub until a test says else, with boto3's own clients in front of it."""

from collections.abc import Callable, Mapping
from typing import Any

import boto3
from botocore.stub import Stubber

ACCOUNT = "123456789012"
REGION = "us-west-2"
SITE_CERTIFICATE = f"arn:aws:acm:us-east-1:{ACCOUNT}:certificate/site"
API_CERTIFICATE = f"arn:aws:acm:{REGION}:{ACCOUNT}:certificate/apis"
ZONE = "Z0123456789ABC"
READY_SETTINGS = {
    "mail_sender": "hub@cme.example.com",
    "sender_is_confirmed": True,
    "site_url": "https://passport.cme.example.com",
    "sandbox_url": "",
    "guide_url": "https://cme.example.com/docs",
    "alarm_mail": "operator@cme.example.com",
    "small_account": False,
    "site_certificate": SITE_CERTIFICATE,
    "api_names": {},
    "sandbox_api_names": {},
    "api_certificate": "",
    "mail_from_domain": "",
    "hosted_zone": "",
}

Answer = dict[str, Any] | str
"""What a service answers, or the code of its error."""


def certificate(*names: str, **others: Any) -> dict[str, Any]:
    return {"SubjectAlternativeNames": [*names], "Status": "ISSUED", **others}


class Account:
    """What an account answers, and a session that asks it."""

    def __init__(self) -> None:
        self.region_name: str | None = REGION
        self.bootstrap: Answer = {"Parameter": {"Value": "21"}}
        self.at_once = 1000
        self.calls_a_second = 10_000.0
        self.mails: dict[str, Any] = {
            "SendingEnabled": True,
            "ProductionAccessEnabled": True,
            "SendQuota": {"Max24HourSend": 50_000.0},
        }
        self.identities: dict[str, dict[str, Any]] = {"hub@cme.example.com": {"VerifiedForSendingStatus": True}}
        self.certificates = {SITE_CERTIFICATE: certificate("passport.cme.example.com")}
        self.zones = {ZONE: {"Name": "cme.example.com.", "Config": {"PrivateZone": False}}}
        self.stacks: dict[str, dict[str, str]] = {}
        self.sign_in_pages: dict[str, str] = {}
        self.refused: set[str] = set()
        """Services that the credentials may not ask."""

    def get_available_regions(self, service: Any) -> list[str]:
        return boto3.Session().get_available_regions(service)

    def client(self, service: str, region_name: str | None = None, **_: Any) -> Any:
        return _Client(service, region_name or str(self.region_name), self._answer)

    def _answer(self, service: str, asked: Mapping[str, Any]) -> Answer:
        if service in self.refused:
            return "AccessDeniedException"
        answers: dict[str, Callable[[], Answer]] = {
            "sts": lambda: {"Account": ACCOUNT},
            "ssm": lambda: self.bootstrap,
            "lambda": lambda: {"AccountLimit": {"ConcurrentExecutions": self.at_once}},
            "apigateway": lambda: {"throttleSettings": {"rateLimit": self.calls_a_second}},
            "sesv2": lambda: self._mail(asked),
            "acm": lambda: _known(self.certificates, asked, "CertificateArn", "Certificate"),
            "route53": lambda: self._zone(asked["Id"]),
            "cloudformation": lambda: self._stack(asked["StackName"]),
            "cognito-idp": lambda: {
                "DomainDescription": (
                    {"UserPoolId": self.sign_in_pages[asked["Domain"]]} if asked["Domain"] in self.sign_in_pages else {}
                )
            },
        }
        return answers[service]()

    def _mail(self, asked: Mapping[str, Any]) -> Answer:
        if not asked:
            return self.mails
        return self.identities.get(asked["EmailIdentity"], "NotFoundException")

    def _zone(self, zone: str) -> Answer:
        if zone not in self.zones:
            return "NoSuchHostedZone"
        return {"HostedZone": {"Id": zone, "CallerReference": "made", **self.zones[zone]}}

    def _stack(self, name: str) -> Answer:
        if name not in self.stacks:
            return "ValidationError"
        outputs = [{"OutputKey": key, "OutputValue": value} for key, value in self.stacks[name].items()]
        made = {"StackName": name, "CreationTime": "2026-01-01T00:00:00Z", "StackStatus": "CREATE_COMPLETE"}
        return {"Stacks": [{**made, "Outputs": outputs}]}


def _known(there: Mapping[str, Any], asked: Mapping[str, Any], key: str, name: str) -> Answer:
    return {name: there[asked[key]]} if asked[key] in there else "ResourceNotFoundException"


class _Client:
    """A client whose answers are held to what AWS says that it answers."""

    def __init__(self, service: Any, region: str, answer: Callable[[str, Mapping[str, Any]], Answer]) -> None:
        self._client = boto3.client(service, region_name=region)
        self._service, self._answer = service, answer
        self.exceptions, self.meta = self._client.exceptions, self._client.meta

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        def call(**asked: Any) -> Any:
            answer = self._answer(self._service, asked)
            with Stubber(self._client) as stubbed:
                if isinstance(answer, str):
                    stubbed.add_client_error(operation, answer)
                else:
                    stubbed.add_response(operation, answer, asked)
                return getattr(self._client, operation)(**asked)

        return call
