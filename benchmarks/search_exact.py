"""Search against a scan of all activities: what is found, and how many activities each value of each filter gives."""

from tantivy import Query

from benchmarks.measurement import Measurement
from benchmarks.random_questions import filter_questions
from benchmarks.search_indexes import TODAY, search_index
from benchmarks.search_scan import Scan, Scanned
from cmehub.search.documents import activity_id_in
from cmehub.search.parameters import SearchParameters
from cmehub.search.places import town_point
from cmehub.search.reading import Snapshot
from cmehub.search.searching import Search
from local.catalogue.catalogue_activities import catalogue
from local.catalogue.catalogue_providers import catalogue_providers

_SIZE, _QUESTIONS = 10_000, 300


def measure_search_exact(size: int = _SIZE, questions: int = _QUESTIONS) -> list[Measurement]:
    """Count the questions of which the total, the set of activities or a count of a facet differs."""
    activities = [*catalogue(size)]
    points = {
        (activity.city or "", activity.state or ""): point
        for activity in activities
        if (point := town_point(activity.city, activity.state, activity.country))
    }
    scan = Scan(activities, {provider.provider_id: provider.name for provider in catalogue_providers()}, points)
    snapshot = search_index(size).snapshot()
    asked = filter_questions(questions, activities)
    different = [parameters for parameters in asked if answer(snapshot, parameters) != scan.answer(parameters, TODAY)]
    found = sum(1 for parameters in asked if Search(snapshot, parameters, TODAY).found.total)
    return [
        Measurement.at_most(f"search-exact-{questions}", len(different), "questions answered otherwise", 0),
        Measurement.at_least("search-exact-found", found / questions, "of the questions find something", 0.5),
    ]


def answer(snapshot: Snapshot, asked: SearchParameters) -> Scanned:
    """Return all that search finds, and the counts of its facets."""
    search = Search(snapshot, asked, TODAY)
    total = search.found.total
    found = activity_ids(snapshot, search.query) if total else set()
    return Scanned(
        found if len(found) == total else set(), {name: dict(some) for name, some in search.counts().items()}
    )


def activity_ids(snapshot: Snapshot, query: Query) -> set[int]:
    """Return the IDs of all activities that a query finds."""
    hits = snapshot.searcher.search(query, limit=snapshot.searcher.num_docs).hits
    keys = snapshot.searcher.fast_field_values("soonest", [address for _, address in hits])
    return {activity_id_in(int(key or 0)) for key in keys}
