"""The rows of `learners-mistakes.xlsx`: every kind of mistake between rows that are right."""

import datetime as dt
from dataclasses import replace

from local.sample_data.activities import ABP_CREDIT_TYPE, other_provider_activities, sample_activity
from local.sample_data.completions import Completion, Reported, completion
from local.sample_data.physicians import Cast, SamplePhysician

UNKNOWN_ACTIVITY_ID = "202699999"
_ON = dt.date(2026, 3, 16)
_KNOWLEDGE = "Medical Knowledge"
_LEARNING = "Lifelong Learning"


def mistaken_rows(cast: Cast) -> list[Reported | None]:
    """Return the rows in the sheet's order with what is to become of each; None is a blank row."""
    return [
        *(Reported(_internist(cast, 4.0)) for _ in range(3)),
        *_fields(cast),
        None,
        Reported(_internist(cast, 3.75)),
        *_activities(cast),
        *_credits(cast),
        Reported(completion(cast.take(), sample_activity("GEN-26-100").activity_id, _ON, cme=2.0)),
        *_dates(cast),
        *_repeats(cast),
        *_identities(cast),
        *_licences(cast),
        *_ceilings(cast),
        *_same_days(cast),
        *_combinations(cast),
    ]


def _internist(cast: Cast, amount: float, on: dt.date = _ON, activity: str = "IM-26-001") -> Completion:
    return _credited(cast.take("ABIM"), activity, on, "ABIM", (_KNOWLEDGE, amount))


def _credited(person: SamplePhysician, activity: str, on: dt.date, board: str, *lines: tuple[str, float]) -> Completion:
    return completion(person, sample_activity(activity).activity_id, on, board=board, lines=lines)


def _refused(completion: Completion, code: str) -> Reported:
    return Reported(completion, "refused", code)


def _fields(cast: Cast) -> list[Reported]:
    opioids = sample_activity("GEN-26-100").activity_id
    board_id_missing = replace(_internist(cast, 4.0), board_id=None)
    state_missing = replace(completion(cast.take(), opioids, _ON, cme=2.0), state=None)
    state_unknown = replace(completion(cast.take(), opioids, _ON, cme=2.0), state="Ohaio")
    return [
        _refused(replace(_internist(cast, 4.0), action=None), "FIELD_MISSING"),
        _refused(replace(_internist(cast, 4.0), activity_id=None), "FIELD_MISSING"),
        _refused(replace(_internist(cast, 4.0), completed_on=None), "FIELD_MISSING"),
        _refused(replace(_internist(cast, 4.0), given_name=None), "FIELD_MISSING"),
        _refused(replace(_internist(cast, 4.0), family_name=None), "FIELD_MISSING"),
        _refused(replace(_internist(cast, 4.0), birth_day=None), "FIELD_MISSING"),
        _refused(replace(_internist(cast, 4.0), board=None), "FIELD_MISSING"),
        _refused(board_id_missing, "FIELD_MISSING"),
        _refused(replace(_internist(cast, 4.0), lines=((None, 4.0),)), "FIELD_MISSING"),
        _refused(replace(_internist(cast, 4.0), lines=((_KNOWLEDGE, None),)), "FIELD_MISSING"),
        _refused(state_missing, "FIELD_MISSING"),
        _refused(replace(_internist(cast, 4.0), action="Change"), "FIELD_FORMAT"),
        _refused(replace(_internist(cast, 4.0), activity_id="IM-26-001"), "FIELD_FORMAT"),
        _refused(replace(_internist(cast, 4.0), completed_on="31/31/2026"), "FIELD_FORMAT"),
        _refused(replace(_internist(cast, 4.0), birth_day="02/30"), "FIELD_FORMAT"),
        _refused(replace(_internist(cast, 4.0), lines=((_KNOWLEDGE, "four"),)), "FIELD_FORMAT"),
        _refused(replace(_internist(cast, 4.0), board="ABXY"), "BOARD_UNKNOWN"),
        _refused(state_unknown, "BOARD_UNKNOWN"),
    ]


def _activities(cast: Cast) -> list[Reported]:
    other = other_provider_activities()[0]
    foreign = completion(cast.take("ABP"), other.activity_id, _ON, board="ABP", lines=((ABP_CREDIT_TYPE, 2.0),))
    return [
        _refused(replace(_internist(cast, 4.0), activity_id=UNKNOWN_ACTIVITY_ID), "ACTIVITY_NOT_FOUND"),
        _refused(foreign, "NOT_YOUR_ACTIVITY"),
        _refused(_internist(cast, 2.0, activity="GEN-26-100"), "BOARD_NOT_REGISTERED"),
        _refused(_credited(cast.take("ABS"), "IM-26-001", _ON, "ABS", ("Accredited CME", 4.0)), "BOARD_NOT_REGISTERED"),
    ]


def _credits(cast: Cast) -> list[Reported]:
    opioids = sample_activity("GEN-26-100").activity_id
    regional = sample_activity("ANES-26-ONL").start_date
    with_safety = _credited(cast.take("ABA"), "ANES-26-ONL", regional, "ABA", (_LEARNING, 2.5), ("Patient Safety", 1.0))
    over_total = _credited(
        cast.take("ABS"), "SURG-26-JRN", _ON, "ABS", ("Accredited CME", 2.0), ("Self-Assessment", 3.0)
    )
    id_formats = (
        ("ABIM", "IM-26-001", _ON, _KNOWLEDGE, "9123456"),
        ("ABA", "ANES-26-ONL", regional, _LEARNING, "49000012"),
        ("ABP", "PED-26-JRN", _ON, ABP_CREDIT_TYPE, "91234567"),
        ("ABS", "SURG-26-JRN", _ON, "Accredited CME", "50/012"),
    )
    return [
        _refused(with_safety, "CREDIT_TYPE_NOT_OFFERED"),
        _refused(replace(_internist(cast, 4.0), lines=(("Practice Assessment", 4.0),)), "CREDIT_TYPE_NOT_OFFERED"),
        _refused(_internist(cast, 1.1), "CREDIT_INCREMENT"),
        _refused(completion(cast.take(), opioids, _ON, cme=1.6), "CREDIT_INCREMENT"),
        _refused(_internist(cast, 0.0), "CREDIT_NOT_POSITIVE"),
        _refused(completion(cast.take(), opioids, _ON, cme=-1.0), "CREDIT_NOT_POSITIVE"),
        _refused(_internist(cast, 4.25), "CREDIT_OVER_ACTIVITY_MAX"),
        _refused(completion(cast.take(), opioids, _ON, cme=2.25), "CREDIT_OVER_ACTIVITY_MAX"),
        _refused(replace(over_total, board_total=2.0), "CREDIT_OVER_TOTAL"),
        *(
            _refused(
                replace(_credited(cast.take(board), activity, on, board, (credit_type, 1.0)), board_id=board_id),
                "BOARD_ID_FORMAT",
            )
            for board, activity, on, credit_type, board_id in id_formats
        ),
    ]


def _dates(cast: Cast) -> list[Reported]:
    skills = sample_activity("SURG-26-003")
    late = _credited(
        cast.take("ABS"), "SURG-26-003", skills.end_date + dt.timedelta(days=6), "ABS", ("Accredited CME", 12.0)
    )
    return [
        _refused(_internist(cast, 4.0, dt.date(2099, 1, 2)), "COMPLETION_IN_FUTURE"),
        _refused(_internist(cast, 4.0, dt.date(2026, 1, 2)), "COMPLETION_OUTSIDE_ACTIVITY"),
        _refused(late, "COMPLETION_OUTSIDE_ACTIVITY"),
        _refused(_internist(cast, 5.0, dt.date(2023, 5, 5), "IM-22-005"), "REPORTING_WINDOW_CLOSED"),
    ]


def _repeats(cast: Cast) -> list[Reported]:
    once, again, pending = _internist(cast, 2.0), _internist(cast, 2.25), _internist(cast, 2.5)
    return [
        Reported(once),
        Reported(again),
        _refused(again, "DUPLICATE_ROW"),
        _refused(once, "DUPLICATE_ROW"),
        Reported(pending),
        _refused(replace(pending, action="Delete"), "DELETE_NOT_ALLOWED_PENDING"),
        _refused(replace(_internist(cast, 4.0), action="Delete"), "DELETE_UNKNOWN_RECORD"),
    ]


def _identities(cast: Cast) -> list[Reported]:
    circuits = sample_activity("ANES-26-008").start_date
    article = (ABP_CREDIT_TYPE, 1.5)
    anesthetist = _credited(cast.take("ABA"), "ANES-26-008", circuits, "ABA", (_LEARNING, 6.5))
    surgeon = _credited(cast.take("ABS"), "SURG-26-JRN", _ON, "ABS", ("Accredited CME", 2.0))
    married, stranger = (_credited(cast.take("ABP"), "PED-26-JRN", _ON, "ABP", article) for _ in range(2))
    unlisted = _credited(cast.take("ABS"), "SURG-26-JRN", _ON, "ABS", ("Accredited CME", 2.0))

    def rejected(completion: Completion, code: str = "IDENTITY_MISMATCH") -> Reported:
        return Reported(completion, "rejected", code)

    return [
        rejected(_with_another_birth_day(_internist(cast, 4.0))),
        rejected(replace(anesthetist, family_name="Misspelt")),
        rejected(replace(surgeon, given_name="Nobody")),
        rejected(_with_another_birth_day(replace(stranger, family_name="Misspelt")), "BOARD_ID_NOT_FOUND"),
        Reported(replace(married, family_name="Newly-Wed")),
        rejected(replace(_internist(cast, 4.0), board_id="999999"), "NUMBER_NOT_THEIRS"),
        rejected(replace(unlisted, board_id=None, given_name="Nobody", family_name="Unlisted"), "DIPLOMATE_NOT_FOUND"),
    ]


def _licences(cast: Cast) -> list[Reported]:
    opioids = sample_activity("GEN-26-100").activity_id
    unlicensed, stranger = (completion(cast.take(), opioids, _ON, cme=2.0) for _ in range(2))
    return [
        _refused(replace(unlicensed, licence="99.000001"), "NUMBER_NOT_THEIRS"),
        _refused(_with_another_birth_day(stranger), "LICENSEE_MISMATCH"),
    ]


def _with_another_birth_day(completion: Completion) -> Completion:
    return replace(completion, birth_day="07/08" if completion.birth_day != "07/08" else "08/07")


def _ceilings(cast: Cast) -> list[Reported]:
    first, second = cast.take("ABIM"), cast.take("ABIM")
    later = _ON + dt.timedelta(days=30)
    return [
        Reported(_credited(first, "IM-26-001", _ON, "ABIM", (_KNOWLEDGE, 4.0))),
        Reported(_credited(first, "IM-26-001", later, "ABIM", (_KNOWLEDGE, 0.5)), "rejected", "MAX_POINTS_REACHED"),
        Reported(_credited(second, "IM-26-001", _ON, "ABIM", (_KNOWLEDGE, 3.0))),
        Reported(_credited(second, "IM-26-001", later, "ABIM", (_KNOWLEDGE, 1.25)), "rejected", "MAX_POINTS_REACHED"),
        Reported(_credited(second, "IM-26-001", later, "ABIM", (_KNOWLEDGE, 1.0))),
    ]


def _same_days(cast: Cast) -> list[Reported]:
    circuits, regional = sample_activity("ANES-26-008").start_date, sample_activity("ANES-26-ONL").start_date
    tuesday = dt.date(2026, 3, 17)
    plain, split = cast.take("ABA"), cast.take("ABA")
    listener, reader, searcher = (cast.take("ABP") for _ in range(3))

    def rejected(completion: Completion, code: str = "DUPLICATE_SAME_DAY") -> Reported:
        return Reported(completion, "rejected", code)

    return [
        Reported(_credited(plain, "ANES-26-ONL", regional, "ABA", (_LEARNING, 1.5))),
        rejected(_credited(plain, "ANES-26-ONL", regional, "ABA", (_LEARNING, 1.0))),
        Reported(_credited(split, "ANES-26-008", circuits, "ABA", (_LEARNING, 3.0), ("Patient Safety", 3.0))),
        Reported(_credited(split, "ANES-26-008", circuits, "ABA", (_LEARNING, 2.0))),
        rejected(_credited(split, "ANES-26-008", circuits, "ABA", (_LEARNING, 1.0)), "SAME_DAY_RECORD_LIMIT"),
        Reported(_credited(listener, "PED-26-RSS", tuesday, "ABP", (ABP_CREDIT_TYPE, 1.0))),
        rejected(_credited(listener, "PED-26-RSS", tuesday, "ABP", (ABP_CREDIT_TYPE, 0.5))),
        *(
            Reported(_credited(person, activity, _ON, "ABP", (ABP_CREDIT_TYPE, amount)))
            for person, activity in ((reader, "PED-26-JRN"), (searcher, "PED-26-ISL"))
            for amount in (0.5, 1.0)
        ),
    ]


def _combinations(cast: Cast) -> list[Reported]:
    circuits = sample_activity("ANES-26-008").start_date
    alone, larger = (
        _credited(cast.take("ABA"), "ANES-26-008", circuits, "ABA", *lines)
        for lines in ((("Patient Safety", 2.0),), ((_LEARNING, 2.0), ("Patient Safety", 3.0)))
    )
    return [_refused(completion, "CREDIT_COMBO_INVALID") for completion in (alone, larger)]
