import datetime as dt

from cmehub.accounts.standing import Role, RoleKind, Standing
from cmehub.stores import MailClaim
from cmehub.stores.standings import Ending
from tests.contract.conftest import Stores

AT = dt.datetime(2026, 11, 20, 12, 0, 0, 500, tzinfo=dt.UTC)
MIRA, OTHER = "5b2d7e0c-mira", "9f1c4a3e-other"
VIEWER, PRIMARY = (Role(kind=kind, at="0009999") for kind in (RoleKind.VIEWER, RoleKind.PRIMARY))
DAY = dt.timedelta(days=1)
ENDING = Ending(AT.date(), MIRA)
OFFICER, OPERATOR = Role(kind=RoleKind.OFFICER, at="OH"), Role(kind=RoleKind.OPERATOR)


def test_an_account_has_the_roles_that_it_was_given_and_that_werent_taken_away(stores: Stores) -> None:
    assert stores.standings.find(MIRA) == Standing()

    for role in (VIEWER, OPERATOR, OFFICER):
        stores.standings.give(MIRA, role)
    stores.standings.give(MIRA, PRIMARY)
    stores.standings.take(MIRA, OPERATOR)
    stores.standings.take(MIRA, Role(kind=RoleKind.OFFICER, at="TX"))

    assert stores.standings.find(MIRA) == Standing(roles=(PRIMARY, OFFICER))
    assert stores.standings.find(OTHER) == Standing()


def test_it_is_kept_when_an_account_signed_out_last(stores: Stores) -> None:
    stores.standings.give(MIRA, OFFICER)
    for at in (AT - dt.timedelta(hours=1), AT):
        stores.standings.sign_out(MIRA, at=at)

    assert stores.standings.find(MIRA) == Standing(roles=(OFFICER,), signed_out_at=AT)


def test_calls_of_a_contact_are_counted_by_provider_minute_and_day(stores: Stores) -> None:
    second, hour = dt.timedelta(seconds=1), dt.timedelta(hours=1)
    moments = [AT + after for after in (0 * second, 59 * second, 60 * second, 24 * hour, 24 * hour + second)]

    counted = [stores.standings.count_call(MIRA, "0009999", at=at) for at in moments]

    assert counted == [(1, 1), (2, 2), (1, 3), (1, 1), (2, 2)]
    for sub, provider_id in ((MIRA, "0008888"), (OTHER, "0009999")):
        assert stores.standings.count_call(sub, provider_id, at=AT) == (1, 1)
    assert stores.standings.find(MIRA) == Standing()


def test_an_account_is_to_end_until_it_is_kept(stores: Stores) -> None:
    stores.standings.sign_out(MIRA, at=AT)
    assert stores.standings.let_end(ENDING)
    assert not stores.standings.let_end(ENDING._replace(ends_on=ENDING.ends_on + DAY))
    assert stores.standings.let_end(Ending(ENDING.ends_on + DAY, OTHER))
    assert stores.standings.find(MIRA) == Standing(signed_out_at=AT, ends_on=ENDING.ends_on)
    assert [*stores.standings.due(ENDING.ends_on - DAY)] == []
    assert [*stores.standings.due(ENDING.ends_on)] == [ENDING]

    assert not stores.standings.keep(ENDING._replace(ends_on=ENDING.ends_on + DAY))
    assert stores.standings.keep(ENDING)
    assert not stores.standings.keep(ENDING)
    assert stores.standings.end(ENDING, at=AT) is None
    assert stores.standings.find(MIRA) == Standing(signed_out_at=AT)
    assert [ending.sub for ending in stores.standings.due(ENDING.ends_on + DAY)] == [OTHER]


def test_an_account_that_has_ended_takes_no_token_and_is_led_to_until_it_is_forgotten(stores: Stores) -> None:
    stores.standings.let_end(ENDING)
    assert stores.standings.end(ENDING, at=AT) == AT
    assert stores.standings.end(ENDING, at=AT + DAY) == AT
    assert not stores.standings.keep(ENDING)
    assert not stores.standings.let_end(ENDING)
    stores.standings.sign_out(MIRA, at=AT)

    standing = stores.standings.find(MIRA)
    assert (standing.ended_at, standing.takes(AT + DAY)) == (AT, False)
    assert [*stores.standings.due(ENDING.ends_on)] == [ENDING]
    stores.standings.forget(ENDING)
    assert [*stores.standings.due(ENDING.ends_on)] == []
    assert stores.standings.find(MIRA).ended_at == AT


def test_what_leads_to_an_account_of_which_nothing_is_kept_any_more_ends_it_again(stores: Stores) -> None:
    assert stores.standings.end(ENDING, at=AT) == AT


def test_the_mail_about_a_change_of_a_role_is_sent_once_and_claimed_again_after_its_lease(stores: Stores) -> None:
    stores.standings.give(MIRA, VIEWER)
    lease, later = dt.timedelta(minutes=1), AT + dt.timedelta(minutes=1)

    def claim(sub: str, role: Role, changed_at: dt.datetime, at: dt.datetime) -> MailClaim:
        return stores.standings.claim_mail(sub, role, changed_at, at=at, lease=lease)

    claims = [claim(MIRA, VIEWER, AT, at) for at in (AT, AT, later)]
    stores.standings.note_mail(MIRA, VIEWER, AT, message_id="mail-1", at=later)

    assert claims == [MailClaim.CLAIMED, MailClaim.BUSY, MailClaim.CLAIMED]
    assert claim(MIRA, VIEWER, AT, later + DAY) is MailClaim.SENT
    for about in ((OTHER, VIEWER, AT), (MIRA, OFFICER, AT), (MIRA, VIEWER, later)):
        assert claim(*about, later) is MailClaim.CLAIMED
    assert stores.standings.find(MIRA) == Standing(roles=(VIEWER,))
