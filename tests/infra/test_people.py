"""The user pools that people sign in to, as AWS is asked to make them."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.infra.conftest import SANDBOX_STACK_NAME, STACK_NAME
from tests.infra.test_stack import Template, resources


@pytest.fixture(params=[STACK_NAME, SANDBOX_STACK_NAME])
def stack(assembly: Path, request: pytest.FixtureRequest) -> Template:
    return dict(json.loads((assembly / f"{request.param}.template.json").read_text()))


def pool(stack: Template, title: str) -> dict[str, Any]:
    return dict(stack["Resources"][stack["Outputs"][f"{title}PoolId"]["Value"]["Ref"]]["Properties"])


def client(stack: Template, title: str) -> dict[str, Any]:
    return dict(stack["Resources"][stack["Outputs"][f"{title}ClientId"]["Value"]["Ref"]]["Properties"])


def test_physicians_sign_up_by_our_own_route_alone_and_choose_how_to_sign_in(stack: Template) -> None:
    found = pool(stack, "Physicians")
    assert found["AdminCreateUserConfig"]["AllowAdminCreateUserOnly"] is True, (
        "Cognito's own sign-up tells who is there"
    )
    assert found["AutoVerifiedAttributes"] == ["email"]
    factors = found["Policies"]["SignInPolicy"]["AllowedFirstAuthFactors"]
    assert sorted(factors) == ["EMAIL_OTP", "PASSWORD", "WEB_AUTHN"]
    assert client(stack, "Physicians")["ExplicitAuthFlows"] == ["ALLOW_USER_AUTH"]
    assert (found["MfaConfiguration"], found["EnabledMfas"]) == ("OPTIONAL", ["SOFTWARE_TOKEN_MFA"])


def test_staff_are_invited_and_need_a_second_factor(stack: Template) -> None:
    found = pool(stack, "Staff")
    assert found["AdminCreateUserConfig"]["AllowAdminCreateUserOnly"] is True
    assert (found["MfaConfiguration"], found["EnabledMfas"]) == ("ON", ["SOFTWARE_TOKEN_MFA"])
    assert client(stack, "Staff")["ExplicitAuthFlows"] == ["ALLOW_USER_SRP_AUTH"]


@pytest.mark.parametrize("title", ["Physicians", "Staff"])
def test_sign_ins_are_watched_and_tokens_are_short_rotated_and_revocable(stack: Template, title: str) -> None:
    found, site = pool(stack, title), client(stack, title)
    assert (found["UserPoolTier"], found["UserPoolAddOns"]) == ("PLUS", {"AdvancedSecurityMode": "ENFORCED"})
    assert site["GenerateSecret"] is False
    assert site["AllowedOAuthFlows"] == ["code"]
    assert site["PreventUserExistenceErrors"] == "ENABLED"
    assert {site["TokenValidityUnits"][kind] for kind in ("AccessToken", "IdToken")} == {"minutes"}
    assert site["AccessTokenValidity"] == site["IdTokenValidity"] == 15
    # A refresh token that comes a second time, later than an answer can be lost, ends all that were made of it.
    assert site["RefreshTokenRotation"] == {"Feature": "ENABLED", "RetryGracePeriodSeconds": 10}
    assert site["EnableTokenRevocation"] is True
    assert "ALLOW_REFRESH_TOKEN_AUTH" not in site["ExplicitAuthFlows"], "it would go round the rotation"


@pytest.mark.parametrize(("title", "entries"), [("Physicians", {"account"}), ("Staff", {"console", "licensing"})])
def test_people_come_back_to_the_pages_they_signed_in_from_alone(
    stack: Template, context: dict[str, Any], title: str, entries: set[str]
) -> None:
    site = client(stack, title)
    assert site["CallbackURLs"] == site["LogoutURLs"]
    whole = [url if isinstance(url, str) else url["Fn::Join"][1][-1] for url in site["CallbackURLs"]]
    assert {url.rstrip("/").rpartition("/")[2] for url in whole} == entries
    own = context["sandbox_url" if "Sandbox" in stack["Outputs"] else "site_url"]
    assert [url for url in whole if url.startswith("https:")] == [f"{own}/{entry}/" for entry in sorted(entries)]


def test_each_pool_has_sign_in_pages_of_the_newer_kind(stack: Template) -> None:
    styled = {
        json.dumps(style["ClientId"]) for style in resources(stack, "AWS::Cognito::ManagedLoginBranding").values()
    }
    assert styled == {json.dumps(stack["Outputs"][f"{title}ClientId"]["Value"]) for title in ("Physicians", "Staff")}
    domains = resources(stack, "AWS::Cognito::UserPoolDomain").values()
    versions = {json.dumps(domain["UserPoolId"]): domain.get("ManagedLoginVersion") for domain in domains}
    for title in ("Physicians", "Staff"):
        assert versions[json.dumps(stack["Outputs"][f"{title}PoolId"]["Value"])] == 2


def test_the_gateway_lets_nobody_to_physicians_routes_but_by_a_token_of_their_pool(stack: Template) -> None:
    ((name, authorizer),) = resources(stack, "AWS::ApiGatewayV2::Authorizer").items()
    assert authorizer["JwtConfiguration"]["Audience"] == [stack["Outputs"]["PhysiciansClientId"]["Value"]]
    assert stack["Outputs"]["PhysiciansPoolId"]["Value"]["Ref"] in json.dumps(authorizer["JwtConfiguration"]["Issuer"])
    for route in resources(stack, "AWS::ApiGatewayV2::Route").values():
        is_private = route["RouteKey"].startswith("ANY /v1/me")
        assert route.get("AuthorizerId") == ({"Ref": name} if is_private else None), route["RouteKey"]


def test_pools_send_by_the_hubs_sender_only_once_ses_has_confirmed_it(stack: Template, context: dict[str, Any]) -> None:
    assert context["sender_is_confirmed"] is False
    assert {pool(stack, title)["EmailConfiguration"]["EmailSendingAccount"] for title in ("Physicians", "Staff")} == {
        "COGNITO_DEFAULT"
    }


def test_what_physicians_call_reaches_their_own_pool_and_only_adds_looks_up_and_signs_out(stack: Template) -> None:
    (role,) = {
        resource["Role"]["Fn::GetAtt"][0]
        for resource in resources(stack, "AWS::Lambda::Function").values()
        if resource["Handler"] == "functions.passport.api.handler.handle"
    }
    allowed = [
        statement
        for policy in resources(stack, "AWS::IAM::Policy").values()
        if {"Ref": role} in policy["Roles"]
        for statement in policy["PolicyDocument"]["Statement"]
        if "cognito-idp" in json.dumps(statement["Action"])
    ]
    physicians = stack["Outputs"]["PhysiciansPoolId"]["Value"]["Ref"]
    assert [(statement["Action"], statement["Resource"]) for statement in allowed] == [
        (
            [f"cognito-idp:{action}" for action in ("AdminCreateUser", "AdminGetUser", "AdminUserGlobalSignOut")],
            {"Fn::GetAtt": [physicians, "Arn"]},
        )
    ]


def test_what_contacts_call_reads_roles_and_counts_calls_and_parss_clients_have_no_contacts(
    stack: Template,
) -> None:
    """The emulator refuses nobody, so this alone shows it."""
    table, pool_id = stack["Outputs"]["AccountsTable"]["Value"]["Ref"], stack["Outputs"]["StaffPoolId"]["Value"]["Ref"]
    for handler, looks_after_contacts in (("ingest.api", True), ("validate.api", False)):
        variables, statements = reached(stack, f"functions.{handler}.handler.handle")
        assert (variables["STAFF_POOL_ID"], variables["ACCOUNTS_TABLE"]) == ({"Ref": pool_id}, {"Ref": table})
        assert variables["STAFF_CLIENT_ID"] == stack["Outputs"]["StaffClientId"]["Value"]
        actions = actions_on(statements, table)
        assert {f"dynamodb:{action}" for action in ("GetItem", "Query", "UpdateItem")} <= actions
        # Of transactions: one changes a contact's role, the other ends a missing credit.
        assert {f"dynamodb:{action}" for action in ("PutItem", "DeleteItem")} <= actions
        assert ("dynamodb:ConditionCheckItem" in actions) == looks_after_contacts
        # Who looked at a licensee is written down under all entries of the physician at once.
        assert ("dynamodb:BatchWriteItem" in actions) != looks_after_contacts
        assert "dynamodb:Scan" not in actions
        assert actions_on(statements, pool_id) == (
            {f"cognito-idp:{action}" for action in ("AdminCreateUser", "AdminGetUser", "AdminUserGlobalSignOut")}
            if looks_after_contacts
            else set()
        )
    variables, statements = reached(stack, "functions.validate.pars.handler.handle")
    assert not {"STAFF_POOL_ID", "STAFF_CLIENT_ID"} & {*variables}
    # Transcripts look whether a physician withholds credits, and are written down.
    assert {"dynamodb:BatchGetItem", "dynamodb:BatchWriteItem"} <= {*actions_on(statements, table)}
    assert "dynamodb:Query" not in actions_on(statements, table)


def test_the_function_of_years_adds_facts_about_them_and_parss_function_none(stack: Template) -> None:
    """The emulator refuses nobody, so this alone shows it."""
    table = stack["Outputs"]["ProvidersTable"]["Value"]["Ref"]
    _, statements = reached(stack, "functions.validate.api.handler.handle")
    assert actions_on(statements, table) == {
        f"dynamodb:{action}" for action in ("GetItem", "Query", "PutItem", "UpdateItem")
    }
    _, statements = reached(stack, "functions.validate.pars.handler.handle")
    assert not actions_on(statements, table) & {"dynamodb:Query", "dynamodb:PutItem"}


def reached(stack: Template, handler: str) -> tuple[dict[str, Any], list[Any]]:
    """The variables of a function, and what its role allows."""
    (function,) = [of for of in resources(stack, "AWS::Lambda::Function").values() if of["Handler"] == handler]
    role = {"Ref": function["Role"]["Fn::GetAtt"][0]}
    policies = [policy for policy in resources(stack, "AWS::IAM::Policy").values() if role in policy["Roles"]]
    statements = [statement for policy in policies for statement in policy["PolicyDocument"]["Statement"]]
    return dict(function["Environment"]["Variables"]), statements


def actions_on(statements: list[Any], resource: str) -> set[str]:
    actions = [of["Action"] for of in statements if f'"{resource}"' in json.dumps(of["Resource"])]
    return {action for some in actions for action in ([some] if isinstance(some, str) else some)}


def test_what_ends_accounts_looks_up_and_takes_out_and_nothing_else(stack: Template) -> None:
    """The emulator refuses nobody, so this alone shows it."""
    (role,) = {
        resource["Role"]["Fn::GetAtt"][0]
        for resource in resources(stack, "AWS::Lambda::Function").values()
        if resource["Handler"] == "functions.notify.mail.handler.handle"
    }
    assert [
        statement["Action"]
        for policy in resources(stack, "AWS::IAM::Policy").values()
        if {"Ref": role} in policy["Roles"]
        for statement in policy["PolicyDocument"]["Statement"]
        if "cognito-idp" in json.dumps(statement["Action"])
    ] == [["cognito-idp:AdminDeleteUser", "cognito-idp:AdminGetUser"], "cognito-idp:AdminGetUser"], (
        "of the staff it looks up alone"
    )
