import datetime as dt
from concurrent.futures import ThreadPoolExecutor

from cmehub.credentials.issued import DocumentState
from tests.contract.conftest import Stores
from tests.examples import NOW as AT
from tests.examples import a_document

LATER = AT + dt.timedelta(hours=1)


def test_a_document_lies_under_its_code_its_account_and_each_of_its_roster_entries(stores: Stores) -> None:
    first, second = a_document(), a_document("BBBBB-BBBBB-BBBBB-BBBBB", issued_at=LATER, learner_keys=("OH-35900001",))
    for document in (first, second, first):
        stores.issued_documents.add("zoe", document)

    assert stores.issued_documents.find(first.code) == first
    assert stores.issued_documents.find("CCCCC-CCCCC-CCCCC-CCCCC") is None
    assert stores.issued_documents.of_account("zoe") == [second, first]
    assert stores.issued_documents.of_account("other") == []
    assert stores.issued_documents.of_learners(["ABIM-123456", "ABIM-1"]) == [first]
    both = stores.issued_documents.of_learners(["ABIM-123456", "OH-35900001"])
    assert sorted(document.code for document in both) == [first.code, second.code]
    assert stores.issued_documents.of_learners([]) == []


def test_what_is_marked_stays_as_it_was_marked_first_and_stands_in_its_list(stores: Stores) -> None:
    credential, print_out = a_document(place=7), a_document("BBBBB-BBBBB-BBBBB-BBBBB", place=None)
    for document in (credential, print_out):
        stores.issued_documents.add("zoe", document)
        stores.issued_documents.mark(document, DocumentState.REVOKED, AT)
        stores.issued_documents.mark(document, DocumentState.REVOKED, LATER)
        found = stores.issued_documents.find(document.code)
        assert found == document.model_copy(update={"revoked_at": AT})
    stores.issued_documents.mark(credential, DocumentState.SUPERSEDED, LATER)

    (told, _) = sorted(stores.issued_documents.of_account("zoe"), key=lambda document: document.code)
    assert (told.revoked_at, told.superseded_at) == (AT, LATER)
    assert stores.issued_documents.marked(DocumentState.REVOKED, 0, 8) == [7]
    assert stores.issued_documents.marked(DocumentState.SUPERSEDED, 0, 8) == [7]
    assert stores.issued_documents.marked(DocumentState.REVOKED, 0, 7) == []
    assert stores.issued_documents.marked(DocumentState.REVOKED, 8, 8) == []


def test_a_document_that_is_added_again_stays_marked(stores: Stores) -> None:
    stores.issued_documents.add("zoe", a_document())
    stores.issued_documents.mark(a_document(), DocumentState.REVOKED, AT)
    stores.issued_documents.add("zoe", a_document())
    (found,) = stores.issued_documents.of_account("zoe")
    assert found.revoked_at == AT


def test_bits_are_found_in_the_order_of_their_numbers(stores: Stores) -> None:
    for place in (100_000, 9, 131_071, 131_072):
        document = a_document(f"{place:020}", place=place)
        stores.issued_documents.add("zoe", document)
        stores.issued_documents.mark(document, DocumentState.REVOKED, AT)
    assert stores.issued_documents.marked(DocumentState.REVOKED, 0, 131_072) == [9, 100_000, 131_071]
    assert stores.issued_documents.marked(DocumentState.REVOKED, 131_072, 131_072) == [131_072]


def test_no_place_is_given_twice_however_many_ask_at_once(stores: Stores) -> None:
    before = stores.issued_documents.places()
    with ThreadPoolExecutor(4) as together:
        given = [*together.map(lambda _: stores.issued_documents.next_place(), range(12))]
    assert sorted(given) == [*range(before, before + 12)]
    assert stores.issued_documents.places() == before + 12


def test_a_document_of_five_thousand_records_is_kept_whole(stores: Stores) -> None:
    facts = {f"{number:016x}": f"{number:016x}" for number in range(5000)}
    stores.issued_documents.add("zoe", a_document(facts=facts))
    found = stores.issued_documents.find(a_document().code)
    assert found is not None
    assert found.facts == facts
