from pathlib import Path

from functions.notify.mail import mail
from functions.notify.mail.mail import NoticeKind


def test_each_kind_has_a_template_of_text_and_one_of_html_and_no_other_is_there() -> None:
    templates = {path.name for path in Path(mail.__file__).parent.joinpath("templates").iterdir()}

    assert templates == {"head.mjml"} | {f"{kind}.{ending}" for kind in NoticeKind for ending in ("txt", "mjml")}
