"""Files of own credits: who reaches them, and when they go."""

import json
import re
from typing import Any

import pytest

from cmehub.stores.account_archives import ARCHIVES
from cmehub.stores.own_files import UNCONFIRMED
from tests.infra.conftest import REPOSITORY
from tests.infra.test_stack import Template, resources

PRIVACY = REPOSITORY / "docs" / "privacy.md"


@pytest.fixture
def bucket(template: Template) -> str:
    return str(template["Outputs"]["FilesBucket"]["Value"]["Ref"])


def test_what_is_not_confirmed_goes_after_a_day_and_what_is_deleted_at_once(template: Template, bucket: str) -> None:
    described = template["Resources"][bucket]["Properties"]
    assert "VersioningConfiguration" not in described
    rules = {rule["Id"]: rule for rule in described["LifecycleConfiguration"]["Rules"] if "ExpirationInDays" in rule}
    assert {name: (rule["Prefix"], rule["ExpirationInDays"], rule["Status"]) for name, rule in rules.items()} == {
        "expire-unconfirmed": (UNCONFIRMED, 1, "Enabled"),
        "expire-archives": (ARCHIVES, 1, "Enabled"),
    }
    promised = re.findall(
        r"^\|.+\| the files bucket, apart \|.*a day, at most two \|$", PRIVACY.read_text(), re.MULTILINE
    )
    assert len(promised) == len(rules), "a rule counts whole days from midnight, UTC"


@pytest.mark.parametrize("name", ["Uploads", "Work"])
def test_a_browser_may_put_what_providers_send_and_read_its_etag(template: Template, name: str) -> None:
    bucket = template["Outputs"][f"{name}Bucket"]["Value"]["Ref"]
    (rule,) = template["Resources"][bucket]["Properties"]["CorsConfiguration"]["CorsRules"]
    assert (rule["AllowedMethods"], rule["ExposedHeaders"]) == (["PUT"], ["ETag"])
    assert "x-amz-checksum-sha256" in rule["AllowedHeaders"], "an address is signed for it"


def test_a_browser_may_only_post_and_nobody_comes_without_tls(template: Template, bucket: str) -> None:
    (rule,) = template["Resources"][bucket]["Properties"]["CorsConfiguration"]["CorsRules"]
    assert rule["AllowedMethods"] == ["POST"]
    (policy,) = [
        policy["PolicyDocument"]["Statement"]
        for policy in resources(template, "AWS::S3::BucketPolicy").values()
        if policy["Bucket"] == {"Ref": bucket}
    ]
    assert [statement["Effect"] for statement in policy] == ["Deny"]
    assert policy[0]["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_who_keeps_them_and_who_ends_accounts_alone_reach_them(template: Template, bucket: str) -> None:
    """
    The emulator refuses nobody, so this alone shows it.

    A form that is signed for S3 is worth what its signer may do: ``s3:PutObject``. Without ``s3:ListBucket``, to get a
    file that isn't there would be forbidden instead of answered with `NoSuchKey`.
    """
    allowed: dict[str, Any] = {}
    for policy in resources(template, "AWS::IAM::Policy").values():
        for statement in policy["PolicyDocument"]["Statement"]:
            if f'"{bucket}"' in json.dumps(statement["Resource"]):
                (role,) = [role["Ref"] for role in policy["Roles"]]
                actions = statement["Action"]
                allowed.setdefault(role, []).extend([actions] if isinstance(actions, str) else actions)
    roles = {
        resource["Handler"]: resource["Role"]["Fn::GetAtt"][0]
        for resource in resources(template, "AWS::Lambda::Function").values()
        if "Handler" in resource
    }
    assert {role: sorted(actions) for role, actions in allowed.items()} == {
        roles["functions.passport.api.handler.handle"]: [
            "s3:DeleteObject",
            "s3:GetObject",
            "s3:ListBucket",
            "s3:PutObject",
        ],
        roles["functions.notify.mail.handler.handle"]: ["s3:DeleteObject", "s3:ListBucket"],
    }
