"""Completions as `ACCMELearnerReports` JSON, written as a stream."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from cmehub.people.npi import is_npi
from local.sample_data.completions import Completion
from local.sample_data.learner_xml import CME_CREDIT_TYPE, day_text
from local.sample_data.providers import MAIN_PROVIDER_ID, PROVIDER_NAMES
from local.sample_data.states import STATE_CODES

_HEAD = '{"ACCMELearnerReports":{"ActivityReports":{"DateTimeCreated":"2026-11-02T09:30:00","ActivityReport":[\n'
_TAIL = "\n]}}}\n"


def write_json_reports(path: Path, completions: Iterable[Completion]) -> int:
    """Write completions as learner reports, in constant memory; every second one has its IDs as arrays.

    Returns
    -------
    int
        Reports written.
    """
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_HEAD)
        for count, completion in enumerate(completions, start=1):
            file.write(",\n" if count > 1 else "")
            json.dump(_report(completion, as_array=count % 2 == 0), file, ensure_ascii=False, separators=(",", ":"))
        file.write(_TAIL)
    return count


def _report(completion: Completion, *, as_array: bool) -> dict[str, Any]:
    name = {"GivenName": completion.given_name, "FamilyName": completion.family_name}
    member: dict[str, Any] = {"Name": {part: text for part, text in name.items() if text is not None}}
    if completion.birth_day:
        member["PersonalInfo"] = {"BirthDate": day_text(completion.birth_day, "2000-")}
    extension: dict[str, Any] = {"ProviderID": MAIN_PROVIDER_ID}
    if completion.action:
        extension["LearnerRecordAction"] = completion.action.lower()
    return {
        "ReportingOrganization": PROVIDER_NAMES[MAIN_PROVIDER_ID],
        "Member": member,
        "Activity": {
            "ProviderOrganization": MAIN_PROVIDER_ID,
            "Module": {
                "ModuleName": {"value": completion.title, "moduleID": str(completion.activity_id)},
                "Status": "Completed",
                "CompletedDateTime": f"{day_text(completion.completed_on)}T00:00:00",
                "CreditCertificate": [*_certificates(completion, as_array=as_array)],
            },
        },
        "XtensibleInfo": extension,
    }


def _certificates(completion: Completion, *, as_array: bool) -> Iterator[dict[str, Any]]:
    lines: list[tuple[Any, ...]] = [(completion.board, completion.board_id, *line) for line in completion.lines]
    if completion.cme_credits is not None:
        domain = "NPI" if is_npi(str(completion.licence)) else STATE_CODES.get(completion.state or "", completion.state)
        lines.insert(0, (domain, completion.licence, CME_CREDIT_TYPE, completion.cme_credits))
    for place, (domain, value, credit_type, amount) in enumerate(lines):
        identifier = {"value": str(value or ""), "domain": domain or ""}
        certificate: dict[str, Any] = {
            "UniqueID": [identifier] if as_array else identifier,
            "CreditReceived": {"activityCertification": credit_type, "creditUnit": "Point", "numberOfCredits": amount},
        }
        if place < len(completion.credit_ids):
            certificate["CreditID"] = completion.credit_ids[place]
        yield certificate
