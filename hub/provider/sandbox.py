"""The commands ``hub sandbox``: open a provider's part of a sandbox, and bring about any code there on purpose."""

import datetime as dt
import hashlib
import time
from typing import Annotated, NamedTuple

import typer
import urllib3
from rich.text import Text

from cmehub.accounts.keys import Scope, StateScope, WrittenKey
from cmehub.accounts.providers import Provider
from cmehub.activities.rows import ActivityName
from cmehub.people.rosters import RosterLoad
from cmehub.people.states import STATES
from cmehub.sandbox.fixtures import LEFT_OUT
from cmehub.sandbox.other_provider import ACTIVITY
from cmehub.sandbox.people import LICENSEE, ROSTERS, STATE
from cmehub.sandbox.refused_keys import add_refused_keys
from cmehub.sandbox.steps import Fixture, Step
from cmehub.stores import ActivityStore, KeyStore, ProviderStore, RosterStore
from cmehub.submissions.submission import SubmissionStatus
from hub import screen
from hub.errors import UserError
from hub.operator.keys import KeyWanted, create_key, revoke_key
from hub.operator.state_keys import StateKeyWanted, create_state_key
from hub.options import Stack
from hub.provider.fixture_run import Answer, FixtureRun, StepOutcome
from hub.stack import StackConnection
from hub.stores import HubStores

app = typer.Typer(
    no_args_is_help=True,
    help="Try the API where nothing counts.",
    epilog="Example: hub sandbox open 0009999 --stack CmeHubSandbox",
)
_CALL_SECONDS = 60
_FINISH_SECONDS = 300
_PAUSE = 0.3
OF_THE_LICENSEE = "LEADING_ZEROS_RESTORED"
"""The code of a fixture whose record of the state's licensee is stored, with a note."""


@app.command("open", epilog="Example: hub sandbox open 0009999 --stack CmeHubSandbox")
def open_for(
    provider: Annotated[str, typer.Argument(metavar="PROVIDER", help="The provider, 7 digits.")], stack: Stack = None
) -> None:
    """Store what a provider needs to try the API in a sandbox, and print a key; it can be done again at any time."""
    stores = _stores(stack)
    kept = SandboxStores(stores.providers, stores.rosters, stores.activities, stores.keys)
    key = open_sandbox(kept, provider, at=dt.datetime.now(dt.UTC))
    named = f" --stack {stack}" if stack else ""
    screen.output().print(
        f"The sandbox is open for provider {provider}.\n"
        f"API:   {stores.connection.api_url}\n"
        f"Key:   {key}\n"
        f"Next:  hub sandbox try COMPLETION_IN_FUTURE --provider {provider}{named}\n"
        "Codes: GET /v1/sandbox/fixtures",
        soft_wrap=True,
    )


@app.command("open-state", epilog="Example: hub sandbox open-state --stack CmeHubSandbox")
def open_for_state(stack: Stack = None) -> None:
    """Store what a licensing board's own system needs to try the API in a sandbox, and print a key."""
    stores, at = _stores(stack), dt.datetime.now(dt.UTC)
    _load_rosters(stores.rosters, at)
    key = create_state_key(stores.state_keys, StateKeyWanted(STATE, (*StateScope,)), at=at)
    named = f" --stack {stack}" if stack else ""
    screen.output().print(
        f"The sandbox is open for the licensing board of {STATES[STATE]} ({STATE}).\n"
        f"API:   {stores.connection.api_url}\n"
        f"Key:   {key}\n"
        f"Next:  hub sandbox try {OF_THE_LICENSEE} --provider PROVIDER{named}\n"
        f"       reports a credit of licensee {LICENSEE.entry_id}, for a provider for whom the sandbox is open.",
        soft_wrap=True,
    )


@app.command("try", epilog="Example: hub sandbox try COMPLETION_IN_FUTURE --provider 0009999")
def try_code(
    code: Annotated[str, typer.Argument(help="A code of an issue, of a board's reason or of a problem of a call.")],
    provider: Annotated[str, typer.Option(metavar="ID", help="The provider for whom it is tried, 7 digits.")],
    stack: Stack = None,
) -> None:
    """Send the requests that bring a code about, and show what came back."""
    stores = _stores(stack)
    key = create_key(stores.providers, stores.keys, KeyWanted(provider, (*Scope,)), at=dt.datetime.now(dt.UTC))
    api = _SandboxApi(stores.connection.api_url, key)
    try:
        fixture = api.fixture(code)
        screen.output().print(Text(fixture.title, style="bold"))
        told = []
        for answer in FixtureRun(api.call, api.finish).tell(fixture):
            _show(answer)
            told.append(answer)
    finally:
        revoke_key(stores.keys, key.key_id, at=dt.datetime.now(dt.UTC))
    if not any(answer.found for answer in told):
        raise UserError(f"{code} didn't show. Open the sandbox once more with: hub sandbox open {provider}")


class SandboxStores(NamedTuple):
    """Where a sandbox has what fixtures need."""

    providers: ProviderStore
    rosters: RosterStore
    activities: ActivityStore
    keys: KeyStore


def open_sandbox(stores: SandboxStores, provider_id: str, *, at: dt.datetime) -> WrittenKey:
    """Store what the fixtures of a provider need, the provider itself if it isn't there; return a new key to it."""
    if stores.providers.find(provider_id) is None:
        stores.providers.put([Provider(provider_id=provider_id, name=f"Sandbox of {provider_id}")])
    _load_rosters(stores.rosters, at)
    stores.activities.add(ACTIVITY, ActivityName.of(ACTIVITY))
    add_refused_keys(stores.keys, provider_id, at=at)
    return create_key(stores.providers, stores.keys, KeyWanted(provider_id, (*Scope,)), at=at)


def _load_rosters(rosters: RosterStore, at: dt.datetime) -> None:
    """Add the people to the boards' rosters; those of the sandbox's state are the whole of its roster."""
    for authority, entries in ROSTERS.items():
        number, is_whole = rosters.begin(authority), authority == STATE
        if is_whole:
            rosters.put(number, entries)
        else:
            rosters.change(number, entries, ())
        content = "\n".join(entry.model_dump_json() for entry in entries)
        load = RosterLoad(
            authority=authority,
            number=number,
            at=at,
            digest=hashlib.sha256(content.encode()).hexdigest(),
            full=is_whole,
            entries=len(entries),
        )
        rosters.finish(load)


class _SandboxApi:
    def __init__(self, url: str, key: WrittenKey) -> None:
        self._url = url
        self._authorization = {"Authorization": f"Bearer {key}"}

    def call(self, step: Step) -> Answer:
        headers = (self._authorization if step.with_key else {}) | step.headers
        answer = urllib3.request(
            step.method, self._url + step.path, body=step.body, headers=headers, timeout=_CALL_SECONDS, retries=False
        )
        return Answer(answer.status, answer.headers, answer.data)

    def fixture(self, code: str) -> Fixture:
        answer = self.call(Step(method="GET", path=f"/v1/sandbox/fixtures/{code}"))
        if answer.status == 404:  # noqa: PLR2004
            why = LEFT_OUT.get(code, "Look the codes up with: GET /v1/sandbox/fixtures")
            raise UserError(f"No fixture brings {code} about. {why}")
        return Fixture.model_validate_json(answer.body)

    def finish(self, submission_id: str) -> None:
        deadline = time.monotonic() + _FINISH_SECONDS
        step = Step(method="GET", path=f"/v1/submissions/{submission_id}")
        while self.call(step).document["status"] != SubmissionStatus.FINISHED:
            if time.monotonic() > deadline:
                raise UserError(f"Submission {submission_id} is not finished after {_FINISH_SECONDS} seconds.")
            time.sleep(_PAUSE)


def _stores(stack: str | None) -> HubStores:
    connection = StackConnection.named(stack)
    if not connection.is_sandbox:
        raise UserError("This stack is no sandbox: what is tried there would count. Give --stack CmeHubSandbox.")
    return HubStores(connection)


def _show(told: StepOutcome) -> None:
    output = screen.output()
    output.print(f"{told.step.method} {told.step.path}  {told.answer.status}", soft_wrap=True)
    for document in told.found[:1]:
        output.print(Text(f"  {document.get('code') or document['reason_code']}", style="bold"))
        for name in ("title", "message", "reason", "detail", "fix"):
            if text := document.get(name):
                output.print(Text(f"  {text}"), soft_wrap=True)
