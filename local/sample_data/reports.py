"""The reports of `learners.xml`, each credit with an ID of the sender's own."""

import datetime as dt
from dataclasses import replace

from local.sample_data.activities import ABP_CREDIT_TYPE, sample_activity
from local.sample_data.completions import Completion, Reported, completion
from local.sample_data.mistaken_rows import UNKNOWN_ACTIVITY_ID
from local.sample_data.physicians import Cast

_BOTH_SURGICAL = (("Accredited CME", 3.0), ("Self-Assessment", 1.5))
_CARE = (("Lifelong Learning", 3.0), ("Patient Safety", 0.75))
_PLAN: tuple[tuple[str, str, tuple[tuple[str, float], ...], float | None], ...] = (
    ("ABA", "ALL-26-020", _CARE, 3.0),
    ("ABIM", "ALL-26-020", (("Medical Knowledge", 3.0),), None),
    ("ABP", "ALL-26-020", ((ABP_CREDIT_TYPE, 3.0),), 3.0),
    ("ABS", "ALL-26-020", _BOTH_SURGICAL, None),
    ("ABIM", "IM-26-001", (("Medical Knowledge", 4.0), ("Patient Safety", 0.5)), 4.0),
    ("ABP", "PED-26-RSS", ((ABP_CREDIT_TYPE, 1.0),), 1.0),
    ("ABIM", "SURG-26-JRN", (("Medical Knowledge", 2.0),), None),
)
_ROUNDS = 3
_FIRST_DAY = dt.date(2026, 6, 16)


def sample_reports(cast: Cast) -> list[Reported]:
    """Return the reports in the document's order with what is to become of each."""
    good = [
        Reported(
            completion(cast.take(board), sample_activity(activity).activity_id, day, board=board, lines=lines, cme=cme)
        )
        for day in (_FIRST_DAY + dt.timedelta(days=14 * place) for place in range(_ROUNDS))
        for board, activity, lines, cme in _PLAN
    ]
    opioids = sample_activity("GEN-26-100").activity_id
    good += [
        Reported(completion(cast.take(), opioids, _FIRST_DAY, cme=2.0, by_npi=by_npi))
        for by_npi in (False, True, False)
    ]
    wrong = [
        Reported(replace(_internist(cast), activity_id=UNKNOWN_ACTIVITY_ID), "refused", "ACTIVITY_NOT_FOUND"),
        Reported(replace(_internist(cast), lines=(("Medical Knowledge", 1.1),)), "refused", "CREDIT_INCREMENT"),
        Reported(replace(_internist(cast), family_name=None), "refused", "FIELD_MISSING"),
        Reported(replace(_internist(cast), family_name="Misspelt"), "rejected", "IDENTITY_MISMATCH"),
        Reported(replace(_internist(cast), board_id="999999"), "rejected", "NUMBER_NOT_THEIRS"),
    ]
    mixed = [*good[:5], wrong[0], *good[5:12], *wrong[1:3], *good[12:], *wrong[3:]]
    return [
        replace(report, completion=with_credit_ids(report.completion, f"A{place}"))
        for place, report in enumerate(mixed, 1)
    ]


def with_credit_ids(completion: Completion, stem: str) -> Completion:
    """Return the completion with a credit ID for each of its credit lines."""
    count = len(completion.lines) + (completion.cme_credits is not None)
    return replace(
        completion, credit_ids=tuple(f"ccid:cme.example.org:{stem}-{place}" for place in range(1, count + 1))
    )


def _internist(cast: Cast) -> Completion:
    activity_id = sample_activity("IM-26-001").activity_id
    return completion(cast.take("ABIM"), activity_id, _FIRST_DAY, board="ABIM", lines=(("Medical Knowledge", 4.0),))
