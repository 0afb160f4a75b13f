"""Links of a local stack lead to its own site, whose address is known only once it is deployed."""

from hub.stack import StackConnection

_VARIABLE = "SITE_URL"


def lead_to_own_site(connection: StackConnection) -> None:
    """
    Tell each function of a local stack that makes links where the stack's site is.

    The template can't: the site's distribution asks the function of search, which can't wait for the distribution's
    name. On AWS the site has a name of its own, which is known before.
    """
    functions = connection.session.client("lambda", endpoint_url=connection.endpoint)
    for page in functions.get_paginator("list_functions").paginate():
        for function in page["Functions"]:
            variables = function.get("Environment", {}).get("Variables", {})
            if variables.get(_VARIABLE, connection.site_url) != connection.site_url:
                functions.update_function_configuration(
                    FunctionName=function["FunctionName"],
                    Environment={"Variables": {**variables, _VARIABLE: connection.site_url}},
                )
