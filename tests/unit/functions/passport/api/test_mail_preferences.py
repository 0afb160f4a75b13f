"""Which mails a physician gets: the account's settings, and the page behind the links in the mails."""

import datetime as dt

import pytest

from cmehub.accounts.contact_mails import ContactMailKind, ContactMailPreferences
from cmehub.passport.mail_preferences import MailKind, Rhythm
from cmehub.passport.mailings import MAIL_LINK_LIFE
from cmehub.submissions.fix_it_links import token_digest
from tests.people_access import asked
from tests.physician_mails_hub import GATHERING, NUMBERS, MailApi, only

NEVER = dict.fromkeys(MailKind, "never")
ONE_CLICK = {"List-Unsubscribe": "One-Click"}
MULTIPART = b'--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n'


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> MailApi:
    """A physician who wants all mails and has got one, about a credit that was accepted."""
    api = MailApi(monkeypatch)
    api.want(**dict.fromkeys(MailKind, Rhythm.AT_ONCE))
    api.accept()
    api.deliver()
    api.pass_time(GATHERING)
    return api


def test_by_default_a_physician_gets_no_mail(api: MailApi) -> None:
    assert api.wanted(api.other) == NEVER


def test_what_is_chosen_stands_until_it_is_chosen_otherwise(api: MailApi) -> None:
    api.want(accepted=Rhythm.WEEKLY, access=Rhythm.DAILY)
    assert api.wanted() == NEVER | {"accepted": "weekly", "access": "daily"}
    api.want()
    assert api.wanted() == NEVER


@pytest.mark.parametrize(
    ("wanted", "named"), [({"accepted": "hourly"}, "accepted"), ({"rejections": "daily"}, "rejections"), ([], "")]
)
def test_what_cannot_be_chosen_is_refused_by_its_name(api: MailApi, wanted: object, named: str) -> None:
    status, problem = api.call("PUT", "/v1/me/mail-preferences", wanted)
    assert (status, problem["code"]) == (422, "REQUEST_INVALID")
    assert named in problem["detail"]
    assert set(api.wanted().values()) == {"at_once"}


def test_nobody_chooses_without_signing_in(api: MailApi) -> None:
    for method in ("GET", "PUT"):
        assert asked(method, "/v1/me/mail-preferences", None, b"{}").status == 401


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"List-Unsubscribe=One-Click", ""),
        (MULTIPART, "multipart/form-data; boundary=b"),
        (MULTIPART, "multipart/form-data"),
    ],
    ids=["urlencoded", "multipart", "without a boundary"],
)
def test_one_click_ends_mails_of_that_kind_alone(api: MailApi, body: bytes, content_type: str) -> None:
    address = api.last_mail["List-Unsubscribe"]
    assert address == f"<https://api.example.org/v1/mail-preferences?token={api.link()}>"
    assert api.last_mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    for _ in range(2):
        page = api.page(body, kind=content_type)
        assert page.status == 200
        assert "You get no more mails of this kind: a credit was accepted." in page.text
    assert api.wanted() == dict.fromkeys(MailKind, "at_once") | {"accepted": "never"}


def test_to_open_the_link_changes_nothing_and_tells_of_nobody(api: MailApi) -> None:
    page = api.page()
    assert page.status == 200
    assert set(api.wanted().values()) == {"at_once"}
    told = page.text.casefold()
    assert not [word for word in ("zoe", "garcia", "example.org", "sepsis", api.zoe, *NUMBERS) if word in told]
    assert "<script" not in told
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert (page.headers["Cache-Control"], page.headers["Referrer-Policy"]) == ("no-store", "no-referrer")


def test_the_page_shows_and_takes_the_whole_choice(api: MailApi) -> None:
    wanted = NEVER | {"rejected": "daily", "access": "weekly"}
    page = api.page({str(name): rhythm for name, rhythm in wanted.items()})
    assert page.status == 200
    assert "Saved." in page.text
    assert api.wanted() == wanted
    assert page.text.count(" selected>") == len(MailKind)
    assert '<option value="daily" selected>' in page.text


@pytest.mark.parametrize(
    "change", [{"access": "hourly"}, {"access": ""}, {"access": None}, {f"x{n}": "" for n in range(9)}]
)
def test_a_form_that_cannot_be_read_changes_nothing(api: MailApi, change: dict[str, str | None]) -> None:
    given = {name: rhythm for name, rhythm in ({**NEVER} | change).items() if rhythm is not None}
    page = api.page(given)
    assert page.status == 422
    assert "Nothing was saved." in page.text
    assert set(api.wanted().values()) == {"at_once"}


@pytest.mark.parametrize("form", [None, ONE_CLICK, NEVER], ids=["look", "one click", "choice"])
@pytest.mark.parametrize("token", ["", "forged", "token-2"])
def test_a_token_that_nobody_gave_leads_nowhere(api: MailApi, token: str, form: dict[str, str] | None) -> None:
    page = api.page(form, token=token)
    assert page.status == 404
    assert "This link leads nowhere" in page.text
    assert set(api.wanted().values()) == {"at_once"}


def test_a_link_ends(api: MailApi) -> None:
    api.hub.now += MAIL_LINK_LIFE - dt.timedelta(days=1)
    assert api.page().status == 200
    api.hub.now += dt.timedelta(days=1)
    assert api.page(ONE_CLICK).status == 404


def test_the_link_of_an_account_that_is_forgotten_leads_nowhere(api: MailApi) -> None:
    token = api.link()
    api.hub.physician_mails.forget(api.zoe)
    assert api.page(ONE_CLICK, token=token).status == 404
    assert api.wanted() == NEVER


def test_a_link_changes_its_own_account_alone(api: MailApi) -> None:
    api.want(sub=api.other, **only(MailKind.ACCEPTED))
    api.page(ONE_CLICK)
    assert api.wanted(api.other)["accepted"] == "at_once"


class OfContact:
    """A contact of two providers who wants both kinds of mails, and the link of one about files that were whole."""

    def __init__(self, api: MailApi) -> None:
        self.mails = api.hub.physician_mails
        wanted = ContactMailPreferences(taken_whole=Rhythm.DAILY, to_mend=Rhythm.DAILY)
        for provider_id in ("0009999", "0008888"):
            for sub in ("rae", "mira"):
                self.mails.put_contact_preferences(sub, provider_id, wanted)
        self.mails.add_link("rae", ContactMailKind.TAKEN_WHOLE, token_digest("of-rae"), api.hub.now)

    def wanted(self, sub: str) -> set[tuple[str, str]]:
        found = [self.mails.contact_preferences([sub], provider_id)[sub] for provider_id in ("0009999", "0008888")]
        return {(told.taken_whole.value, told.to_mend.value) for told in found}


def test_to_look_at_a_contacts_link_ends_nothing_and_tells_nobody_who_it_is(api: MailApi) -> None:
    rae = OfContact(api)
    forms: tuple[dict[str, str] | None, ...] = (None, {}, {kind.value: rhythm for kind, rhythm in NEVER.items()})
    for form in forms:
        page = api.page(form, token="of-rae")
        assert (page.status, "about files that were taken whole" in page.text) == (200, True)
        assert "rae" not in page.text
        assert "0009999" not in page.text
    assert rae.wanted("rae") == {("daily", "daily")}


@pytest.mark.parametrize("form", [ONE_CLICK, MULTIPART], ids=["form", "multipart"])
def test_one_click_ends_a_contacts_mails_of_that_kind_and_nobody_elses(
    api: MailApi, form: dict[str, str] | bytes
) -> None:
    rae = OfContact(api)
    for _ in range(2):
        page = api.page(form, token="of-rae")
        assert (page.status, "You get no more mails about files that were taken whole" in page.text) == (200, True)
    assert rae.wanted("rae") == {("never", "daily")}
    assert rae.wanted("mira") == {("daily", "daily")}
