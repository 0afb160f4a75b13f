import datetime as dt

from cmehub.accounts.accesses import Access, Reader
from tests.contract.conftest import Stores
from tests.examples import NOW


def an_access(access_id: str, at: dt.datetime = NOW) -> Access:
    return Access(access_id=access_id, at=at, reader=Reader.PROVIDER, who="Invented Hospital", what="A transcript")


def test_accesses_of_all_keys_come_the_last_first_and_once(stores: Stores) -> None:
    later = an_access("b", NOW + dt.timedelta(seconds=1))
    for _ in range(2):
        stores.accesses.add(["ABIM-1", "OH-1"], an_access("a"))
    stores.accesses.add(["OH-1"], later)
    stores.accesses.add(["OH-2"], an_access("c"))

    assert stores.accesses.of_learner(["ABIM-1", "OH-1"], limit=9) == [later, an_access("a")]
    assert stores.accesses.of_learner(["ABIM-1", "OH-1"], limit=1) == [later]
    assert stores.accesses.of_learner(["ABIM-2"], limit=9) == []
    assert stores.accesses.of_learner([], limit=9) == []
