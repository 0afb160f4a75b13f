"""
The column layouts of PARS's tab-delimited activity files.

Each is a tuple of fields in the order of the columns; None stands for a column that isn't read: reporting years, hours,
sub-categories, competencies and incomes, which ACCME dropped in 2021, and totals that follow from the supporters.
The layouts are those that real exporters wrote: one of 43 columns before 2011, Template B 2011 to 2013, Template C in
2014, Template D from 2015.
"""

SUPPORT_COLUMNS = 8
"""Source, amount and six kinds of support in kind; the group is repeated for each commercial supporter."""

HEADINGS = {
    "activity_id": "ACCME Activity ID",
    "provider_activity_id": "Provider Activity ID",
    "title": "Activity Title",
    "activity_date": "Activity Date",
    "city": "City",
    "state": "State",
    "country": "Country",
    "providership": "Providership",
    "activity_type": "Activity Type",
    "physicians": "# of Physicians",
    "others": "# of Other Learners",
    "commercial_support": "Commercial Support Received?",
    "competence": "Changes in Competence evaluated?",
    "performance": "Changes in Performance evaluated?",
    "patients": "Changes in Patient Outcomes evaluated?",
    "joint_providers": "Joint Provider(s)",
    "credits": "Number of AMA PRA Category 1 Credits",
    "description": "Description of Content",
}

_WHAT = ("title", "activity_date", "city", "state", "country", "providership", "activity_type")
_HEADS = (None, "physicians", "others", "commercial_support")  # the first is the hours of instruction
_CHANGES = (None, "competence", None, "performance", None, "patients")
_SUB_CATEGORIES = (None,) * 7
_CONTENT = ("joint_providers", "credits", "description")
_INCOMES = (None,) * 3
_COMPETENCIES = (None,) * 16
_START = (None, "activity_id", "provider_activity_id", None, *_WHAT, *_HEADS)
_TOTALS_IN_KIND = (None,) * 8

OLDEST: tuple[str | None, ...] = (
    *(None, "provider_activity_id", "activity_id", *_WHAT, *_HEADS),
    *(None, None, *_CHANGES, *_SUB_CATEGORIES, *_CONTENT, *_INCOMES),
)
_TEMPLATE_B = (*_START, *_TOTALS_IN_KIND, *_CHANGES, *_SUB_CATEGORIES, *_CONTENT, *_INCOMES)
TEMPLATES: dict[str, tuple[str | None, ...]] = {
    "template b": _TEMPLATE_B,
    "template c": (*_TEMPLATE_B, *_COMPETENCIES),
    "template d": (*_START, *_CHANGES, *_SUB_CATEGORIES, *_CONTENT, *_COMPETENCIES),
}

WITHOUT_PLACE = (
    *("end_date", "deliveries", "url", "listed", "fee", "registration", "specialties", "content_keywords"),
    *("registrations", "outcomes.measured", "outcomes.Learner Knowledge", "outcomes.Community Health"),
    *("commendation_tags", "mips", "rems", "has_state_content", "state_content", "close_requested"),
)
"""What no tab layout has a column for, as `cmehub.activities.unsaid_fields` names it."""

DESCRIPTIONS = {layout.index("description") for layout in (OLDEST, *TEMPLATES.values())}
"""The columns that may hold line breaks."""
