"""An environment in which boto3 reaches nothing but what a benchmark gives it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def aws_environment(**settings: str) -> Iterator[None]:
    """Replace every AWS setting of this process by invented ones and those given."""
    before = {name: value for name, value in os.environ.items() if name.startswith("AWS_")}
    invented = {
        "AWS_ACCESS_KEY_ID": "benchmark",
        "AWS_SECRET_ACCESS_KEY": "benchmark",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }
    _replace(invented | settings)
    try:
        yield
    finally:
        _replace(before)


def _replace(settings: dict[str, str]) -> None:
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ.update(settings)
