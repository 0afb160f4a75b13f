"""What stands in each element of activity XML and each member of activity JSON."""

from typing import NamedTuple

from cmehub.submissions.rows import Location


class Element(NamedTuple):
    """A field of a row model, whether a sender must write it, and what stands there."""

    location: Location
    needed: str
    meaning: str


ALWAYS, IF = "yes", ""

ACTIVITY_ELEMENTS = (
    Element(("action",), ALWAYS, "`Add`, `Update` (replaces everything) or `Delete`"),
    Element(
        ("activity_id",), IF, "9 digits; without it, Provider Activity ID, start date and format name the activity"
    ),
    Element(("provider_activity_id",), IF, "your own ID; needed where there is no ACCME Activity ID"),
    Element(("provider_id",), IF, "your 7-digit provider ID; another one is refused"),
    Element(("title",), ALWAYS, "as learners see it"),
    Element(("activity_format",), ALWAYS, "a name of the list below, or an older name or code of it"),
    Element(("start_date",), ALWAYS, "a date; a time behind it is dropped"),
    Element(("end_date",), ALWAYS, "at most three years after the start of enduring material, else one year"),
    Element(("description",), "Active", "at most 2,500 characters"),
    Element(("deliveries",), "Active", "`In-Person`, `Live-Streamed`, `Online`, `Print/Other`; as often as needed"),
    Element(("city",), "Active", "if in person"),
    Element(("state",), "Active", "if in person in the USA: two letters or the name"),
    Element(("country",), "Active", "if in person: three letters of ISO 3166"),
    Element(("credits",), "Active", "AMA PRA Category 1 Credits, steps of 0.25"),
    Element(("providership",), "Active", "`direct` or `joint`"),
    Element(("joint_providers",), "Closed", "if joint: name; as often as needed"),
    Element(("listed",), "Active", "`true` to be found in the public search"),
    Element(("fee",), "Active", "if listed: `Yes`, `No, it's free` or `Variable`"),
    Element(("registration",), "Active", "if listed: `Open to all` or `Limited`"),
    Element(("url",), "Active", "if listed: where learners find it"),
    Element(("specialties",), "Closed", "if registered for MOC: practice areas of the board"),
    Element(("registrations",), IF, "one for each board; sending it attests to the board's requirements"),
    Element(("registrations", 0, "board"), ALWAYS, "the board's code"),
    Element(
        ("registrations", 0, "points"),
        IF,
        "steps of 0.25; the credits if left out, where the board's points equal them",
    ),
    Element(("registrations", 0, "credit_types"), ALWAYS, "the board's own; as often as needed"),
    Element(("registrations", 0, "claim_date"), "Closed", "last day on which credit can be claimed"),
    Element(("registrations", 0, "evaluation"), IF, "how each learner is evaluated; at most 1,000 characters"),
    Element(("registrations", 0, "threshold"), IF, "least share to earn the credit: 1 to 100 percent, such as `75%`"),
    Element(
        ("registrations", 0, "feedback"), IF, "how learners hear what they got right, and why; at most 1,000 characters"
    ),
    Element(("content_keywords",), IF, "a code of ABA's content outline, as text"),
    Element(("content_keywords", 0, "source"), ALWAYS, "attribute: `01_ABAMCO` or `02_ABAMCO`"),
    Element(("content_keywords", 0, "kind"), ALWAYS, "attribute: `Level 3 ID`, `Tag ID` or `Free Text`"),
    Element(("commercial_support",), "Closed", "yes or no"),
    Element(("supports",), "Closed", "whole US dollars; `currency` is not read"),
    Element(("supports", 0, "source"), ALWAYS, "attribute: who gave it"),
    Element(("supports", 0, "in_kind"), IF, "for support in kind instead: who gave it, as text or attribute `source`"),
    Element(("outcomes", 0, "outcome"), "Closed", "`Learner Knowledge`, `Learner Competence`, ...; one at least"),
    Element(("outcomes", 0, "measured"), IF, "`Objective`, `Subjective` or both"),
    Element(("participants",), "Closed", "how many took part; enduring material counts from its start"),
    Element(
        ("participants", 0, "category"),
        ALWAYS,
        "attribute: `physician` or `non-physician`; JA-PARS's others are added to the latter",
    ),
    Element(("commendation_tags",), IF, "for your own use; any text"),
    Element(("mips",), IF, "`true` for a MIPS improvement activity"),
    Element(("rems", "rems_type"), IF, "`Opioid Analgesic` or `Mycophenolate`"),
    Element(("rems", "identifier"), IF, "the grant's identifier, such as `EG-000001-001`"),
    Element(("has_state_content",), IF, "true or false"),
    Element(
        ("permission_to_share",),
        IF,
        "true or false: whether the learners permit to pass completions on, where no learner's row or file says",
    ),
    Element(("state_content", 0, "domain"), IF, "such as `Opioids`"),
    Element(("state_content", 0, "topic"), IF, "the state's own topic"),
    Element(("close_requested",), IF, "`true` once everything is reported"),
)
