"""What a question is called where only its name is seen: among calendars and feeds."""

from cmehub.search.parameters import SearchParameters

_UNSAID = {"page", "sort", "miles", "online"}


def question_name(asked: SearchParameters) -> str:
    """Return a name that tells a question from others: its words, then the values of its filters."""
    given = asked.model_dump(mode="json", exclude_defaults=True, exclude={"q", *_UNSAID})
    values = [
        name if choice is True else f"near {choice}" if name == "near" else str(choice)
        for name, value in given.items()
        for choice in (value if isinstance(value, list) else [value])
    ]
    return ": ".join(["CME activities", *filter(None, [", ".join(filter(None, [asked.q, *values]))])])
