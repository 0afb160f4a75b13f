"""What stands in each element of activity XML and each member of activity JSON."""

from typing import NamedTuple

from cmehub.submissions.rows import Location


class ActivityElement(NamedTuple):
    """A field of a row model, whether a sender must write it, and what stands there."""

    location: Location
    needed: str
    meaning: str


ALWAYS, IF = "yes", ""

ACTIVITY_ELEMENTS = (
    ActivityElement(("action",), ALWAYS, "`Add`, `Update` (replaces everything) or `Delete`"),
    ActivityElement(
        ("activity_id",), IF, "9 digits; without it, Provider Activity ID, start date and format name the activity"
    ),
    ActivityElement(("provider_activity_id",), IF, "your own ID; needed where there is no ACCME Activity ID"),
    ActivityElement(("provider_id",), IF, "your 7-digit provider ID; another one is refused"),
    ActivityElement(("title",), ALWAYS, "as learners see it"),
    ActivityElement(("activity_format",), ALWAYS, "a name of the list below, or an older name or code of it"),
    ActivityElement(("start_date",), ALWAYS, "a date; a time behind it is dropped"),
    ActivityElement(("end_date",), ALWAYS, "at most three years after the start of enduring material, else one year"),
    ActivityElement(("description",), "Active", "at most 2,500 characters"),
    ActivityElement(
        ("deliveries",), "Active", "`In-Person`, `Live-Streamed`, `Online`, `Print/Other`; as often as needed"
    ),
    ActivityElement(("city",), "Active", "if in person"),
    ActivityElement(("state",), "Active", "if in person in the USA: two letters or the name"),
    ActivityElement(("country",), "Active", "if in person: three letters of ISO 3166"),
    ActivityElement(("credits",), "Active", "AMA PRA Category 1 Credits, steps of 0.25"),
    ActivityElement(("providership",), "Active", "`direct` or `joint`"),
    ActivityElement(("joint_providers",), "Closed", "if joint: name; as often as needed"),
    ActivityElement(("listed",), "Active", "`true` to be found in the public search"),
    ActivityElement(("fee",), "Active", "if listed: `Yes`, `No, it's free` or `Variable`"),
    ActivityElement(("registration",), "Active", "if listed: `Open to all` or `Limited`"),
    ActivityElement(("url",), "Active", "if listed: where learners find it"),
    ActivityElement(("specialties",), "Closed", "if registered for MOC: practice areas of the board"),
    ActivityElement(("registrations",), IF, "one for each board; sending it attests to the board's requirements"),
    ActivityElement(("registrations", 0, "board"), ALWAYS, "the board's code"),
    ActivityElement(
        ("registrations", 0, "points"),
        IF,
        "steps of 0.25; the credits if left out, where the board's points equal them",
    ),
    ActivityElement(("registrations", 0, "credit_types"), ALWAYS, "the board's own; as often as needed"),
    ActivityElement(("registrations", 0, "claim_date"), "Closed", "last day on which credit can be claimed"),
    ActivityElement(("registrations", 0, "evaluation"), IF, "how each learner is evaluated; at most 1,000 characters"),
    ActivityElement(
        ("registrations", 0, "threshold"), IF, "least share to earn the credit: 1 to 100 percent, such as `75%`"
    ),
    ActivityElement(
        ("registrations", 0, "feedback"), IF, "how learners hear what they got right, and why; at most 1,000 characters"
    ),
    ActivityElement(("content_keywords",), IF, "a code of ABA's content outline, as text"),
    ActivityElement(("content_keywords", 0, "source"), ALWAYS, "attribute: `01_ABAMCO` or `02_ABAMCO`"),
    ActivityElement(("content_keywords", 0, "kind"), ALWAYS, "attribute: `Level 3 ID`, `Tag ID` or `Free Text`"),
    ActivityElement(("commercial_support",), "Closed", "yes or no"),
    ActivityElement(("supports",), "Closed", "whole US dollars; `currency` is not read"),
    ActivityElement(("supports", 0, "source"), ALWAYS, "attribute: who gave it"),
    ActivityElement(
        ("supports", 0, "in_kind"), IF, "for support in kind instead: who gave it, as text or attribute `source`"
    ),
    ActivityElement(
        ("outcomes", 0, "outcome"), "Closed", "`Learner Knowledge`, `Learner Competence`, ...; one at least"
    ),
    ActivityElement(("outcomes", 0, "measured"), IF, "`Objective`, `Subjective` or both"),
    ActivityElement(("participants",), "Closed", "how many took part; enduring material counts from its start"),
    ActivityElement(
        ("participants", 0, "category"),
        ALWAYS,
        "attribute: `physician` or `non-physician`; JA-PARS's others are added to the latter",
    ),
    ActivityElement(("commendation_tags",), IF, "for your own use; any text"),
    ActivityElement(("mips",), IF, "`true` for a MIPS improvement activity"),
    ActivityElement(("rems", "rems_type"), IF, "`Opioid Analgesic` or `Mycophenolate`"),
    ActivityElement(("rems", "identifier"), IF, "the grant's identifier, such as `EG-000001-001`"),
    ActivityElement(("has_state_content",), IF, "true or false"),
    ActivityElement(
        ("permission_to_share",),
        IF,
        "true or false: whether the learners permit to pass completions on, where no learner's row or file says",
    ),
    ActivityElement(("state_content", 0, "domain"), IF, "such as `Opioids`"),
    ActivityElement(("state_content", 0, "topic"), IF, "the state's own topic"),
    ActivityElement(("close_requested",), IF, "`true` once everything is reported"),
)
