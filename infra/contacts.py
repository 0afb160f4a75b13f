"""How a function that providers' systems call knows their contacts, who sign in, as well."""

from aws_cdk import aws_lambda as lambda_

from infra.people import PeoplePool
from infra.tables import Tables


def admit_contacts(function: lambda_.Function, staff: PeoplePool, tables: Tables) -> None:
    """Let a function check the tokens of this pool, read what their holders may do, and count their calls."""
    for name, value in {**staff.environment(), **tables.environment(["accounts"])}.items():
        function.add_environment(name, value)
    tables.grant(function, "accounts", "GetItem", "Query", "UpdateItem")


def look_after_contacts(function: lambda_.Function, staff: PeoplePool, tables: Tables) -> None:
    """Let a function sign contacts out, invite them, and give and take their roles."""
    staff.allow(function, "AdminUserGlobalSignOut", "AdminGetUser", "AdminCreateUser")
    # The transaction that changes a role needs the permissions of its parts.
    tables.grant(function, "accounts", "PutItem", "DeleteItem", "ConditionCheckItem")
