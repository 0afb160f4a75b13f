"""The keys that sign credentials: who may use which."""

import json
from typing import Any

from aws_cdk import App, Stack
from aws_cdk import aws_iam as iam
from aws_cdk.assertions import Template as Synthesized

from infra.credentials import SigningKeys
from infra.target import Target
from tests.infra.test_stack import Template, resources


def statements(template: Template, action: str) -> list[tuple[str, Any]]:
    """Return the role and the resource of each permission for an action."""
    return [
        (role["Ref"], statement["Resource"])
        for policy in resources(template, "AWS::IAM::Policy").values()
        for statement in policy["PolicyDocument"]["Statement"]
        if action in ([statement["Action"]] if isinstance(statement["Action"], str) else statement["Action"])
        for role in policy["Roles"]
    ]


def test_the_functions_that_answer_physicians_and_put_nightly_files_sign_and_no_others(template: Template) -> None:
    by_handler = {function["Handler"]: function for function in resources(template, "AWS::Lambda::Function").values()}
    function = by_handler["functions.passport.api.handler.handle"]
    putting = by_handler["functions.licensing.checks.handler.handle"]
    roles = [signing["Role"]["Fn::GetAtt"][0] for signing in (function, putting)]
    (key,) = [
        name for name, key in resources(template, "AWS::KMS::Key").items() if key.get("KeyUsage") == "SIGN_VERIFY"
    ]
    arn = {"Fn::GetAtt": [key, "Arn"]}

    for action in ("kms:Sign", "kms:GetPublicKey"):
        assert sorted(map(str, statements(template, action))) == sorted(str((role, arn)) for role in roles)
    assert putting["Environment"]["Variables"]["SIGNING_KEYS"] == function["Environment"]["Variables"]["SIGNING_KEYS"]
    variables = function["Environment"]["Variables"]
    assert json.dumps(arn) in json.dumps(variables["SIGNING_KEYS"]) or key in json.dumps(variables["SIGNING_KEYS"])
    assert (variables["SITE_URL"], variables["CREDENTIALS_NEED_CONFIRMED"]) == ("https://passport.example.org", "True")
    assert template["Resources"][key]["Properties"]["KeySpec"] == "ECC_NIST_P256"
    assert template["Resources"][key]["DeletionPolicy"] == "Retain", "what it signed is verified for a year"


def test_once_the_key_is_changed_the_old_one_is_read_and_signs_nothing_more(context: dict[str, Any]) -> None:
    app = App(context=context | {"credential_keys": ["2027", "2026"]})
    stack = Stack(app, "Keys")
    keys = SigningKeys(stack, "SigningKeys", target=Target.from_context(app.node))
    role = iam.Role(stack, "Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
    keys.allow_signing(role)
    template = dict(Synthesized.from_stack(stack).to_json())

    by_name = {
        key["Description"].partition(": ")[2]: name for name, key in resources(template, "AWS::KMS::Key").items()
    }
    new, old = ({"Fn::GetAtt": [by_name[f"{name}."], "Arn"]} for name in ("2027", "2026"))
    assert [resource for _, resource in statements(template, "kms:Sign")] == [new]
    readable = [resource for _, resource in statements(template, "kms:GetPublicKey")]
    assert readable in ([new, old], [[new, old]], [old, new])
    listed = json.dumps(stack.resolve(keys.environment("https://passport.example.org")["SIGNING_KEYS"]))
    assert listed.index(by_name["2027."]) < listed.index(by_name["2026."])
