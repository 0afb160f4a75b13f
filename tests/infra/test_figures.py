"""Figures are counted each night, by a function that changes nothing but them."""

from cmehub.figures.figure_messages import FIGURE_MESSAGES, ComparisonsDueMessage, MonthsDueMessage
from tests.infra.test_feedback import grants
from tests.infra.test_stack import Template, resources


def test_months_are_counted_each_night_and_then_compared(template: Template) -> None:
    arn = {"Fn::GetAtt": [template["Outputs"]["FiguresQueue"]["Value"]["Ref"], "Arn"]}
    rules = [
        (rule["ScheduleExpression"], FIGURE_MESSAGES.validate_json(target["Input"]))
        for rule in resources(template, "AWS::Events::Rule").values()
        for target in rule["Targets"]
        if target["Arn"] == arn
    ]
    assert sorted(rules, key=lambda rule: rule[0]) == [
        ("cron(0 10 * * ? *)", MonthsDueMessage()),
        ("cron(0 11 * * ? *)", ComparisonsDueMessage()),
    ]


def test_the_function_reads_facts_and_writes_figures(template: Template) -> None:
    granted = grants(template, "functions.figures.months.handler.handle")
    assert granted["SubmissionsTable"] == {
        *(f"dynamodb:{action}" for action in ("BatchGetItem", "BatchWriteItem", "Query"))
    }
    assert granted["WorkBucket"] == {"s3:GetObject", "s3:ListBucket"}
    assert granted.keys() == {"SubmissionsTable", "WorkBucket", "FiguresQueue"}


def test_whoever_takes_events_may_mark_months_and_the_api_may_read_figures(template: Template) -> None:
    marking = grants(template, "functions.notify.webhooks.events_handler.handle")["SubmissionsTable"]
    assert marking == {f"dynamodb:{action}" for action in ("GetItem", "Query", "BatchWriteItem")}
    reading = grants(template, "functions.ingest.api.handler.handle")["SubmissionsTable"]
    assert "dynamodb:BatchGetItem" in reading
