"""
The columns of the hub's Excel activity template.

The headings of ACCME's own activity templates were never published; these are ours, and the fields are those of ACCME's
other formats. The reader, the templates and the format guide all follow this table.
"""

from typing import NamedTuple


class ActivityColumn(NamedTuple):
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
    columns: tuple[ActivityColumn, ...]
    in_template: int
    moc_only: bool = False


COLUMNS = (
    ActivityColumn("Record Action", "action", "Add, Update or Delete", choices="Record Action"),
    ActivityColumn("ACCME Activity ID", "activity_id", "9 digits; blank for a new activity"),
    ActivityColumn("Provider Activity ID", "provider_activity_id", "Your own ID of the activity"),
    ActivityColumn("Activity Title", "title", "As learners see it"),
    ActivityColumn("Description", "description", "At most 2,500 characters"),
    ActivityColumn("Activity Format", "activity_format", "One of the list", choices="Activity Format"),
    ActivityColumn("Delivery Methods", "deliveries", "One or more, with semicolons between", listed=True),
    ActivityColumn("Start Date", "start_date", "MM/DD/YYYY"),
    ActivityColumn("End Date", "end_date", "MM/DD/YYYY"),
    ActivityColumn("City", "city", "Only if in person"),
    ActivityColumn("State", "state", "Two letters; only if in person in the USA", choices="State"),
    ActivityColumn("Country", "country", "Three letters, such as USA; only if in person"),
    ActivityColumn("AMA PRA Category 1 Credits", "credits", "Steps of 0.25"),
    ActivityColumn("Providership", "providership", "Direct or Joint", choices="Providership"),
    ActivityColumn("Joint Providers", "joint_providers", "Names, with semicolons between", listed=True),
    ActivityColumn("Activity URL", "url", "Where learners find it"),
    ActivityColumn("Listed in CME Passport", "listed", "Yes or No", choices="Yes or No"),
    ActivityColumn("Fee", "fee", "Yes, No or Variable, as in the list", choices="Fee"),
    ActivityColumn("Registration", "registration", "Open to all, or Limited", choices="Registration"),
    ActivityColumn("Practice Areas", "specialties", "One or more, with semicolons between", listed=True),
    ActivityColumn("Physicians", "physician", "How many took part; needed to close"),
    ActivityColumn("Other Learners", "non-physician", "How many took part; needed to close"),
    ActivityColumn("Commercial Support", "commercial_support", "Yes or No; needed to close", choices="Yes or No"),
    ActivityColumn("Commendation Tags", "commendation_tags", "For your own use, with semicolons between", listed=True),
    ActivityColumn("MIPS Improvement Activity", "mips", "Yes or No", choices="Yes or No"),
    ActivityColumn("REMS Type", "rems_type", "Only for a REMS activity", choices="REMS Type"),
    ActivityColumn("REMS Identifier", "identifier", "The grant's identifier, such as EG-000001-001"),
    ActivityColumn("State Content", "has_state_content", "Yes or No", choices="Yes or No"),
    ActivityColumn(
        "Permission to Share",
        "permission_to_share",
        "Whether the learners permit to pass completions on, where a learner's row doesn't say",
        choices="Yes or No",
    ),
    ActivityColumn("Close Activity", "close_requested", "Yes once everything is reported", choices="Yes or No"),
)
GROUPS = (
    Group(
        "Outcome",
        "outcomes",
        (
            ActivityColumn("Outcome", "outcome", "What was measured; needed to close", choices="Outcome"),
            ActivityColumn("Measured By", "measured", "Objective, Subjective or both, with a semicolon", listed=True),
        ),
        in_template=2,
    ),
    Group(
        "Supporter",
        "supports",
        (
            ActivityColumn("Name", "source", "Who gave commercial support"),
            ActivityColumn("Amount", "amount", "Whole US dollars; blank if in kind only"),
            ActivityColumn("In Kind", "in_kind", "Yes or No", choices="Yes or No"),
        ),
        in_template=2,
    ),
    Group(
        "State Topic",
        "state_content",
        (
            ActivityColumn("Domain", "domain", "Such as Opioids"),
            ActivityColumn("Topic", "topic", "The state's own topic"),
        ),
        in_template=1,
    ),
    Group(
        "MOC",
        "registrations",
        (
            ActivityColumn(
                "Board", "board", "The board's code; sending it attests to its requirements", choices="Board"
            ),
            ActivityColumn(
                "Points", "points", "Steps of 0.25; blank for the credits, where the board's points equal them"
            ),
            ActivityColumn("Credit Types", "credit_types", "The board's own, with semicolons between", listed=True),
            ActivityColumn("Credit Claim Date", "claim_date", "Last day to claim; needed to close"),
            ActivityColumn(
                "Evaluation Method", "evaluation", "How each learner is evaluated; at most 1,000 characters"
            ),
            ActivityColumn("Participation Threshold", "threshold", "Least share to earn the credit, such as 75%"),
            ActivityColumn("Feedback", "feedback", "How learners hear what they got right, and why"),
        ),
        in_template=3,
        moc_only=True,
    ),
    Group(
        "Content",
        "content_keywords",
        (
            ActivityColumn("Outline", "source", "01_ABAMCO for the first selection, 02_ABAMCO for the second"),
            ActivityColumn("Kind", "kind", "Level 3 ID, Tag ID or Free Text", choices="Content Kind"),
            ActivityColumn("Code", "value", "The code in the board's outline"),
        ),
        in_template=2,
        moc_only=True,
    ),
)
CATEGORIES = ("physician", "non-physician")
REMS_FIELDS = ("rems_type", "identifier")
