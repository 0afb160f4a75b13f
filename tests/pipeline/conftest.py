import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import pytest

from cmehub.submissions.reports import SubmissionReport
from hub.provider.sending import report, send
from hub.running_stack import REGION, STACK_NAME
from hub.stack import StackConnection
from hub.stores import HubStores
from local.patience import Patience
from local.sample_data.sample_files import SAMPLES
from local.sample_load import PROVIDER_ID, load_samples, wait_until_finished
from local.stack import LocalStack, SentMail
from tests.function_rights import missing, needs_of, rights_of, unused
from tests.kept_rights import KEPT, outdated, unexplained

T = TypeVar("T")
RECORDING = Path(__file__).parents[1] / "recording"
SECONDS = 120.0
RETRY_SECONDS = 5
COLD_RETRY_SECONDS = 30
LEARNER_FILES = ("learners-clean.xlsx", "learners-mistakes.xlsx", "learners.xml", "learners-delete.xlsx")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    folder = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(folder):
            item.add_marker(pytest.mark.pipeline)


@dataclass
class Hub:
    """The hub on the local stack, as the tests use it."""

    stack: LocalStack
    stores: HubStores
    ids: dict[str, str] = field(default_factory=dict)

    def put(self, key: str, content: bytes) -> None:
        self.stores.connection.s3.put_object(Bucket=self.stores.connection.uploads_bucket, Key=key, Body=content)

    def wait_for(self, what: str, look: Callable[[], T]) -> T:
        """Return the first truthy answer; fail once the stack has done nothing for long and none has come."""
        patience = Patience(SECONDS)
        while not (found := look()):
            assert patience.lasts(self.work_done()), f"waited for {what}; the stack has done nothing for {SECONDS:g} s"
            time.sleep(0.2)
        return found

    def work_done(self) -> int:
        """How often a function has started, or taken what a queue or a stream had for it."""
        log = (self.stack.state_dir / "emulator.log").read_text(errors="replace")
        return log.count("cold start)") + log.count("ESM: Lambda ")

    def finished(self, submission_id: str) -> SubmissionReport:
        wait_until_finished(self.stores, submission_id)
        return report(self.stores, submission_id)

    def report(self, sample: str) -> SubmissionReport:
        """The report of a sample learner file, which every test finds sent and finished."""
        return report(self.stores, self.ids[sample])

    def mails_about(self, submission_id: str) -> list[SentMail]:
        return [mail for mail in self.stack.sent_mails() if submission_id in mail.text]

    def messages(self, queue: str, *, dead: bool = False) -> int:
        """How many messages a queue holds, those being worked on included."""
        counts = self.queue_attributes(queue, dead=dead)
        return int(counts["ApproximateNumberOfMessages"]) + int(counts["ApproximateNumberOfMessagesNotVisible"])

    def queue_attributes(self, queue: str, *, dead: bool = False) -> Mapping[Any, str]:
        connection = self.stores.connection
        url = connection.dead_letter_queue_url(queue) if dead else connection.queue_url(queue)
        return connection.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]

    def retry_after(self, seconds: int, *queues: str) -> None:
        """Let failed messages of these queues, or of all, come again so soon."""
        connection = self.stores.connection
        for queue in queues or connection.queue_names:
            connection.sqs.set_queue_attributes(
                QueueUrl=connection.queue_url(queue), Attributes={"VisibilityTimeout": str(seconds)}
            )

    def wait_until_idle(self) -> None:
        """Wait until no queue holds a message; a step deletes its message after it has sent what follows."""
        names = self.stores.connection.queue_names
        self.wait_for("every queue empty", lambda: not any(self.messages(name) for name in names))

    def items(self, table: str) -> dict[tuple[str, str], Any]:
        """Every item of a table by its key."""
        connection = self.stores.connection
        pages = connection.dynamodb.get_paginator("scan").paginate(TableName=connection.table(table))
        return {(item["pk"]["S"], item["sk"]["S"]): item for page in pages for item in page["Items"]}

    def command(self, *arguments: str, stack: str = STACK_NAME) -> subprocess.CompletedProcess[str]:
        """Run the command line as a process of its own; it takes the stack for one on AWS."""
        hub = Path(sys.executable).parent / "hub"
        return subprocess.run(
            [str(hub), *arguments, "--stack", stack],
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )

    def environment(self) -> dict[str, str]:
        """Everything in the environment but the user's own AWS; what there is of AWS is the stack."""
        return {
            **{name: value for name, value in os.environ.items() if not name.startswith("AWS_")},
            "AWS_ENDPOINT_URL": self.stack.endpoint,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": REGION,
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        }


def _all_was_run(session: pytest.Session) -> bool:
    """Tell whether every test of the pipeline was run, and none failed: what a right is for may else be untested."""
    folder = Path(__file__).parent
    collected = {item.path for item in session.items}
    is_whole = collected >= {*folder.glob("test_*.py")} and not session.config.option.keyword
    return is_whole and not session.testsfailed


@pytest.fixture(scope="session")
def hub(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Hub]:
    """A hub with the sample data in it, and each sample learner file sent once and finished, the deletes last."""
    recorded = tmp_path_factory.mktemp("calls")
    variables = {"PYTHONPATH": str(RECORDING), "RECORDED_CALLS": str(recorded)}
    with LocalStack.started(tmp_path_factory.mktemp("stack"), variables=variables) as stack:
        stores = HubStores(StackConnection.at(stack.endpoint))
        started = Hub(stack, stores)
        started.retry_after(COLD_RETRY_SECONDS)
        load_samples(stores, lambda _: None)
        for names in (LEARNER_FILES[:-1], LEARNER_FILES[-1:]):
            started.ids |= {name: send(stores, SAMPLES / name, PROVIDER_ID).submission_id for name in names}
            for name in names:
                started.finished(started.ids[name])
        started.wait_until_idle()
        started.retry_after(RETRY_SECONDS)
        yield started
        rights = rights_of(stores.connection.session, stack.endpoint)
        needs = needs_of(recorded)
        assert needs, "no call of a function was written down"
        assert missing(needs, rights) == [], "functions did what AWS would refuse them"
        if _all_was_run(request.session):
            assert unexplained(unused(needs, rights), KEPT) == [], "rights that nothing used, and that nobody explains"
            assert outdated(rights, KEPT) == [], "reasons for rights that no function has"
