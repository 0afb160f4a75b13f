from typing import Any

import pytest

from cmehub.boards.connections import CIRCUIT_METRIC
from cmehub.rules.packs import board_codes
from functions.search_api.index.rebuild_handler import DRIFT_METRIC
from tests.infra.test_stack import Template, resources


def alarms_of_a_stack(context: dict[str, Any]) -> Template:
    from aws_cdk import App, Stack
    from aws_cdk import aws_kms as kms
    from aws_cdk.assertions import Template as Synthesized

    from infra.alarms import alarm_topic
    from infra.target import Target

    app = App(context=context)
    stack = Stack(app, "Alarms")
    alarm_topic(stack, Target.from_context(app.node), kms.Key(stack, "Key"))
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


def test_each_board_has_an_alarm_on_the_metric_that_its_function_writes(template: Template) -> None:
    (dispatch,) = [
        function["Environment"]["Variables"]
        for function in resources(template, "AWS::Lambda::Function").values()
        if function["Handler"] == "functions.board_dispatch.asking.handler.handle"
    ]
    alarms = [
        resource
        for resource in resources(template, "AWS::CloudWatch::Alarm").values()
        if resource["MetricName"] == CIRCUIT_METRIC
    ]
    dimensions = [{dimension["Name"]: dimension["Value"] for dimension in alarm["Dimensions"]} for alarm in alarms]
    service = dispatch["POWERTOOLS_SERVICE_NAME"]
    assert sorted(dimension["board"] for dimension in dimensions) == sorted(board_codes())
    assert all(dimension == {"board": dimension["board"], "service": service} for dimension in dimensions)
    assert {alarm["Namespace"] for alarm in alarms} == {dispatch["POWERTOOLS_METRICS_NAMESPACE"]}
    assert all(alarm["AlarmActions"] for alarm in alarms)


def test_faults_of_the_api_raise_an_alarm(template: Template) -> None:
    (alarm,) = [
        resource
        for resource in resources(template, "AWS::CloudWatch::Alarm").values()
        if resource["Namespace"] == "AWS/ApiGateway"
    ]
    api = template["Outputs"]["ApiId"]["Value"]
    assert (alarm["MetricName"], alarm["Dimensions"]) == ("5xx", [{"Name": "ApiId", "Value": api}])
    assert alarm["AlarmActions"]


def test_the_search_index_that_drifts_or_lags_raises_an_alarm(template: Template) -> None:
    alarms = resources(template, "AWS::CloudWatch::Alarm").values()
    found = [alarm for alarm in alarms if alarm["MetricName"] in {DRIFT_METRIC, "IteratorAge"}]
    assert len(found) == 2
    assert all(alarm["AlarmActions"] for alarm in found)
