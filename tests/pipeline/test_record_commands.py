"""The commands of the page about activities, records and matches, on the local stack, one after the other."""

import hashlib
import json
import re
import urllib.request
from http import HTTPStatus
from pathlib import Path
from typing import Any

from cmehub.accounts.keys import Scope
from local.sample_load import PROVIDER_ID
from tests.pipeline.conftest import Hub
from tests.pipeline.test_api_calls import run

PAGE = (Path(__file__).parents[2] / "docs" / "api-records.md").read_text("utf-8")
DOCUMENT = b"%PDF-1.7\nAn abstract.\n%%EOF\n"
COMMANDS = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)


def test_the_commands_of_the_page_follow_on_one_another(hub: Hub, tmp_path: Path) -> None:
    scopes = [part for scope in Scope for part in ("--scope", scope)]
    key = hub.command("keys", "create", PROVIDER_ID, *scopes).stdout.strip()
    variables = {"API": hub.stores.connection.api_url, "KEY": key}
    save_activity, answer_review, save_record, read_record, match = COMMANDS

    activity = json.loads(run(save_activity, tmp_path, variables))
    variables["ACTIVITY"] = activity["activity"]["activity_id"]
    (saved,) = json.loads(run(save_record, tmp_path, variables))["records"]
    variables["RECORD"] = saved["record"]

    def decided() -> list[str]:
        told = json.loads(run(read_record, tmp_path, variables))
        return [line["status"] for line in told["credit_lines"] if line["status"] != "submitted"]

    assert (activity["status"], saved["status"]) == ("Ready to Close", "submitted")
    assert hub.wait_for("the board's decision", decided) == ["accepted"]
    again = json.loads(run(save_record, tmp_path, variables))
    assert again["records"] == [saved]
    assert [row["result"] for row in json.loads(run(match, tmp_path, variables))["matches"]] == ["match"]

    asked = hub.command("activity", "review", variables["ACTIVITY"], "--reason", "Chosen", "--due", "2099-12-31")
    assert asked.returncode == 0, asked.stderr
    (review,) = reviews(variables)
    variables |= {"REVIEW": review["review_id"], "SHA256": hashlib.sha256(DOCUMENT).hexdigest()}
    put_document(variables)
    run(answer_review, tmp_path, variables)
    (review,) = reviews(variables)
    assert review["status"] == "answered"
    assert [document["file_name"] for answer in review["answers"] for document in answer["documents"]] == [
        "abstract.pdf"
    ]


def reviews(variables: dict[str, str]) -> list[dict[str, Any]]:
    return list(call(variables, f"/v1/activities/{variables['ACTIVITY']}/reviews")["reviews"])


def put_document(variables: dict[str, str]) -> None:
    """Put a document where the API says."""
    path = f"/v1/activities/{variables['ACTIVITY']}/reviews/{variables['REVIEW']}/documents"
    place = call(variables, path, {"size": len(DOCUMENT), "sha256": variables["SHA256"]})
    with urllib.request.urlopen(
        urllib.request.Request(place["url"], DOCUMENT, place["headers"], method=place["method"]), timeout=60
    ) as put:
        assert put.status == HTTPStatus.OK


def call(variables: dict[str, str], path: str, document: object = None) -> Any:
    body = None if document is None else json.dumps(document).encode()
    headers = {"Authorization": f"Bearer {variables['KEY']}", "Content-Type": "application/json"}
    with urllib.request.urlopen(urllib.request.Request(variables["API"] + path, body, headers), timeout=60) as answer:
        return json.loads(answer.read())
