import datetime as dt

from cmehub.licensing.withholdings import Withholding
from tests.contract.conftest import Stores
from tests.examples import NOW

CALIFORNIA, IDAHO = Withholding(state="CA", since=NOW), Withholding(state="ID", since=NOW)


def test_an_account_withholds_from_each_state_by_itself(stores: Stores) -> None:
    assert stores.withholdings.of_account("zoe") == []
    stores.withholdings.put("zoe", IDAHO)
    stores.withholdings.put("zoe", CALIFORNIA)

    assert stores.withholdings.of_account("zoe") == [CALIFORNIA, IDAHO]
    assert stores.withholdings.from_state("CA", {"zoe", "other"}) == {"zoe"}
    assert stores.withholdings.from_state("ND", {"zoe", "other"}) == set()
    assert stores.withholdings.from_state("CA", set()) == set()


def test_it_stays_since_it_was_first_and_ends(stores: Stores) -> None:
    stores.withholdings.put("zoe", CALIFORNIA)
    stores.withholdings.put("zoe", Withholding(state="CA", since=NOW + dt.timedelta(days=1)))
    assert stores.withholdings.of_account("zoe") == [CALIFORNIA]

    stores.withholdings.remove("zoe", "CA")
    stores.withholdings.remove("zoe", "CA")
    assert stores.withholdings.from_state("CA", {"zoe"}) == set()
