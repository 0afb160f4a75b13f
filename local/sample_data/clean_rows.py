"""The rows of `learners-clean.xlsx` and of the file that deletes a few of them."""

import datetime as dt
from dataclasses import replace

from local.sample_data.activities import ABP_CREDIT_TYPE, sample_activity
from local.sample_data.completions import Completion, Reported, completion
from local.sample_data.physicians import Cast, SamplePhysician
from local.sample_data.states import STATE_CODES

_DAY = dt.timedelta(days=1)
_DELETED = (0, 4, 8, 20, 40)


def clean_rows(cast: Cast) -> list[Completion]:
    """Return rows that break no rule of the hub's nor of any board's."""
    return _typed_by_hand(
        [*_anesthesiology(cast), *_medicine(cast), *_pediatrics(cast), *_surgery(cast), *_general(cast)]
    )


def delete_rows(clean: list[Completion], cast: Cast) -> list[Reported]:
    """Return deletes of some clean rows, which hold once those were accepted, and one of a record that never was."""
    stranger = completion(
        cast.take("ABIM"), sample_activity("IM-26-001").activity_id, dt.date(2026, 7, 7), board="ABIM",
        lines=(("Medical Knowledge", 4.0),),
    )  # fmt: skip
    return [
        *(Reported(replace(clean[place], action="Delete")) for place in _DELETED),
        Reported(replace(stranger, action="Delete"), "refused", "DELETE_UNKNOWN_RECORD"),
    ]


def _anesthesiology(cast: Cast) -> list[Completion]:
    circuits = sample_activity("ANES-26-008")
    regional = sample_activity("ANES-26-ONL")
    safety = (("Lifelong Learning", 6.5), ("Patient Safety", 2.0))
    one_day = (("Lifelong Learning", 3.25),)
    evening = (("Lifelong Learning", 2.5),)
    return [
        *(
            completion(cast.take("ABA"), circuits.activity_id, circuits.end_date, board="ABA", lines=safety, cme=6.5)
            for _ in range(4)
        ),
        *(
            completion(cast.take("ABA"), circuits.activity_id, circuits.start_date, board="ABA", lines=one_day)
            for _ in range(3)
        ),
        *(
            completion(cast.take("ABA"), regional.activity_id, regional.start_date, board="ABA", lines=evening, cme=2.5)
            for _ in range(4)
        ),
    ]


def _medicine(cast: Cast) -> list[Completion]:
    pressure = sample_activity("IM-26-001").activity_id
    clinic = sample_activity("IM-26-014").activity_id
    first = dt.date(2026, 2, 3)
    rows = [
        completion(
            cast.take("ABIM"), pressure, first + place * 9 * _DAY, board="ABIM", lines=(("Medical Knowledge", 4.0),),
            cme=4.0 if place % 2 else None, by_npi=place % 4 == 1,
        )
        for place in range(9)
    ]  # fmt: skip
    rows += [
        completion(
            cast.take("ABIM"), clinic, dt.date(2026, 10, 1) + place * _DAY, board="ABIM",
            lines=(("Medical Knowledge", 10.0), ("Practice Assessment", 20.0), ("Patient Safety", 5.5)), cme=20.0,
        )
        for place in range(3)
    ]  # fmt: skip
    patient = cast.take("ABIM")
    rows += [
        completion(patient, pressure, dt.date(2026, 3, day), board="ABIM", lines=(("Medical Knowledge", amount),))
        for day, amount in ((2, 1.25), (2, 1.0), (9, 1.75))
    ]
    return rows


def _pediatrics(cast: Cast) -> list[Completion]:
    rounds = sample_activity("PED-26-RSS").activity_id
    journal = sample_activity("PED-26-JRN").activity_id
    searches = sample_activity("PED-26-ISL").activity_id
    regular = cast.take("ABP")
    first_tuesday = dt.date(2026, 1, 6)
    rows = [
        completion(regular, rounds, first_tuesday + week * 7 * _DAY, board="ABP", lines=((ABP_CREDIT_TYPE, 1.0),))
        for week in range(5)
    ]
    for activity_id, amount, day in ((rounds, 1.0, 13), (journal, 1.5, 20), (searches, 0.5, 22)):
        rows += [
            completion(
                cast.take("ABP"),
                activity_id,
                dt.date(2026, month, day),
                board="ABP",
                lines=((ABP_CREDIT_TYPE, amount),),
                cme=amount if month % 2 else None,
            )
            for month in (5, 6, 8)
        ]
    return rows


def _surgery(cast: Cast) -> list[Completion]:
    skills = sample_activity("SURG-26-003")
    club = sample_activity("SURG-26-JRN").activity_id
    both = (("Accredited CME", 12.0), ("Self-Assessment", 8.0))
    rows = [
        completion(cast.take("ABS"), skills.activity_id, skills.end_date, board="ABS", lines=both, cme=12.0)
        for _ in range(4)
    ]
    nameless = completion(cast.take("ABS"), skills.activity_id, skills.end_date, board="ABS", lines=both)
    rows.append(replace(nameless, board_id=None))
    rows += [
        completion(
            cast.take("ABS"), club, dt.date(2026, month, 28), board="ABS", lines=(("Accredited CME", 2.0),), cme=2.0
        )
        for month in range(2, 6)
    ]
    return rows


def _general(cast: Cast) -> list[Completion]:
    opioids = sample_activity("GEN-26-100").activity_id
    sepsis = sample_activity("ALL-26-020").activity_id
    on = dt.date(2026, 9, 30)
    several_boards: tuple[tuple[SamplePhysician, str, tuple[tuple[str, float], ...], float | None], ...] = (
        (pediatrician := cast.take("ABIM", "ABP"), "ABIM", (("Medical Knowledge", 3.0),), 3.0),
        (pediatrician, "ABP", ((ABP_CREDIT_TYPE, 3.0),), None),
        (intensivist := cast.take("ABA", "ABIM"), "ABA", (("Lifelong Learning", 3.0), ("Patient Safety", 1.0)), 3.0),
        (intensivist, "ABIM", (("Medical Knowledge", 3.0),), None),
        (cast.take("ABS"), "ABS", (("Self-Assessment", 3.0), ("Accredited CME", 3.0)), None),
    )
    return [
        *(
            completion(cast.take(), opioids, on - place * 11 * _DAY, cme=2.0, by_npi=place % 3 == 0)
            for place in range(8)
        ),
        *(completion(who, sepsis, on, board=board, lines=lines, cme=cme) for who, board, lines, cme in several_boards),
        completion(cast.take("ABP"), opioids, on, cme=1.75),
    ]


def _typed_by_hand(rows: list[Completion]) -> list[Completion]:
    """Vary what people type without changing what it means: dates as text, IDs as numbers, names in capitals."""
    rows[1] = replace(rows[1], board_id=f"{str(rows[1].board_id)[:4]}-{str(rows[1].board_id)[4:]}")
    rows[2] = replace(
        rows[2], family_name=(rows[2].family_name or "").upper(), activity_id=int(rows[2].activity_id or 0)
    )
    rows[3] = replace(rows[3], completed_on="5/5/2026", state=STATE_CODES[rows[3].state or ""])
    rows[5] = replace(rows[5], completed_on="2026-05-04", board_id=int(rows[5].board_id or 0))
    rows[6] = replace(rows[6], given_name=f" {rows[6].given_name} ", lines=(("Lifelong Learning (CME)", 3.25),))
    rows[12] = replace(rows[12], cme_credits="4.00", board="abim", lines=(("medical knowledge", "4"),))
    rows[13] = replace(
        rows[13], birth_day=dt.date(2024, *_month_and_day(rows[13])), board_id=int(rows[13].board_id or 0)
    )
    return rows


def _month_and_day(completion: Completion) -> tuple[int, int]:
    month, day = str(completion.birth_day).split("/")
    return int(month), int(day)
