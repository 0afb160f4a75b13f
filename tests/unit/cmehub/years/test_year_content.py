from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cmehub.years.year_content import changes, digest, written

TEXTS, COUNTS = st.text(max_size=5), st.integers(0, 10**9)
STATED = st.fixed_dictionaries({"title": TEXTS, "participants": st.dictionaries(TEXTS, COUNTS, max_size=2)})
CONTACTS = st.lists(
    st.fixed_dictionaries({"name": TEXTS, "email": st.sampled_from("ab"), "is_primary": st.booleans()}),
    max_size=2,
    unique_by=lambda contact: (contact["name"], contact["email"]),
)
CONTENTS = st.builds(
    lambda provider, contacts, name, expenses, activities: {
        "provider": {"provider_id": "0009999", "name": provider},
        "agreement": {"name": name},
        "summary": {"expenses": expenses},
        "contacts": contacts,
        "contacts_confirmed_at": None,
        "activities": [{"activity_id": activity_id, **stated} for activity_id, stated in activities.items()],
    },
    TEXTS,
    CONTACTS,
    TEXTS,
    COUNTS,
    st.dictionaries(st.sampled_from(["1", "2", "3"]), STATED),
)


@given(CONTENTS, CONTENTS)
def test_there_are_changes_exactly_where_two_contents_differ(was: dict[str, Any], is_now: dict[str, Any]) -> None:
    def by_id(content: dict[str, Any]) -> dict[str, Any]:
        contacts = {(contact["name"], contact["email"]): contact for contact in content["contacts"]}
        activities = {of["activity_id"]: of for of in content["activities"]}
        return content | {"contacts": contacts, "activities": activities}

    found = [change.what for change in changes(was, is_now)]

    assert (found == []) == (by_id(was) == by_id(is_now))
    assert len(found) == len({*found})
    named = {what.split(":")[0].removeprefix("activity ") for what in found}
    before, after = by_id(was)["activities"], by_id(is_now)["activities"]
    assert {of for of in {*before, *after} if before.get(of) != after.get(of)} == named & {"1", "2", "3"}


@given(CONTENTS)
def test_the_same_content_has_the_same_digest_whatever_its_order(content: dict[str, Any]) -> None:
    turned = dict(reversed(content.items()))

    assert digest(written(turned)) == digest(written(content))
