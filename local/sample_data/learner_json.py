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
        for count, one in enumerate(completions, start=1):
            file.write(",\n" if count > 1 else "")
            json.dump(_report(one, as_array=count % 2 == 0), file, ensure_ascii=False, separators=(",", ":"))
        file.write(_TAIL)
    return count


def _report(one: Completion, *, as_array: bool) -> dict[str, Any]:
    name = {"GivenName": one.given_name, "FamilyName": one.family_name}
    member: dict[str, Any] = {"Name": {part: text for part, text in name.items() if text is not None}}
    if one.birth_day:
        member["PersonalInfo"] = {"BirthDate": day_text(one.birth_day, "2000-")}
    extension: dict[str, Any] = {"ProviderID": MAIN_PROVIDER_ID}
    if one.action:
        extension["LearnerRecordAction"] = one.action.lower()
    return {
        "ReportingOrganization": PROVIDER_NAMES[MAIN_PROVIDER_ID],
        "Member": member,
        "Activity": {
            "ProviderOrganization": MAIN_PROVIDER_ID,
            "Module": {
                "ModuleName": {"value": one.title, "moduleID": str(one.activity_id)},
                "Status": "Completed",
                "CompletedDateTime": f"{day_text(one.completed_on)}T00:00:00",
                "CreditCertificate": [*_certificates(one, as_array=as_array)],
            },
        },
        "XtensibleInfo": extension,
    }


def _certificates(one: Completion, *, as_array: bool) -> Iterator[dict[str, Any]]:
    lines: list[tuple[Any, ...]] = [(one.board, one.board_id, *line) for line in one.lines]
    if one.cme_credits is not None:
        domain = "NPI" if is_npi(str(one.licence)) else STATE_CODES.get(one.state or "", one.state)
        lines.insert(0, (domain, one.licence, CME_CREDIT_TYPE, one.cme_credits))
    for place, (domain, value, credit_type, amount) in enumerate(lines):
        identifier = {"value": str(value or ""), "domain": domain or ""}
        certificate: dict[str, Any] = {
            "UniqueID": [identifier] if as_array else identifier,
            "CreditReceived": {"activityCertification": credit_type, "creditUnit": "Point", "numberOfCredits": amount},
        }
        if place < len(one.credit_ids):
            certificate["CreditID"] = one.credit_ids[place]
        yield certificate
