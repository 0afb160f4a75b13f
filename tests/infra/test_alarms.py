from typing import Any

import pytest

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


def test_every_alarm_goes_to_a_topic_to_which_alarms_of_this_account_and_region_can_publish(template: Template) -> None:
    (topic,) = resources(template, "AWS::SNS::Topic")
    (policy,) = resources(template, "AWS::SNS::TopicPolicy").values()
    allowed = [part for part in policy["PolicyDocument"]["Statement"] if part["Effect"] == "Allow"]
    account, region = {"Ref": "AWS::AccountId"}, {"Ref": "AWS::Region"}
    alarms = ["arn:", {"Ref": "AWS::Partition"}, ":cloudwatch:", region, ":", account, ":alarm:*"]

    for alarm in resources(template, "AWS::CloudWatch::Alarm").values():
        assert alarm["AlarmActions"] == [{"Ref": topic}]
    assert policy["Topics"] == [{"Ref": topic}]
    assert [(part["Principal"], part["Action"], part["Resource"]) for part in allowed] == [
        ({"Service": "cloudwatch.amazonaws.com"}, "sns:Publish", {"Ref": topic})
    ]
    assert allowed[0]["Condition"] == {
        "StringEquals": {"aws:SourceAccount": account},
        "ArnLike": {"aws:SourceArn": {"Fn::Join": ["", alarms]}},
    }


def test_alarms_can_use_the_key_of_their_topic(template: Template) -> None:
    (topic,) = resources(template, "AWS::SNS::Topic").values()
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
