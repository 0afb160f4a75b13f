import datetime as dt

from cmehub.licensing.state_log import Look, LookKind
from tests.contract.conftest import Stores
from tests.examples import NOW


def look(number: int) -> Look:
    at = NOW + dt.timedelta(minutes=number)
    return Look(look_id=f"call-{number}", at=at, reader_id="officer ona", kind=LookKind.PAGE, licences=("35900001",))


def test_a_state_s_looks_come_the_last_first_and_page_by_page(stores: Stores) -> None:
    for number in (2, 1, 3, 3):
        stores.state_logs.add("OH", look(number))
    stores.state_logs.add("PA", look(4))

    page = stores.state_logs.latest("OH", limit=2)
    assert page == [look(3), look(2)]
    assert stores.state_logs.latest("OH", before=page[-1].place, limit=2) == [look(1)]
    assert stores.state_logs.latest("OH", before=look(1).place, limit=2) == []
    assert stores.state_logs.latest("TX", limit=2) == []
