"""Printing a physician's transcript: a tagged PDF of 5,000 credits, against ten of 500."""

import datetime as dt

from benchmarks.measurement import Measurement, Work, cpu_ratio, cpu_seconds
from cmehub.passport.credits import Progress
from cmehub.passport.printed_transcripts import printed_transcript
from cmehub.passport.totals import Totals
from cmehub.passport.transcript_choices import TranscriptChoice
from cmehub.passport.transcripts import PhysicianTranscript, TranscriptActivity, TranscriptCredit

LIMIT = 1.3
SECONDS = 5.0
"""Of a function with one core."""
_MOST, _FEW = 5_000, 500
_ROUNDS = 3
_DAY = dt.date(2026, 11, 1)


def measure_printing(most: int = _MOST, few: int = _FEW, rounds: int = _ROUNDS) -> list[Measurement]:
    """Compare the CPU time of a long transcript with that of short ones, and tell it in seconds."""
    times = most // few
    ratio = cpu_ratio(_printing(most), _printing(few, times), rounds)
    seconds = min(cpu_seconds(_printing(most, salt="again"), number) for number in range(rounds))
    return [
        Measurement.at_most("printing", ratio, f"x the CPU time of {times} of {few}", LIMIT),
        Measurement.at_most(f"printing-{most:,}", seconds, "s CPU", SECONDS),
    ]


def _printing(credits_: int, times: int = 1, salt: str = "") -> Work:
    def work(number: int) -> None:
        for place in range(times):
            # Each has other titles, since Typst remembers what it has set.
            printed_transcript(transcript_of(credits_, f"{times}-{number}-{place}{salt}"))

    return work


def transcript_of(credits_: int, course: str) -> PhysicianTranscript:
    """Return a transcript with so many credits, each of an activity of its own, whose titles name a course."""
    return PhysicianTranscript(
        made_at=dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC),
        physician=None,
        choice=TranscriptChoice(),
        activities=tuple(_activity(number, course) for number in range(credits_)),
        own_credits=(),
        totals=Totals(cme=credits_, boards=(), years=(), own={}),
    )


def _activity(number: int, course: str) -> TranscriptActivity:
    credit = TranscriptCredit(
        credit_id=f"ccid:example.org:{number}",
        kind="CME",
        authority="OH",
        authority_name="Ohio",
        credit_type="AMA PRA Category 1",
        amount=1,
        derived=False,
        status=Progress.ACCEPTED,
    )
    return TranscriptActivity(
        completed_on=_DAY - dt.timedelta(days=number % 3_000),
        activity_id=f"{200_000_000 + number}",
        title=f"Grand rounds {course} {number}: what is new in the treatment of sepsis",
        provider_id="0009999",
        provider="Example Medical Society",
        credits=(credit,),
    )
