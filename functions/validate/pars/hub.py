"""What answers PARS's clients."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from cmehub.api.activity_views import ActivityViews
from cmehub.api.calls import Calls
from cmehub.chunks.matches import MatchChunks
from cmehub.chunks.validation import Validation
from cmehub.stores import ProviderStore
from functions.validate.pars.activities import ParsActivities
from functions.validate.pars.learners import ParsLearners
from functions.validate.pars.transcripts import ParsTranscripts


@dataclass(frozen=True)
class ParsHub:
    """The logic behind every route, and the clock."""

    activities: ParsActivities
    learners: ParsLearners
    matches: MatchChunks
    transcripts: ParsTranscripts
    clock: Callable[[], dt.datetime]

    @classmethod
    def over(cls, validation: Validation, providers: ProviderStore) -> Self:
        """Return what answers over the stores that validating uses."""
        chunks = validation.learner_chunks
        records, ledgers, rosters, activities = chunks.records, chunks.ledgers, chunks.rosters, chunks.activities
        calls, clock = Calls(validation), validation.clock
        return cls(
            activities=ParsActivities(calls, ActivityViews(activities, clock)),
            learners=ParsLearners(calls, records, ledgers, rosters, activities, providers, clock),
            matches=validation.match_chunks,
            transcripts=ParsTranscripts(rosters, records, ledgers, activities, providers),
            clock=clock,
        )
