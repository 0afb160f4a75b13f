"""
The columns of the hub's Excel activity template.

The headings of ACCME's own activity templates were never published; these are ours, and the fields are those of ACCME's
other formats. The reader, the templates and the format guide all follow this table.
"""

from typing import NamedTuple


class Column(NamedTuple):
    """
    A column, or one column of a group that repeats.

    Attributes
    ----------
    heading
        In a group without the group's own name and number.
    field
        The field of `cmehub.activities.rows.ActivityRow`, or of the row of the group.
    guidance
        What to write there.
    listed
        Whether one cell holds several values, with semicolons between.
    choices
        The name of the list of values that may stand there, if there is one.
    """

    heading: str
    field: str
    guidance: str
    listed: bool = False
    choices: str = ""


class Group(NamedTuple):
    """Columns that repeat, numbered from 1: ``Supporter 1: Name``, ``Supporter 1: Amount`` and so on."""

    name: str
    field: str
    columns: tuple[Column, ...]
    in_template: int
    moc_only: bool = False


COLUMNS = (
    Column("Record Action", "action", "Add, Update or Delete", choices="Record Action"),
    Column("ACCME Activity ID", "activity_id", "9 digits; blank for a new activity"),
    Column("Provider Activity ID", "provider_activity_id", "Your own ID of the activity"),
    Column("Activity Title", "title", "As learners see it"),
    Column("Description", "description", "At most 2,500 characters"),
    Column("Activity Format", "activity_format", "One of the list", choices="Activity Format"),
    Column("Delivery Methods", "deliveries", "One or more, with semicolons between", listed=True),
    Column("Start Date", "start_date", "MM/DD/YYYY"),
    Column("End Date", "end_date", "MM/DD/YYYY"),
    Column("City", "city", "Only if in person"),
    Column("State", "state", "Two letters; only if in person in the USA", choices="State"),
    Column("Country", "country", "Three letters, such as USA; only if in person"),
    Column("AMA PRA Category 1 Credits", "credits", "Steps of 0.25"),
    Column("Providership", "providership", "Direct or Joint", choices="Providership"),
    Column("Joint Providers", "joint_providers", "Names, with semicolons between", listed=True),
    Column("Activity URL", "url", "Where learners find it"),
    Column("Listed in CME Passport", "listed", "Yes or No", choices="Yes or No"),
    Column("Fee", "fee", "Yes, No or Variable, as in the list", choices="Fee"),
    Column("Registration", "registration", "Open to all, or Limited", choices="Registration"),
    Column("Practice Areas", "specialties", "One or more, with semicolons between", listed=True),
    Column("Physicians", "physician", "How many took part; needed to close"),
    Column("Other Learners", "non-physician", "How many took part; needed to close"),
    Column("Commercial Support", "commercial_support", "Yes or No; needed to close", choices="Yes or No"),
    Column("Commendation Tags", "commendation_tags", "For your own use, with semicolons between", listed=True),
    Column("MIPS Improvement Activity", "mips", "Yes or No", choices="Yes or No"),
    Column("REMS Type", "rems_type", "Only for a REMS activity", choices="REMS Type"),
    Column("REMS Identifier", "identifier", "The grant's identifier, such as EG-000001-001"),
    Column("State Content", "has_state_content", "Yes or No", choices="Yes or No"),
    Column(
        "Permission to Share",
        "permission_to_share",
        "Whether the learners permit to pass completions on, where a learner's row doesn't say",
        choices="Yes or No",
    ),
    Column("Close Activity", "close_requested", "Yes once everything is reported", choices="Yes or No"),
)
GROUPS = (
    Group(
        "Outcome",
        "outcomes",
        (
            Column("Outcome", "outcome", "What was measured; needed to close", choices="Outcome"),
            Column("Measured By", "measured", "Objective, Subjective or both, with a semicolon", listed=True),
        ),
        in_template=2,
    ),
    Group(
        "Supporter",
        "supports",
        (
            Column("Name", "source", "Who gave commercial support"),
            Column("Amount", "amount", "Whole US dollars; blank if in kind only"),
            Column("In Kind", "in_kind", "Yes or No", choices="Yes or No"),
        ),
        in_template=2,
    ),
    Group(
        "State Topic",
        "state_content",
        (Column("Domain", "domain", "Such as Opioids"), Column("Topic", "topic", "The state's own topic")),
        in_template=1,
    ),
    Group(
        "MOC",
        "registrations",
        (
            Column("Board", "board", "The board's code; sending it attests to its requirements", choices="Board"),
            Column("Points", "points", "Steps of 0.25; blank for the credits, where the board's points equal them"),
            Column("Credit Types", "credit_types", "The board's own, with semicolons between", listed=True),
            Column("Credit Claim Date", "claim_date", "Last day to claim; needed to close"),
            Column("Evaluation Method", "evaluation", "How each learner is evaluated; at most 1,000 characters"),
            Column("Participation Threshold", "threshold", "Least share to earn the credit, such as 75%"),
            Column("Feedback", "feedback", "How learners hear what they got right, and why"),
        ),
        in_template=3,
        moc_only=True,
    ),
    Group(
        "Content",
        "content_keywords",
        (
            Column("Outline", "source", "01_ABAMCO for the first selection, 02_ABAMCO for the second"),
            Column("Kind", "kind", "Level 3 ID, Tag ID or Free Text", choices="Content Kind"),
            Column("Code", "value", "The code in the board's outline"),
        ),
        in_template=2,
        moc_only=True,
    ),
)
CATEGORIES = ("physician", "non-physician")
REMS_FIELDS = ("rems_type", "identifier")
