"""The people of a user pool of Cognito."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cmehub.stores.members import Member, MemberExistsError

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient


class CognitoMembers:
    """See `cmehub.stores.members.MemberStore`. The pool takes an e-mail address where it asks for a user's name."""

    def __init__(self, client: "CognitoIdentityProviderClient", pool_id: str) -> None:
        self._client = client
        self._pool_id = pool_id

    def find(self, name: str) -> Member | None:
        try:
            found = self._client.admin_get_user(UserPoolId=self._pool_id, Username=name)
        except self._client.exceptions.UserNotFoundException:
            return None
        return _member({**found, "Attributes": found["UserAttributes"]})

    def all(self) -> list[Member]:
        pages = self._client.get_paginator("list_users").paginate(UserPoolId=self._pool_id)
        return sorted((_member(user) for page in pages for user in page["Users"]), key=lambda member: member.email)

    def invite(self, email: str) -> Member:
        try:
            made = self._client.admin_create_user(**self._with_address(email), DesiredDeliveryMediums=["EMAIL"])
        except self._client.exceptions.UsernameExistsException as error:
            raise MemberExistsError from error
        return _member(made["User"])

    def invite_again(self, email: str) -> None:
        self._client.admin_create_user(
            UserPoolId=self._pool_id, Username=email, MessageAction="RESEND", DesiredDeliveryMediums=["EMAIL"]
        )

    def add(self, email: str) -> bool:
        # Where a pool takes mailed codes, Cognito makes an account without a password of whoever is given none; the
        # emulator makes one that nobody knows, and has it changed at the first sign-in.
        try:
            self._client.admin_create_user(**self._with_address(email), MessageAction="SUPPRESS")
        except self._client.exceptions.UsernameExistsException:
            return False
        return True

    def sign_out(self, sub: str) -> None:
        self._client.admin_user_global_sign_out(UserPoolId=self._pool_id, Username=sub)

    def end(self, sub: str) -> None:
        self._client.admin_disable_user(UserPoolId=self._pool_id, Username=sub)
        self.sign_out(sub)

    def remove(self, sub: str) -> None:
        try:
            self._client.admin_delete_user(UserPoolId=self._pool_id, Username=sub)
        except self._client.exceptions.UserNotFoundException:
            return

    def _with_address(self, email: str) -> Any:
        attributes = [{"Name": "email", "Value": email}, {"Name": "email_verified", "Value": "true"}]
        return {"UserPoolId": self._pool_id, "Username": email, "UserAttributes": attributes}


def _member(user: Mapping[str, Any]) -> Member:
    attributes: Sequence[Mapping[str, str]] = user["Attributes"]
    told = {attribute["Name"]: attribute["Value"] for attribute in attributes}
    return Member(
        sub=told["sub"],
        email=told.get("email", ""),
        status=user["UserStatus"],
        enabled=user["Enabled"],
        since=user["UserCreateDate"],
    )
