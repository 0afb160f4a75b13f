import datetime as dt

from cmehub.accounts.ending_keys import TOLD_BEFORE, EndingKey, ending_keys
from cmehub.accounts.keys import StateKey, StateScope
from tests.examples import NOW

LICENSEES, CHECKS = StateScope.LICENSEES, StateScope.CHECKS


def a_key(key_id: str, ends_in: dt.timedelta | None, *scopes: StateScope) -> StateKey:
    return StateKey(
        key_id=key_id,
        state="OH",
        scopes=scopes or (LICENSEES,),
        created_at=NOW,
        expires_at=NOW + ends_in if ends_in is not None else None,
    )


def told(*keys: StateKey) -> list[str]:
    return [key.key_id for key in ending_keys(keys, NOW)]


def test_keys_that_end_within_sixty_days_are_told_the_first_to_end_first() -> None:
    later = a_key("later", TOLD_BEFORE, CHECKS)
    too_late = a_key("too late", TOLD_BEFORE + dt.timedelta.resolution, StateScope.WEBHOOKS)

    assert told(later, a_key("sooner", dt.timedelta(days=1)), too_late) == ["sooner", "later"]


def test_keys_that_are_refused_already_are_not_told() -> None:
    revoked = a_key("revoked", dt.timedelta(days=1)).model_copy(update={"revoked_at": NOW})

    assert told(a_key("ended", dt.timedelta()), revoked, a_key("endless", None)) == []


def test_a_key_is_not_told_whose_place_is_taken_by_one_that_may_do_as_much() -> None:
    ending = a_key("ending", dt.timedelta(days=1))

    assert told(ending, a_key("renewed", None, LICENSEES, CHECKS)) == []
    assert told(ending, a_key("other", None, CHECKS)) == ["ending"]
    assert told(ending, a_key("as short", dt.timedelta(days=1), LICENSEES, CHECKS)) == ["as short", "ending"]


def test_the_last_day_is_that_of_which_the_key_has_the_end() -> None:
    midnight = dt.datetime(2026, 12, 2, 5, tzinfo=dt.UTC)

    (ending,) = ending_keys([a_key("ending", midnight - NOW)], NOW)

    assert ending == EndingKey(key_id="ending", last_day=dt.date(2026, 12, 1))
