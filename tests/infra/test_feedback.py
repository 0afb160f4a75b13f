"""What comes back of mails: who may tell of it, and what the function behind it may do. The emulator refuses nobody."""

import json
from typing import Any

from tests.infra.test_stack import Template, resources


def feedback_topic(template: Template) -> str:
    return str(template["Outputs"]["MailFeedbackTopic"]["Value"]["Ref"])


def allowed(policy: dict[str, Any]) -> list[dict[str, Any]]:
    return [part for part in policy["PolicyDocument"]["Statement"] if part["Effect"] == "Allow"]


def test_bounces_and_complaints_of_every_mail_go_to_the_topic(template: Template) -> None:
    (destination,) = resources(template, "AWS::SES::ConfigurationSetEventDestination").values()
    (configuration_set,) = resources(template, "AWS::SES::ConfigurationSet")
    assert destination["ConfigurationSetName"] == {"Ref": configuration_set}
    told = destination["EventDestination"]
    assert (told["Enabled"], sorted(told["MatchingEventTypes"])) == (True, ["bounce", "complaint"])
    assert told["SnsDestination"] == {"TopicARN": {"Ref": feedback_topic(template)}}
    senders = [
        function["Environment"]["Variables"]
        for function in resources(template, "AWS::Lambda::Function").values()
        if "MAIL_SENDER" in function["Environment"]["Variables"]
    ]
    assert [sender["MAIL_CONFIGURATION_SET"] for sender in senders] == [{"Ref": configuration_set}] * 2


def test_ses_alone_may_publish_there_and_only_for_this_account(template: Template) -> None:
    topic = feedback_topic(template)
    policies = resources(template, "AWS::SNS::TopicPolicy").values()
    (policy,) = (policy for policy in policies if policy["Topics"] == [{"Ref": topic}])
    (statement,) = allowed(policy)
    assert (statement["Principal"], statement["Action"]) == ({"Service": "ses.amazonaws.com"}, "sns:Publish")
    (configuration_set,) = resources(template, "AWS::SES::ConfigurationSet")
    condition = statement["Condition"]["StringEquals"]
    assert condition["AWS:SourceAccount"] == {"Ref": "AWS::AccountId"}
    assert condition["AWS:SourceArn"]["Fn::Join"][1][-2:] == [":configuration-set/", {"Ref": configuration_set}]


def test_ses_can_use_the_key_of_the_topic(template: Template) -> None:
    topic = resources(template, "AWS::SNS::Topic")[feedback_topic(template)]
    key = template["Resources"][topic["KmsMasterKeyId"]["Fn::GetAtt"][0]]["Properties"]
    of_ses = [
        (part["Action"], part["Condition"])
        for part in key["KeyPolicy"]["Statement"]
        if part["Principal"] == {"Service": "ses.amazonaws.com"}
    ]
    condition = {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}}
    assert of_ses == [(["kms:Decrypt", "kms:GenerateDataKey"], condition)]


def test_the_queue_takes_ses_own_words_from_the_topic_alone(template: Template) -> None:
    (subscription,) = resources(template, "AWS::SNS::Subscription").values()
    assert subscription["TopicArn"] == {"Ref": feedback_topic(template)}
    assert (subscription["Protocol"], subscription["RawMessageDelivery"]) == ("sqs", True)
    queue = subscription["Endpoint"]["Fn::GetAtt"][0]
    assert template["Outputs"]["MailFeedbackQueue"]["Value"] == {"Ref": queue}
    policies = resources(template, "AWS::SQS::QueuePolicy").values()
    statements = [part for policy in policies if {"Ref": queue} in policy["Queues"] for part in allowed(policy)]
    assert [(part["Principal"], part["Action"]) for part in statements] == [
        ({"Service": "sns.amazonaws.com"}, "sqs:SendMessage")
    ]
    assert statements[0]["Condition"] == {"ArnEquals": {"aws:SourceArn": {"Ref": feedback_topic(template)}}}


def test_the_function_notes_addresses_and_sends_on_and_mails_nobody(template: Template) -> None:
    assert grants(template, "functions.notify.feedback.handler.handle") == {
        "ProvidersTable": {"dynamodb:GetItem", "dynamodb:UpdateItem"},
        "NoticesQueue": {"sqs:SendMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl"},
        "MailFeedbackQueue": {
            *("sqs:ReceiveMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueUrl"),
            *("sqs:DeleteMessage", "sqs:GetQueueAttributes"),
        },
    }


def test_whoever_mails_to_providers_can_look_at_addresses_and_keep_what_mails_were_about(template: Template) -> None:
    needed = {f"dynamodb:{action}" for action in ("BatchGetItem", "BatchWriteItem", "GetItem", "PutItem", "Query")}
    for handler in ("mail.handler.handle", "webhooks.deliveries_handler.handle"):
        assert needed <= grants(template, f"functions.notify.{handler}")["ProvidersTable"]
    assert "dynamodb:BatchGetItem" in grants(template, "functions.ingest.api.handler.handle")["ProvidersTable"]


def grants(template: Template, handler: str) -> dict[str, set[str]]:
    """What a function may do with what the stack's outputs name, its key and its log apart."""
    (role,) = (
        resource["Role"]["Fn::GetAtt"][0]
        for resource in resources(template, "AWS::Lambda::Function").values()
        if resource["Handler"] == handler
    )
    names = {output["Value"]["Ref"]: name for name, output in template["Outputs"].items() if "Ref" in output["Value"]}
    found: dict[str, set[str]] = {}
    for policy in resources(template, "AWS::IAM::Policy").values():
        for statement in policy["PolicyDocument"]["Statement"] if {"Ref": role} in policy["Roles"] else ():
            actions = statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
            for logical_id, name in names.items():
                if f'"{logical_id}"' in json.dumps(statement["Resource"]):
                    found.setdefault(name, set()).update(actions)
    return found
