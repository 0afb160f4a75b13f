"""What an operator looks at first: a page of CloudWatch's that shows how the hub does."""

from collections.abc import Iterable, Mapping, Sequence

from aws_cdk import CfnOutput, Duration, Stack
from aws_cdk import aws_apigatewayv2 as apigateway
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_lambda as lambda_

from cmehub.api.guards import GUARDED, Guard
from infra.alarm_kinds import (
    API_FAULTS,
    BOARD_DOWN,
    BOUNCES,
    COMPLAINTS,
    DEAD_LETTERS,
    FUNCTION_FAILS,
    GUESSING,
    NEAR_TIMEOUT,
    OLDEST_MESSAGE,
    SEARCH_DRIFT,
    SEARCH_LAGS,
)
from infra.alarms import MOST_BOUNCES, MOST_COMPLAINTS, refusals, reputation
from infra.boards import Boards
from infra.functions import NEAR
from infra.people import PeoplePool
from infra.queues import LONGEST_WAIT, WorkQueue
from infra.search import FRESH, SearchIndex
from infra.target import Target

_SPAN = Duration.minutes(5)
_WHOLE_WIDTH = 24
_LONGEST_RUN = f"{NEAR_TIMEOUT.title}: longest run, percent of the timeout"


def add_dashboard(
    stack: Stack,
    functions: Mapping[str, lambda_.Function],
    boards: Boards,
    search_index: SearchIndex,
    *,
    pools: Sequence[PeoplePool],
    target: Target,
) -> None:
    """
    Add the page to a stack that has everything else: the way of a file, boards, search, mail, sign-in.

    What an alarm watches stands under the title of its kind, with the line above which the alarm is raised. All queues
    and APIs of the stack are shown, and all functions.
    """
    dashboard = cloudwatch.Dashboard(stack, "Dashboard", default_interval=Duration.days(1))
    queues = [construct for construct in stack.node.find_all() if isinstance(construct, WorkQueue)]
    apis = [construct for construct in stack.node.find_all() if isinstance(construct, apigateway.HttpApi)]
    for title, widgets in (
        ("The way of a file", _way_of_a_file(functions, queues, apis)),
        ("Boards", _boards(boards)),
        ("Search", _search(functions["search_api.query.handler"], search_index)),
        ("Mail", _mail()),
        ("Sign-in and guards", [*_sign_in(pools), _guards(target)]),
    ):
        dashboard.add_widgets(cloudwatch.TextWidget(markdown=f"## {title}", width=_WHOLE_WIDTH, height=1))
        dashboard.add_widgets(*widgets)
    CfnOutput(stack, "DashboardName", value=dashboard.dashboard_name, description="What an operator looks at first.")


def _way_of_a_file(
    functions: Mapping[str, lambda_.Function], queues: Sequence[WorkQueue], apis: Sequence[apigateway.HttpApi]
) -> list[cloudwatch.IWidget]:
    names = {_name(api): api for api in apis}
    return [
        _graph(
            f"{OLDEST_MESSAGE.title}: seconds",
            [queue.oldest.with_(label=queue.name) for queue in queues if not queue.waits_for_others],
            most=LONGEST_WAIT.to_seconds(),
        ),
        _graph(DEAD_LETTERS.title, [queue.dead.with_(label=queue.name) for queue in queues]),
        _graph(
            FUNCTION_FAILS.title,
            [function.metric_errors(period=_SPAN, statistic="Sum", label=name) for name, function in functions.items()],
        ),
        _graph(
            _LONGEST_RUN, [_share_of_timeout(name, function) for name, function in functions.items()], most=100 * NEAR
        ),
        _graph(
            "Calls",
            [api.metric_count(period=_SPAN, statistic="Sum", label=name) for name, api in names.items()],
        ),
        _graph(
            API_FAULTS.title,
            [api.metric_server_error(period=_SPAN, statistic="Sum", label=name) for name, api in names.items()],
        ),
        _graph(
            "Calls: milliseconds of the slowest in twenty",
            [api.metric_latency(period=_SPAN, statistic="p95", label=name) for name, api in names.items()],
        ),
    ]


def _boards(boards: Boards) -> list[cloudwatch.IWidget]:
    return [
        _graph(
            "Asks that wait",
            [
                board.queue.metric_approximate_number_of_messages_visible(period=_SPAN, statistic="Maximum", label=code)
                for code, board in boards.queues.items()
            ],
        ),
        _graph(
            "Asks that wait: seconds of the oldest",
            [board.oldest.with_(label=code) for code, board in boards.queues.items()],
        ),
        _graph(BOARD_DOWN.title, [metric.with_(label=code) for code, metric in boards.found_down.items()]),
    ]


def _search(query: lambda_.Function, index: SearchIndex) -> list[cloudwatch.IWidget]:
    return [
        _graph(
            "Searches: milliseconds",
            [
                query.metric_duration(period=_SPAN, statistic=statistic, label=label)
                for statistic, label in (("p50", "half of them"), ("p95", "the slowest in twenty"))
            ],
        ),
        _graph(f"{SEARCH_LAGS.title}: milliseconds", [index.lag], most=FRESH.to_milliseconds()),
        _graph(f"{SEARCH_DRIFT.title}: activities", [index.drift]),
    ]


def _mail() -> list[cloudwatch.IWidget]:
    """Show the account's mails: SES counts those of its sandbox too."""
    return [
        _graph(
            "Mails",
            [
                cloudwatch.Metric(namespace="AWS/SES", metric_name=name, period=_SPAN, statistic="Sum")
                for name in ("Send", "Delivery", "Bounce", "Complaint")
            ],
        ),
        _graph(f"{BOUNCES.title}: share", [reputation("BounceRate")], most=MOST_BOUNCES),
        _graph(f"{COMPLAINTS.title}: share", [reputation("ComplaintRate")], most=MOST_COMPLAINTS),
    ]


def _sign_in(pools: Sequence[PeoplePool]) -> list[cloudwatch.IWidget]:
    # Each sign-in counts 1 if it succeeded, else 0: their sum are those that did, their number all that were tried.
    shown = (("SampleCount", "tried"), ("Sum", "succeeded"))
    return [
        _graph(
            "Sign-ins",
            [pool.sign_in_metric("SignInSuccesses", statistic, label) for pool in pools for statistic, label in shown],
        ),
        _graph(
            "Sign-ins that were put off", [pool.sign_in_metric("SignInThrottles", "Sum", "put off") for pool in pools]
        ),
    ]


def _guards(target: Target) -> cloudwatch.IWidget:
    refused = [refusals(target, guard).with_(label=guard) for guard in Guard]
    bounds = {guard.value: guarded.most_an_hour for guard, guarded in GUARDED.items()}
    return _graph(f"{GUESSING.title}: refused in an hour", refused, bounds=bounds)


def _graph(
    title: str,
    lines: Iterable[cloudwatch.IMetric],
    *,
    most: float | None = None,
    bounds: Mapping[str, float] | None = None,
) -> cloudwatch.GraphWidget:
    """Show these metrics, and the value above which an alarm is raised if it isn't zero, or one for each of several."""
    named = bounds or ({} if most is None else {"alarm": most})
    above = [cloudwatch.HorizontalAnnotation(value=value, label=label) for label, value in named.items()]
    return cloudwatch.GraphWidget(
        title=title,
        left=[*lines],
        left_annotations=above,
        left_y_axis=cloudwatch.YAxisProps(min=0, show_units=False),
        width=_WHOLE_WIDTH // 3,
    )


def _share_of_timeout(name: str, function: lambda_.Function) -> cloudwatch.MathExpression:
    if function.timeout is None:
        raise ValueError(f"The function '{name}' has no timeout.")
    longest = name.replace(".", "_")  # names in a graph's expressions are the graph's
    return cloudwatch.MathExpression(
        expression=f"100 * {longest} / {function.timeout.to_milliseconds():.0f}",
        using_metrics={longest: function.metric_duration(period=_SPAN, statistic="Maximum")},
        period=_SPAN,
        label=name,
    )


def _name(api: apigateway.HttpApi) -> str:
    if api.node.scope is None:
        raise ValueError("An API has no construct that it belongs to.")
    return api.node.scope.node.id
