import re
from typing import Any

import pytest

from cmehub.api.guards import GUARD_METRIC, GUARD_SERVICE, GUARDED
from cmehub.boards.connections import CIRCUIT_METRIC
from cmehub.rules.packs import board_codes
from functions.search_api.index.rebuild_handler import DRIFT_METRIC
from infra.alarm_kinds import BOUNCES, COMPLAINTS, CONCURRENCY, KINDS, PAGE, THROTTLED, alarm_page
from tests.infra.test_stack import Template, resources


def alarms_of_a_stack(context: dict[str, Any]) -> Template:
    from aws_cdk import App, Stack
    from aws_cdk import aws_kms as kms
    from aws_cdk.assertions import Template as Synthesized

    from infra.alarms import alarm_topic, watch_account
    from infra.target import Target

    app = App(context=context)
    stack = Stack(app, "Alarms")
    target = Target.from_context(app.node)
    watch_account(stack, target, alarm_topic(stack, target, kms.Key(stack, "Key")))
    return dict(Synthesized.from_stack(stack).to_json())


def alarm_topic_of(template: Template) -> str:
    """The topic that is for people; what comes back of mails has another."""
    feedback = template["Outputs"]["MailFeedbackTopic"]["Value"]["Ref"]
    (topic,) = (name for name in resources(template, "AWS::SNS::Topic") if name != feedback)
    return topic


def test_every_alarm_goes_to_a_topic_to_which_alarms_of_this_account_and_region_can_publish(template: Template) -> None:
    topic = alarm_topic_of(template)
    policies = resources(template, "AWS::SNS::TopicPolicy").values()
    (policy,) = (policy for policy in policies if policy["Topics"] == [{"Ref": topic}])
    allowed = [part for part in policy["PolicyDocument"]["Statement"] if part["Effect"] == "Allow"]
    account, region = {"Ref": "AWS::AccountId"}, {"Ref": "AWS::Region"}
    alarms = ["arn:", {"Ref": "AWS::Partition"}, ":cloudwatch:", region, ":", account, ":alarm:*"]

    for alarm in resources(template, "AWS::CloudWatch::Alarm").values():
        assert alarm["AlarmActions"] == [{"Ref": topic}]
    assert [(part["Principal"], part["Action"], part["Resource"]) for part in allowed] == [
        ({"Service": "cloudwatch.amazonaws.com"}, "sns:Publish", {"Ref": topic})
    ]
    assert allowed[0]["Condition"] == {
        "StringEquals": {"aws:SourceAccount": account},
        "ArnLike": {"aws:SourceArn": {"Fn::Join": ["", alarms]}},
    }


def test_alarms_can_use_the_key_of_their_topic(template: Template) -> None:
    topic = resources(template, "AWS::SNS::Topic")[alarm_topic_of(template)]
    key = template["Resources"][topic["KmsMasterKeyId"]["Fn::GetAtt"][0]]["Properties"]
    actions = [
        part["Action"]
        for part in key["KeyPolicy"]["Statement"]
        if part["Principal"] == {"Service": "cloudwatch.amazonaws.com"}
    ]
    assert actions == [["kms:Decrypt", "kms:GenerateDataKey"]]


@pytest.mark.parametrize(("alarm_mail", "told"), [("", []), ("operator@example.org", ["operator@example.org"])])
def test_the_operator_is_told_of_alarms_if_an_address_is_set(
    context: dict[str, Any], alarm_mail: str, told: list[str]
) -> None:
    made = alarms_of_a_stack({**context, "alarm_mail": alarm_mail})
    (topic,) = resources(made, "AWS::SNS::Topic")
    subscriptions = resources(made, "AWS::SNS::Subscription").values()
    assert [subscription["Endpoint"] for subscription in subscriptions] == told
    for subscription in subscriptions:
        assert (subscription["Protocol"], subscription["TopicArn"]) == ("email", {"Ref": topic})


@pytest.mark.parametrize(("alarm_mail", "dollars"), [("", 500), ("operator@example.org", 0)])
def test_there_is_no_budget_without_an_address_and_a_sum(
    context: dict[str, Any], alarm_mail: str, dollars: int
) -> None:
    made = alarms_of_a_stack({**context, "alarm_mail": alarm_mail, "monthly_budget": dollars})
    assert resources(made, "AWS::Budgets::Budget") == {}


def test_the_operator_is_told_of_a_month_that_costs_more_than_its_budget(context: dict[str, Any]) -> None:
    made = alarms_of_a_stack({**context, "alarm_mail": "operator@example.org", "monthly_budget": 500})
    (budget,) = resources(made, "AWS::Budgets::Budget").values()
    assert budget["Budget"]["BudgetLimit"] == {"Amount": 500, "Unit": "USD"}
    told = {part["Notification"]["NotificationType"]: part for part in budget["NotificationsWithSubscribers"]}
    assert set(told) == {"FORECASTED", "ACTUAL"}
    for part in told.values():
        assert [subscriber["Address"] for subscriber in part["Subscribers"]] == ["operator@example.org"]
        assert part["Notification"]["Threshold"] == 100


def test_each_board_has_an_alarm_on_the_metric_that_its_function_writes(template: Template) -> None:
    (dispatch,) = [
        function["Environment"]["Variables"]
        for function in resources(template, "AWS::Lambda::Function").values()
        if function["Handler"] == "functions.board_dispatch.asking.handler.handle"
    ]
    alarms = [
        resource
        for resource in resources(template, "AWS::CloudWatch::Alarm").values()
        if resource.get("MetricName") == CIRCUIT_METRIC
    ]
    dimensions = [{dimension["Name"]: dimension["Value"] for dimension in alarm["Dimensions"]} for alarm in alarms]
    service = dispatch["POWERTOOLS_SERVICE_NAME"]
    assert sorted(dimension["board"] for dimension in dimensions) == sorted(board_codes())
    assert all(dimension == {"board": dimension["board"], "service": service} for dimension in dimensions)
    assert {alarm["Namespace"] for alarm in alarms} == {dispatch["POWERTOOLS_METRICS_NAMESPACE"]}
    assert all(alarm["AlarmActions"] for alarm in alarms)


def alarms_on(template: Template, namespace: str, metric: str, dimension: str) -> dict[str, dict[str, Any]]:
    """The alarms on a metric, by the name of the resource that the metric is of."""
    found = {}
    for alarm in resources(template, "AWS::CloudWatch::Alarm").values():
        if (alarm.get("Namespace"), alarm.get("MetricName")) == (namespace, metric) and "Dimensions" in alarm:
            (of,) = [part["Value"] for part in alarm["Dimensions"] if part["Name"] == dimension]
            found[of["Ref"] if "Ref" in of else of["Fn::GetAtt"][0]] = alarm
    return found


def test_faults_of_each_api_raise_an_alarm(template: Template) -> None:
    assert set(alarms_on(template, "AWS/ApiGateway", "5xx", "ApiId")) == set(
        resources(template, "AWS::ApiGatewayV2::Api")
    )


def test_each_function_that_fails_or_comes_near_its_timeout_raises_an_alarm(template: Template) -> None:
    functions = {
        name: function
        for name, function in resources(template, "AWS::Lambda::Function").items()
        if function["Handler"].startswith("functions.")
    }
    fails, near = (alarms_on(template, "AWS/Lambda", metric, "FunctionName") for metric in ("Errors", "Duration"))
    assert set(fails) == set(near) == set(functions)
    assert all((alarm["DatapointsToAlarm"], alarm["EvaluationPeriods"]) == (2, 3) for alarm in fails.values())
    for name, alarm in near.items():
        assert alarm["Threshold"] == pytest.approx(functions[name]["Timeout"] * 900)


def test_messages_that_wait_for_long_raise_an_alarm_unless_they_wait_for_others(template: Template) -> None:
    watched = alarms_on(template, "AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName")
    queues = {name for name, queue in resources(template, "AWS::SQS::Queue").items() if "RedrivePolicy" in queue}
    others = {name for name in queues if name.startswith(("Boards", "DeliveriesQueue"))}
    assert len(others) == len(board_codes()) + 1
    assert set(watched) == queues - others
    assert {alarm["Threshold"] for alarm in watched.values()} == {3600}


def test_the_account_is_watched_by_the_hub_and_not_by_its_sandbox_again(template: Template, sandbox: Template) -> None:
    def of_account(made: Template) -> list[Any]:
        alarms = resources(made, "AWS::CloudWatch::Alarm").values()
        whole = [alarm["MetricName"] for alarm in alarms if "MetricName" in alarm and "Dimensions" not in alarm]
        shares = [part["Expression"] for alarm in alarms for part in alarm.get("Metrics", []) if "Expression" in part]
        return sorted(whole + shares)

    def above(description: str) -> float:
        alarms = resources(template, "AWS::CloudWatch::Alarm").values()
        (found,) = [alarm["Threshold"] for alarm in alarms if alarm["AlarmDescription"] == description]
        return float(found)

    kinds = (BOUNCES, COMPLAINTS, CONCURRENCY, THROTTLED)
    assert [above(kind.description()) for kind in kinds] == [0.05, 0.001, 80, 0]
    busy = "100 * running / SERVICE_QUOTA(running)"
    assert of_account(template) == [busy, "Reputation.BounceRate", "Reputation.ComplaintRate", "Throttles"]
    assert of_account(sandbox) == []


def test_the_stacks_stay_below_what_cloudformation_takes(template: Template, sandbox: Template) -> None:
    assert max(len(stack["Resources"]) for stack in (template, sandbox)) <= 480, "the limit is 500"


def test_each_alarm_is_of_a_kind_that_the_operators_page_explains(template: Template) -> None:
    alarms = resources(template, "AWS::CloudWatch::Alarm").values()
    titles = {kind.title for kind in KINDS}
    assert {re.split(r" \(|\. ", alarm["AlarmDescription"])[0] for alarm in alarms} == titles
    assert PAGE.read_text("utf-8") == alarm_page()


def test_the_search_index_that_drifts_or_lags_raises_an_alarm(template: Template) -> None:
    alarms = resources(template, "AWS::CloudWatch::Alarm").values()
    found = [alarm for alarm in alarms if alarm.get("MetricName") in {DRIFT_METRIC, "IteratorAge"}]
    assert len(found) == 2
    assert all(alarm["AlarmActions"] for alarm in found)


def test_each_guard_has_an_alarm_on_the_metric_that_functions_write(template: Template) -> None:
    alarms = [
        alarm
        for alarm in resources(template, "AWS::CloudWatch::Alarm").values()
        if alarm.get("MetricName") == GUARD_METRIC
    ]
    found = {
        next(part["Value"] for part in alarm["Dimensions"] if part["Name"] == "guard"): alarm["Threshold"]
        for alarm in alarms
    }
    assert found == {guard.value: guarded.most_an_hour for guard, guarded in GUARDED.items()}
    services = {part["Value"] for alarm in alarms for part in alarm["Dimensions"] if part["Name"] == "service"}
    assert services == {GUARD_SERVICE}
    assert {alarm["Namespace"] for alarm in alarms} == {"CMEHub"}
