"""What a provider's own headings mean is said by a call, and counts for every file from then on."""

import json

import pytest

from cmehub.accounts.keys import Scope
from cmehub.accounts.providers import Provider
from cmehub.formats.own_headings import MOST_AGREED
from tests.api_hub import Answer, ApiHub, called, is_problem
from tests.sample_hub import PROVIDER_ID
from tests.tables import ROW, renamed

HEADINGS = "/v1/headings"


def change(api: ApiHub, headings: dict[str, str | None], key: str | None = None) -> Answer:
    body = json.dumps({"headings": headings}).encode()
    return called("PATCH", HEADINGS, key or api.key(), body=body, headers={"Content-Type": "application/json"})


def provider(api: ApiHub) -> Provider:
    found = api.hub.providers.find(PROVIDER_ID)
    assert found is not None
    return found


def table() -> bytes:
    """Return a file whose first names stand under a heading that nobody knows."""
    return "\n".join(",".join(cells) for cells in renamed(ROW, {"First Name": "Rufname"})).encode()


def tried(api: ApiHub) -> list[str]:
    """Try that file, and return which of its issues are about headings."""
    return about_headings(api, api.send(table(), api.key(), "learners.csv", dry_run="true").document["submission_id"])


def about_headings(api: ApiHub, submission_id: str) -> list[str]:
    told = called("GET", f"/v1/submissions/{submission_id}/report", api.key()).document
    return [issue["code"] for issue in told["issues"] if issue["code"].startswith("HEADINGS")]


def test_a_column_that_wasnt_read_is_read_once_its_heading_is_known(api: ApiHub) -> None:
    assert tried(api) == ["HEADINGS_MISSING"]

    assert change(api, {" Rufname ": "First Name", "Shoe Size": ""}).document == {
        "headings": {"Rufname": "First Name", "Shoe Size": ""}
    }

    assert tried(api) == []
    assert called("GET", HEADINGS, api.key(Scope.READ)).document["headings"]["Shoe Size"] == ""


def test_what_else_is_known_of_the_provider_stays_as_it_is(api: ApiHub) -> None:
    before = provider(api)
    change(api, {"Vorname": "First Name"})
    change(api, {"Dept": "", "VORNAME": "Last Name"})
    assert provider(api) == before.model_copy(update={"headings": {"Dept": "", "VORNAME": "Last Name"}})
    assert change(api, {"vorname": None}).document == {"headings": {"Dept": ""}}


def test_every_heading_that_no_template_has_is_named_and_nothing_changes(api: ApiHub) -> None:
    answer = change(api, {"Vorname": "Ozymandias", "Dept": "Shoe Size", "Name": "Last Name"})
    assert is_problem(answer, 422, "REQUEST_INVALID")
    for named in ("headings.Vorname: ", "headings.Dept: "):
        assert named in answer.document["detail"]
    assert "headings.Name" not in answer.document["detail"]
    assert provider(api).headings == {}


def test_so_many_are_kept_and_no_more(api: ApiHub) -> None:
    assert change(api, {f"Own {number}": "" for number in range(MOST_AGREED)}).status == 200
    assert is_problem(change(api, {"One more": ""}), 422, "REQUEST_INVALID")
    assert len(provider(api).headings) == MOST_AGREED


def test_two_who_change_at_once_both_count(api: ApiHub, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = api.hub.providers.replace

    def after_another(changed: Provider, known: Provider) -> bool:
        monkeypatch.setattr(api.hub.providers, "replace", replace)
        change(api, {"Dept": ""})
        return replace(changed, known)

    monkeypatch.setattr(api.hub.providers, "replace", after_another)
    change(api, {"Vorname": "First Name"})

    assert provider(api).headings == {"Dept": "", "Vorname": "First Name"}


def test_who_may_only_read_changes_nothing(api: ApiHub) -> None:
    assert is_problem(change(api, {"Dept": ""}, api.key(Scope.READ, Scope.MATCH)), 403, "SCOPE_MISSING")


def test_a_file_that_is_read_again_after_a_breakdown_is_read_as_at_first(
    api: ApiHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_: object, **__: object) -> None:
        raise ConnectionError

    change(api, {"Rufname": "First Name"})
    submission_id = api.post(table(), api.key(), "learners.csv").document["submission_id"]
    with monkeypatch.context() as patch:
        patch.setattr(api.hub.submissions, "add_staged", break_down)
        with pytest.raises(ConnectionError):
            api.read_all()
    change(api, {"Rufname": None})
    api.read_all()

    assert about_headings(api, submission_id) == []
    assert called("GET", f"/v1/submissions/{submission_id}", api.key()).document["rows"] == 1
