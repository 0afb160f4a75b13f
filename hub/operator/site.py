"""The command ``hub site publish``: putting the built Passport site where CloudFront serves it from."""

import json
import mimetypes
from pathlib import Path

import typer

from cmehub.accounts.pools import Pool
from hub import screen
from hub.errors import UserError
from hub.options import Stack
from hub.stack import StackConnection

app = typer.Typer(no_args_is_help=True)

BUILT_SITE = Path(__file__).resolve().parents[2] / "site" / "dist"
_FOREVER = "public, max-age=31536000, immutable"
"""For files whose names change with their content."""
_ASKED_EACH_TIME = "public, max-age=0, must-revalidate"


def publish(connection: StackConnection, folder: Path = BUILT_SITE) -> int:
    """
    Put all files of a built site into its bucket, pages last, and return how many.

    Where people sign in and systems call differs from stack to stack, so that pages read it from ``config.json``.

    Files of earlier builds stay: a page that somebody has open may still ask for them.
    """
    files = [path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")]
    if not files:
        raise UserError("The site isn't built. Build it in a checkout with: make setup")
    for path in sorted(files, key=lambda file: (file.suffix == ".html", file)):
        name = path.relative_to(folder).as_posix()
        connection.s3.put_object(
            Bucket=connection.site_bucket,
            Key=name,
            Body=path.read_bytes(),
            ContentType=mimetypes.guess_type(name)[0] or "application/octet-stream",
            CacheControl=_FOREVER if name.startswith("assets/") else _ASKED_EACH_TIME,
        )
    settings = {
        "sign_in_url": connection.sign_in_url(Pool.PHYSICIANS),
        "client_id": connection.client(Pool.PHYSICIANS),
        "staff_sign_in_url": connection.sign_in_url(Pool.STAFF),
        "staff_client_id": connection.client(Pool.STAFF),
        "is_sandbox": connection.is_sandbox,
        "api_url": connection.api_url,
        "other_site_url": connection.other_site_url,
    }
    connection.s3.put_object(
        Bucket=connection.site_bucket,
        Key="config.json",
        Body=json.dumps(settings).encode(),
        ContentType="application/json",
        CacheControl=_ASKED_EACH_TIME,
    )
    return len(files)


@app.callback(help="Publish the Passport site.", epilog="Example: hub site publish --stack CmeHub")
def site() -> None:
    """Make ``publish`` a command below ``site``: typer would leave out the name of an only command."""


@app.command("publish", epilog="Example: hub site publish --stack CmeHub")
def publish_site(stack: Stack = None) -> None:
    """Publish the site as `make setup` built it."""
    connection = StackConnection.named(stack)
    count = publish(connection)
    screen.output().print(f"Published {count} files. The site is at {connection.site_url}", soft_wrap=True)
