import datetime as dt
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest

from functions.notify.mail.links import LINK_LIFE, SIGNATURE, S3Links


@pytest.mark.parametrize(
    ("region", "host"),
    [("us-east-1", "work-bucket.s3.amazonaws.com"), ("us-east-2", "work-bucket.s3.us-east-2.amazonaws.com")],
)
def test_a_link_is_signed_as_objects_under_a_customer_key_need_it(region: str, host: str) -> None:
    session = boto3.Session("key", "secret", region_name=region)
    links = S3Links(session.client("s3", config=SIGNATURE), "work-bucket")

    link = urlsplit(links.link("fix-it/0009999/sub.xlsx", "fix-it.xlsx"))

    query = parse_qs(link.query)
    assert (link.scheme, link.path) == ("https", "/fix-it/0009999/sub.xlsx")
    assert link.hostname == host
    assert query["X-Amz-Algorithm"] == ["AWS4-HMAC-SHA256"]
    assert query["response-content-disposition"] == ['attachment; filename="fix-it.xlsx"']
    assert dt.timedelta(seconds=int(query["X-Amz-Expires"][0])) == LINK_LIFE
