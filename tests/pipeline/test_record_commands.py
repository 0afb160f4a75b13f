"""The commands of the page about activities, records and matches, on the local stack, one after the other."""

import json
import re
from pathlib import Path

from cmehub.accounts.keys import Scope
from local.sample_load import PROVIDER_ID
from tests.pipeline.conftest import Hub
from tests.pipeline.test_api_calls import run

PAGE = (Path(__file__).parents[2] / "docs" / "api-records.md").read_text("utf-8")
COMMANDS = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)


def test_the_commands_of_the_page_follow_on_one_another(hub: Hub, tmp_path: Path) -> None:
    scopes = [part for scope in Scope for part in ("--scope", scope)]
    key = hub.command("keys", "create", PROVIDER_ID, *scopes).stdout.strip()
    variables = {"API": hub.stores.connection.api_url, "KEY": key}
    save_activity, save_record, read_record, match = COMMANDS

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
