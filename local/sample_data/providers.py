"""Invented accredited providers and their contacts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SampleContact:
    """One contact person of a provider, as one line of ``providers.csv``."""

    provider_id: str
    provider_name: str
    contact_name: str
    contact_email: str
    is_primary: bool


MAIN_PROVIDER_ID = "0009999"
OTHER_PROVIDER_ID = "0008888"
PROVIDER_NAMES = {
    MAIN_PROVIDER_ID: "Example Medical Society",
    OTHER_PROVIDER_ID: "Imaginary Children's Hospital",
    "0007777": "Fictional Institute for Continuing Education",
}


def sample_providers() -> tuple[SampleContact, ...]:
    """Return every contact of every sample provider, the primary ones first."""
    contacts = (
        (MAIN_PROVIDER_ID, "Paula Sample-Ortega", "paula.sample@cme.example.org", True),
        (MAIN_PROVIDER_ID, "Viktor Placeholder", "viktor.placeholder@cme.example.org", False),
        (OTHER_PROVIDER_ID, "Noor Invented", "education@hospital.example.com", True),
        ("0007777", "Siobhán O'Fiction", "siobhan.ofiction@institute.example.net", True),
    )
    return tuple(
        SampleContact(provider_id, PROVIDER_NAMES[provider_id], name, email, is_primary)
        for provider_id, name, email, is_primary in contacts
    )
