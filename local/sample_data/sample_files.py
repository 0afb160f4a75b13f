"""The folder of sample files: what stands in each."""

import csv
import json
from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path

from cmehub.documents.activity_xml import activities_xml
from cmehub.people.rosters import RosterEntry
from local.sample_data.activities import other_provider_activities, sample_activities
from local.sample_data.clean_rows import clean_rows, delete_rows
from local.sample_data.completions import Reported
from local.sample_data.learner_workbook import write_workbook
from local.sample_data.learner_xml import write_reports
from local.sample_data.mistaken_rows import mistaken_rows
from local.sample_data.physicians import DEFAULT_SEED, SAMPLE_PHYSICIANS, Cast, sample_rosters
from local.sample_data.providers import sample_providers
from local.sample_data.reports import sample_reports

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
FIRST_DATA_ROW = 3
_CLEAN, _MISTAKES, _REPORTS = range(200), range(200, 360), range(360, SAMPLE_PHYSICIANS)


def write_samples(folder: Path = SAMPLES, seed: int = DEFAULT_SEED) -> list[Path]:
    """Write every sample file but the one that LibreOffice saved; the same seed gives the same bytes.

    Returns
    -------
    list[Path]
        The files written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = [_write_providers(folder / "providers.csv")]
    files += [
        write_roster(folder / f"roster-{board}.csv", entries)
        for board, entries in sample_rosters(SAMPLE_PHYSICIANS, seed).items()
    ]
    for name, activities in (
        ("activities.xml", sample_activities()),
        ("activities-other-provider.xml", other_provider_activities()),
    ):
        (folder / name).write_bytes(activities_xml(activities))
        files.append(folder / name)
    return [*files, *_write_learner_files(folder, seed)]


def write_roster(path: Path, entries: Collection[RosterEntry]) -> Path:
    """Write a roster as CSV: of a certifying board if its entries tell a state, else of a state's licensing board."""
    of_board = all(entry.state for entry in entries)
    header = [
        "board_id" if of_board else "licence_id",
        *("given_name", "family_name", "birth_month_day", "npi", "former_names"),
        *(["state", "email"] if of_board else []),
    ]
    lines = (
        (
            *(entry.entry_id, entry.given_name, entry.family_name, entry.birth_month_day, entry.npi or ""),
            "; ".join(entry.former_names),
            *([entry.state, entry.email or ""] if entry.state else []),
        )
        for entry in entries
    )
    return _write_csv(path, header, lines)


def _write_providers(path: Path) -> Path:
    return _write_csv(
        path,
        ("provider_id", "name", "contact_name", "contact_email", "is_primary"),
        (
            (
                provider.provider_id,
                provider.provider_name,
                provider.contact_name,
                provider.contact_email,
                "yes" if provider.is_primary else "no",
            )
            for provider in sample_providers()
        ),
    )


def _write_csv(path: Path, header: Iterable[str], lines: Iterable[Iterable[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(lines)
    return path


def _write_learner_files(folder: Path, seed: int) -> list[Path]:
    cast = Cast(_CLEAN, seed)
    clean = clean_rows(cast)
    write_workbook(folder / "learners-clean.xlsx", clean, compressed=False)
    deletes = delete_rows(clean, cast)
    write_workbook(folder / "learners-delete.xlsx", (delete.completion for delete in deletes), compressed=False)
    mistaken = mistaken_rows(Cast(_MISTAKES, seed))
    write_workbook(
        folder / "learners-mistakes.xlsx",
        (report.completion if report else None for report in mistaken),
        compressed=False,
    )
    titles = {activity.activity_id: activity.title for activity in sample_activities()}
    reports = [
        replace(
            report,
            completion=replace(report.completion, title=titles.get(str(report.completion.activity_id), "Unheard-of")),
        )
        for report in sample_reports(Cast(_REPORTS, seed))
    ]
    write_reports(folder / "learners.xml", (report.completion for report in reports))
    return [
        folder / "learners-clean.xlsx",
        folder / "learners-delete.xlsx",
        folder / "learners-mistakes.xlsx",
        folder / "learners.xml",
        _write_expected(folder / "learners-delete.expected.json", deletes, FIRST_DATA_ROW),
        _write_expected(folder / "learners-mistakes.expected.json", mistaken, FIRST_DATA_ROW),
        _write_expected(folder / "learners.expected.json", reports, 1),
    ]


def _write_expected(path: Path, reported: Iterable[Reported | None], first_row: int) -> Path:
    lines = [
        json.dumps({"row": row, "outcome": expectation.outcome, "code": expectation.code})
        for row, expectation in enumerate(reported, start=first_row)
        if expectation is not None
    ]
    path.write_text("[\n  " + ",\n  ".join(lines) + "\n]\n", encoding="utf-8")
    return path
