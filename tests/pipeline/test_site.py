import json
import urllib.error
import urllib.request
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
import urllib3

from cmehub.accounts.pools import Pool
from hub.operator.site import publish
from hub.search import find
from infra.site_headers import CONTENT_SECURITY_POLICY, signed_in_policy
from tests.pipeline.conftest import Hub

SECONDS_TO_BUILD = 120


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: str


@pytest.fixture(scope="module")
def published(hub: Hub) -> Hub:
    publish(hub.stores.connection)
    return hub


def fetch(hub: Hub, path: str) -> Answer:
    """Ask CloudFront as a browser does, which knows where names that end with ``localhost`` are."""
    host = urlsplit(hub.stores.connection.site_url).netloc
    request = urllib.request.Request(f"{hub.stack.endpoint}{path}", headers={"Host": host})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return Answer(answer.status, dict(answer.headers), answer.read().decode(errors="replace"))
    except urllib.error.HTTPError as error:
        return Answer(error.code, dict(error.headers), error.read().decode())


@pytest.mark.parametrize(
    ("path", "status", "text"),
    [
        ("/", 200, "Find CME activities"),
        ("/activities/999999999", 404, "in the catalogue"),
        ("/?q=pain", 200, "Results ·"),
        ("/results?q=pain", 200, "activities"),
        ("/robots.txt", 200, "Sitemap: "),
        ("/my-boards", 200, "My boards"),
        ("/nowhere", 404, "There is no such page"),
        ("/assets/nothing.js", 404, "There is no such page"),
    ],
)
def test_pages_are_served_with_the_security_policy(published: Hub, path: str, status: int, text: str) -> None:
    answer = fetch(published, path)
    assert (answer.status, answer.headers["Content-Security-Policy"]) == (status, CONTENT_SECURITY_POLICY)
    assert text in answer.body


@pytest.mark.parametrize("path", ["/account/", "/account/settings", "/account"])
def test_pages_of_who_signs_in_are_kept_by_nobody_and_may_ask_the_sign_in(published: Hub, path: str) -> None:
    answer = fetch(published, path)
    policy = signed_in_policy(published.stores.connection.sign_in_url(Pool.PHYSICIANS))
    assert (answer.status, answer.headers["Content-Security-Policy"]) == (200, policy)
    assert (answer.headers["Cache-Control"], answer.headers["X-Robots-Tag"]) == ("no-store", "noindex")
    assert "Your account" in answer.body


def test_the_pages_are_told_where_to_sign_in_on_this_stack(published: Hub) -> None:
    connection = published.stores.connection
    assert json.loads(fetch(published, "/config.json").body) == {
        "sign_in_url": connection.sign_in_url(Pool.PHYSICIANS),
        "client_id": connection.client(Pool.PHYSICIANS),
        "staff_sign_in_url": connection.sign_in_url(Pool.STAFF),
        "staff_client_id": connection.client(Pool.STAFF),
        "is_sandbox": connection.is_sandbox,
        "api_url": connection.api_url,
        "other_site_url": "",
    }


def test_files_whose_names_change_are_kept_and_pages_are_asked_for_each_time(published: Hub) -> None:
    page = fetch(published, "/")
    style = next(part.partition('"')[0] for part in page.body.split('href="') if part.startswith("/assets/site"))
    assert fetch(published, style).headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert page.headers["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_the_search_answers_below_the_sites_own_address(published: Hub) -> None:
    def found() -> list[str]:
        answer = fetch(published, "/api/search/activities?past=true&sort=title")
        return (
            [activity["activity_id"] for activity in json.loads(answer.body)["activities"]]
            if answer.status == 200
            else []
        )

    first = published.wait_for("An answer with activities", found)[0]
    activity = fetch(published, f"/api/activities/{first}")
    assert json.loads(activity.body)["activity_id"] == first
    assert fetch(published, f"/api/activities/{first}/calendar").body.startswith("BEGIN:VCALENDAR")


def test_the_index_is_built_anew_when_asked_for_and_then_has_the_open_data_set(published: Hub) -> None:
    connection = published.stores.connection
    before = find(connection)["version"]
    published.retry_after(SECONDS_TO_BUILD, "search-rebuilds")  # else it is begun again while it is built

    connection.sqs.send_message(QueueUrl=connection.queue_url("search-rebuilds"), MessageBody="{}")

    def is_anew() -> bool:
        data = urllib3.request("GET", f"{connection.search_url}/search/data/activities.csv.gz", redirect=False)
        return data.status == HTTPStatus.FOUND and find(connection)["version"] > before

    published.wait_for("the index that is built anew", is_anew)
    published.wait_until_idle()


def test_what_the_search_says_isnt_there_is_its_own_answer(published: Hub) -> None:
    answer = fetch(published, "/api/activities/999999999")
    assert answer.status == 404
    assert json.loads(answer.body)["code"] == "NOT_FOUND"


def test_every_link_to_the_site_leads_to_this_stack(published: Hub) -> None:
    """What isn't the site's own are registrations of activities, and names of vocabularies."""
    site = published.stores.connection.site_url
    found = json.loads(fetch(published, "/api/search/activities").body)["activities"]
    activity = found[0]["activity_id"]
    links = 0
    for path in (
        "/robots.txt",
        f"/activities/{activity}",
        f"/api/activities/{activity}",
        f"/api/activities/{activity}/calendar",
        "/api/search/calendar",
        "/api/search/feed",
        "/results",
    ):
        body = fetch(published, path).body.replace("\r\n ", "")
        assert "passport.example.org" not in body, path
        links += body.count(site)
    assert links > 10
    environments = (
        function.get("Environment", {}).get("Variables", {})
        for page in published.stores.connection.session.client("lambda", endpoint_url=published.stack.endpoint)
        .get_paginator("list_functions")
        .paginate()
        for function in page["Functions"]
    )
    assert {variables["SITE_URL"] for variables in environments if "SITE_URL" in variables} == {site}
