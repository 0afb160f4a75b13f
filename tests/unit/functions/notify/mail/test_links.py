import datetime as dt
from urllib.parse import parse_qs, urlsplit

import boto3

from cmehub.runtime.clients import s3_client
from functions.notify.mail.links import LINK_LIFE, S3Links


def test_a_link_is_signed_as_objects_under_a_customer_key_need_it() -> None:
    links = S3Links(s3_client(boto3.Session("key", "secret", region_name="us-east-2")), "work-bucket")

    link = urlsplit(links.link("fix-it/0009999/sub.xlsx", "fix-it.xlsx"))

    query = parse_qs(link.query)
    assert (link.scheme, link.path) == ("https", "/fix-it/0009999/sub.xlsx")
    assert query["X-Amz-Algorithm"] == ["AWS4-HMAC-SHA256"]
    assert query["response-content-disposition"] == ['attachment; filename="fix-it.xlsx"']
    assert dt.timedelta(seconds=int(query["X-Amz-Expires"][0])) == LINK_LIFE
