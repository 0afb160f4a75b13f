"""The deployed stack that the command line talks to: the local one, or one on AWS."""

import getpass
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Self

import boto3
from botocore.exceptions import ClientError

from cmehub.accounts.pools import Pool
from cmehub.runtime.clients import cognito_client, dynamo_client, s3_client, secrets_client, sqs_client
from hub.running_stack import STACK_NAME, RunningStack, emulator_session

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_sqs import SQSClient


class StackError(RuntimeError):
    """There is no such stack, or it cannot be asked."""


@dataclass(frozen=True)
class StackConnection:
    """Clients for one stack, and the names of its resources as its outputs give them."""

    session: boto3.Session
    outputs: Mapping[str, str]
    endpoint: str | None = None

    @classmethod
    def to_local(cls) -> Self:
        """Connect to the local stack that ``hub up`` started."""
        stack = RunningStack.find()
        if stack is None:
            raise StackError("No local stack is running. Start one with: hub up, or name one on AWS with: --stack NAME")
        return cls.at(stack.endpoint)

    @classmethod
    def named(cls, name: str | None) -> Self:
        """Connect to the stack of this name on AWS; without one, to the local stack."""
        return cls.to_deployed(name) if name else cls.to_local()

    @classmethod
    def at(cls, endpoint: str) -> Self:
        """Connect to the stack of an emulator on this machine."""
        session = emulator_session()
        return cls(session, stack_outputs(session, STACK_NAME, endpoint), endpoint)

    @classmethod
    def to_deployed(cls, name: str) -> Self:
        """Connect to a stack on AWS with the user's ordinary credentials."""
        session = boto3.Session()
        return cls(session, stack_outputs(session, name))

    @property
    def uploads_bucket(self) -> str:
        """The bucket that providers upload to."""
        return self._output("UploadsBucket")

    @property
    def site_bucket(self) -> str:
        """The bucket of the Passport site's files."""
        return self._output("SiteBucket")

    @property
    def work_bucket(self) -> str:
        """The bucket of staged chunks, results and mails."""
        return self._output("WorkBucket")

    @property
    def is_on_this_machine(self) -> bool:
        """Whether it is an emulator's."""
        return (self.sqs.meta.endpoint_url or "").startswith("http://127.0.0.1:")

    @property
    def is_sandbox(self) -> bool:
        """Whether nothing in it counts; a stack on this machine is one."""
        return "Sandbox" in self.outputs

    @property
    def api_url(self) -> str:
        """The address of the API, below which its routes begin with ``/v1``."""
        return self._http_api("ApiUrl", "ApiId")

    @property
    def search_url(self) -> str:
        """The address of the public search, below which its routes begin with ``/search`` and ``/activities``."""
        return self._http_api("SearchUrl", "SearchId")

    @property
    def site_url(self) -> str:
        """The address of the Passport site; browsers find names that end with ``localhost`` on this machine."""
        domain = self._output("SiteDomain")
        if self.is_on_this_machine:
            port = (self.sqs.meta.endpoint_url or "").rpartition(":")[2]
            return f"http://{domain.partition('.')[0]}.cloudfront.localhost:{port}"
        return self.outputs.get("SiteUrl", f"https://{domain}")

    @property
    def other_site_url(self) -> str:
        """The address of the sandbox's site, or of a sandbox where that of the hub is; empty if none is known."""
        return self.outputs.get("OtherSiteUrl", "")

    @property
    def board_callbacks_url(self) -> str:
        """The address below which boards call in decisions."""
        return self._http_api("BoardCallbacksUrl", "BoardCallbacksApi")

    @property
    def token_pool(self) -> str:
        """The user pool that has the clients of OAuth 2."""
        return self._output("TokenPoolId")

    @property
    def token_url(self) -> str:
        """Where clients of OAuth 2 get their tokens."""
        if self.is_on_this_machine:
            return f"{self.sqs.meta.endpoint_url}/oauth2/token"
        return self._output("TokenUrl")

    def people_pool(self, pool: Pool) -> str:
        """Return the user pool that these people sign in to."""
        return self._output(f"{pool.capitalize()}PoolId")

    def client(self, pool: Pool) -> str:
        """Return the client with which these people sign in on the site."""
        return self._output(f"{pool.capitalize()}ClientId")

    def sign_in_url(self, pool: Pool) -> str:
        """Return the address below which these people sign in."""
        return self._output(f"{pool.capitalize()}SignInUrl")

    @property
    def mail_sender(self) -> str:
        """Who mails are from."""
        return self._output("MailSender")

    @property
    def mail_feedback_topic(self) -> str:
        """The topic that is told of what comes back of mails."""
        return self._output("MailFeedbackTopic")

    @property
    def exchange_bucket(self) -> str:
        """The bucket of files to and from boards."""
        return self._output("ExchangeBucket")

    @cached_property
    def user(self) -> str:
        """Who uses it: the user of this machine, or on AWS whose credentials these are."""
        if self.endpoint:
            return getpass.getuser()
        return str(self.session.client("sts").get_caller_identity()["Arn"])

    def table(self, name: str) -> str:
        """Return the real name of a table of `cmehub.stores.tables`, such as ``records``."""
        return self._output(f"{name.capitalize()}Table")

    def bucket(self, name: str) -> str:
        """Return the real name of a bucket: ``uploads``, ``work``, ``exchange``, ``index`` or ``site``."""
        return self._output(f"{name.capitalize()}Bucket")

    def queue_url(self, name: str) -> str:
        """Return the URL of a queue: ``uploads``, ``chunks``, ``notices``, ``board-<code>`` and so on."""
        return self._output(f"{_title(name)}Queue")

    def dead_letter_queue_url(self, name: str) -> str:
        """Return the URL of the dead-letter queue of a queue."""
        return self._output(f"{_title(name)}DeadLetterQueue")

    @property
    def queue_names(self) -> tuple[str, ...]:
        """The names of all queues, dead-letter queues left out."""
        titles = (key.removesuffix("Queue") for key in self.outputs if key.endswith("Queue"))
        return tuple(sorted(_name(title) for title in titles if not title.endswith("DeadLetter")))

    @cached_property
    def s3(self) -> "S3Client":
        """A client for S3."""
        return s3_client(self.session, self.endpoint)

    @cached_property
    def sqs(self) -> "SQSClient":
        """A client for SQS."""
        return sqs_client(self.session, self.endpoint)

    @cached_property
    def dynamodb(self) -> "DynamoDBClient":
        """A client for DynamoDB."""
        return dynamo_client(self.session, self.endpoint)

    @cached_property
    def cognito(self) -> "CognitoIdentityProviderClient":
        """A client for Cognito's user pools."""
        return cognito_client(self.session, self.endpoint)

    @cached_property
    def secretsmanager(self) -> "SecretsManagerClient":
        """A client for Secrets Manager."""
        return secrets_client(self.session, self.endpoint)

    def _http_api(self, url: str, api: str) -> str:
        if self.is_on_this_machine:
            return f"{self.sqs.meta.endpoint_url}/_aws/execute-api/{self._output(api)}/$default"
        return self._output(url)

    def _output(self, key: str) -> str:
        try:
            return self.outputs[key]
        except KeyError:
            raise StackError(
                f"The stack doesn't tell its {key}: another version was deployed. Deploy it anew with: make deploy, "
                "or hub down and hub up"
            ) from None


def stack_outputs(session: boto3.Session, name: str, endpoint: str | None = None) -> dict[str, str]:
    """
    Return what a stack tells of itself.

    Raises
    ------
    StackError
        If there is none of this name.
    """
    client = session.client("cloudformation", endpoint_url=endpoint)
    try:
        stack = client.describe_stacks(StackName=name)["Stacks"][0]
    except ClientError as error:
        # So CloudFormation answers to the name of a stack that isn't there, or that can't be one.
        if error.response["Error"]["Code"] != "ValidationError":
            raise
        where = client.meta.region_name
        raise StackError(f"There is no stack {name} in {where}. Check its name, AWS_REGION and AWS_PROFILE.") from None
    return {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}


def _title(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("-"))


def _name(title: str) -> str:
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in title).removeprefix("-")
