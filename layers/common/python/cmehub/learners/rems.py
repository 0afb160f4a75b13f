"""What a REMS report tells of a learner; the fields and lists are those of MedBiquitous' Activity Report 2."""

import re
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

from cmehub.fields.choices import among, looked_up
from cmehub.fields.types import Name, YesNo, wrong
from cmehub.people.states import STATES, state_letters

PROFESSIONS = (
    "Physician", "Advanced practice nurse", "Physician Assistant", "Dentist", "Podiatrist", "Nurse", "Pharmacist",
    "Optometrist", "Psychologist", "Veterinarian", "Other healthcare professional", "Other",
)  # fmt: skip
DEA_REGISTRATIONS = ("Individual", "Institutional", "None")
PRACTICE_AREAS = (
    "Substance Use Disorder", "Anesthesiology", "Critical Care", "Dentistry", "Emergency", "Family Medicine",
    "Geriatric", "Hematology", "Hospice and/or Palliative Care", "Internal Medicine", "Neurology",
    "Obstetrics/Gynecology", "Oncology", "Ophthalmology", "Pain", "Pediatric", "Physical Medicine and Rehabilitation",
    "Psychiatry", "General Surgery", "Orthopedic surgery", "Other surgical specialty", "Urology", "Other", "N/A",
)  # fmt: skip
OLDER_PRACTICE_AREAS = {"Addiction": "Substance Use Disorder"}
TIMES_IN_PRACTICE = (
    "Trainee", "0-5 years post training", "6-10 years", "11-15 years", "16-20 years", "21+ years",
)  # fmt: skip

_DOMAIN = re.compile(r"idd:[^:\s]+:[^:\s]+")


def _read_domain(text: object) -> str:
    if isinstance(text, str) and _DOMAIN.fullmatch(text.strip()):
        return text.strip()
    raise wrong("a domain such as idd:cme.example.org:learner")


class Participant(BaseModel):
    """
    What a REMS report tells of a learner instead of, or beside, who it is.

    Attributes
    ----------
    local_id, local_id_domain
        The sender's own identifier of the learner, and where it is known (``idd:<domain name>:<identifier type>``).
    state
        Two letters of the state of primary practice.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    local_id: Name
    local_id_domain: Annotated[str, BeforeValidator(_read_domain)]
    profession: Annotated[str, among(PROFESSIONS)]
    state: Annotated[str, looked_up(state_letters, STATES.values())] | None = None
    dea_registration: Annotated[str, among(DEA_REGISTRATIONS)] | None = None
    practice_area: Annotated[str, among(PRACTICE_AREAS, OLDER_PRACTICE_AREAS)] | None = None
    surgical_procedures: YesNo | None = None
    time_in_practice: Annotated[str, among(TIMES_IN_PRACTICE, {"0-5 years": "0-5 years post training"})] | None = None
