import datetime as dt
from urllib.parse import parse_qs, urlsplit

import boto3

from cmehub.runtime.clients import s3_client
from cmehub.stores.signed_objects import ADDRESS_LIFE, S3SignedObjects


def test_an_address_is_signed_as_objects_under_a_customer_key_need_it() -> None:
    downloads = S3SignedObjects(s3_client(boto3.Session("key", "secret", region_name="us-east-2")), "work-bucket")

    address = urlsplit(downloads.address("fix-it/0009999/sub.xlsx", "fix-it.xlsx"))

    query = parse_qs(address.query)
    assert (address.scheme, address.path) == ("https", "/fix-it/0009999/sub.xlsx")
    assert query["X-Amz-Algorithm"] == ["AWS4-HMAC-SHA256"]
    assert query["response-content-disposition"] == ['attachment; filename="fix-it.xlsx"']
    assert dt.timedelta(seconds=int(query["X-Amz-Expires"][0])) == ADDRESS_LIFE
