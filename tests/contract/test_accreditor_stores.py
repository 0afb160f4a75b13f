from cmehub.accounts.accreditors import Accreditor
from tests.contract.conftest import Stores

EXMS, ZYMS = (Accreditor(accreditor_id=name, name=f"The {name}") for name in ("EXMS", "ZYMS"))


def test_an_accreditor_is_found_and_listed_by_its_id(stores: Stores) -> None:
    assert (stores.accreditors.find("EXMS"), stores.accreditors.all()) == (None, [])

    for accreditor in (ZYMS, EXMS):
        stores.accreditors.put(accreditor)

    assert stores.accreditors.find("EXMS") == EXMS
    assert stores.accreditors.all() == [EXMS, ZYMS]


def test_each_accredits_its_own_providers(stores: Stores) -> None:
    stores.accreditors.add("EXMS", ["0009999", "0008888", "0007777"])
    stores.accreditors.add("EXMS", ["0009999"])
    stores.accreditors.add("ZYMS", ["0006666"])
    stores.accreditors.remove("EXMS", ["0007777"])
    stores.accreditors.put(EXMS)

    assert stores.accreditors.providers("EXMS") == ["0008888", "0009999"]
    assert stores.accreditors.providers("ZYMS") == ["0006666"]
    told = [stores.accreditors.accredits("EXMS", provider_id) for provider_id in ("0009999", "0007777", "0006666")]
    assert told == [True, False, False]


def test_one_that_is_ended_is_gone_with_what_it_accredits(stores: Stores) -> None:
    for accreditor in (EXMS, ZYMS):
        stores.accreditors.put(accreditor)
        stores.accreditors.add(accreditor.accreditor_id, ["0009999"])

    stores.accreditors.end("EXMS")

    assert stores.accreditors.all() == [ZYMS]
    assert [stores.accreditors.accredits(name, "0009999") for name in ("EXMS", "ZYMS")] == [False, True]
