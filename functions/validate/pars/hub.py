"""What answers PARS's clients."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from cmehub.api.access import Caller
from cmehub.api.activity_views import ActivityViews
from cmehub.api.calls import Calls
from cmehub.api.match_calls import MatchCalls
from cmehub.licensing.licensees import Licensees
from cmehub.licensing.noted_readings import NotedReadings
from cmehub.runtime.hub import Hub
from functions.validate.pars.activities import ParsActivities
from functions.validate.pars.learners import ParsLearners
from functions.validate.pars.state_transcripts import StateTranscripts
from functions.validate.pars.transcripts import ParsTranscripts


@dataclass(frozen=True)
class ParsHub:
    """The logic behind every route, and the clock."""

    activities: ParsActivities
    learners: ParsLearners
    matches: MatchCalls
    clock: Callable[[], dt.datetime]

    @classmethod
    def over(cls, hub: Hub, caller: Caller) -> Self:
        """Return what answers over a hub's stores to a caller."""
        calls, clock = Calls(hub.validation, caller), hub.clock
        records, ledgers, rosters, activities = hub.records, hub.ledgers, hub.rosters, hub.activities
        return cls(
            activities=ParsActivities(calls, ActivityViews(activities, clock)),
            learners=ParsLearners(calls, records, ledgers, rosters, activities, hub.providers, clock),
            matches=MatchCalls(hub.validation.match_chunks, hub.objects, clock),
            clock=clock,
        )


@dataclass(frozen=True)
class TranscriptHub:
    """The logic behind the routes for transcripts, which don't depend on who calls, and the clock."""

    of_providers: ParsTranscripts
    of_states: StateTranscripts
    clock: Callable[[], dt.datetime]

    @classmethod
    def over(cls, hub: Hub) -> Self:
        """Return what answers over a hub's stores."""
        rosters, records, ledgers, activities = hub.rosters, hub.records, hub.ledgers, hub.activities
        return cls(
            of_providers=ParsTranscripts(
                rosters, records, ledgers, activities, hub.providers, hub.noted_accesses, hub.clock
            ),
            of_states=StateTranscripts(
                Licensees(rosters, records, ledgers, activities, hub.accounts, hub.withholdings),
                hub.providers,
                NotedReadings(hub.state_logs, hub.noted_accesses),
                hub.clock,
            ),
            clock=hub.clock,
        )
