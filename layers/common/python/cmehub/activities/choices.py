"""The formats that an activity can have, their older names and codes, and the fixed answers about an activity."""

from cmehub.fields.choices import plain_name

ACTIVITY_FORMATS: dict[str, tuple[str, ...]] = {
    "Live Course": ("C", "IL", "Course", "Internet Live Course"),
    "Regularly Scheduled Series": ("RSS",),
    "Enduring Material": ("EM", "IEM", "Internet Activity Enduring Material"),
    "Journal-based CME": ("JN", "Journal-based CE"),
    "Manuscript Review": ("MR",),
    "Test-Item Writing": ("TIW",),
    "Committee Learning": ("CML",),
    "Performance/Quality Improvement": ("PI", "Performance Improvement"),
    "Internet Searching and Learning": ("ISL",),
    "Learning from Teaching": ("LFT",),
    "Other/Blended Learning": ("Other", "Other (blended)"),
}
"""Current names, each with the codes and names that PARS had before 2021."""

DELIVERIES = ("In-Person", "Live-Streamed", "Online", "Print/Other")
FREE = "No, it's free"
FEES = ("Yes", FREE, "Variable")
REGISTRATIONS = ("Open to all", "Limited")
REMS_TYPES = ("Opioid Analgesic", "Mycophenolate")
OUTCOMES = ("Learner Knowledge", "Learner Competence", "Learner Performance", "Patient Health", "Community Health")
JA_CATEGORIES = (
    "nurse", "pharmacist", "pharmacy technician", "physician assistant", "psychologist", "optometrist",
    "social worker", "dentist", "allied dental staff", "registered dietitians", "dietetic technicians registered",
    "athletic trainers", "other",
)  # fmt: skip
"""By which JA-PARS, ACCME's service for Joint Accreditation, counts learners who aren't physicians."""

_BY_NAME = {plain_name(name): current for current, older in ACTIVITY_FORMATS.items() for name in (current, *older)}


def activity_format(name: str) -> str | None:
    """Return the current name of a format given by any of its names or codes; None if there is none."""
    return _BY_NAME.get(plain_name(name))
