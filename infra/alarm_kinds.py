"""What each kind of alarm means and what to do about it: the alarms say it, and the operators' page."""

from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "alarms.md"


@dataclass(frozen=True)
class AlarmKind:
    """
    A kind of alarm.

    Attributes
    ----------
    title
        What its page has it under; each alarm's description begins with it.
    means, mend
        What has happened, and what to do.
    """

    title: str
    means: str
    mend: str

    def description(self, about: str = "") -> str:
        """Return what an alarm of this kind says, about a queue, a function or a board."""
        return f"{self.title}{f' ({about})' if about else ''}. {self.means} {self.mend}"


DEAD_LETTERS = AlarmKind(
    "Dead letters",
    "Messages failed as often as they are tried. They are kept for 14 days, and nothing of them is lost until then.",
    "Look at why with `hub redrive QUEUE --look`; once it is mended, `hub redrive QUEUE`.",
)
OLDEST_MESSAGE = AlarmKind(
    "Messages wait",
    "The oldest message of a queue has waited for more than an hour: its function fails, is put off, or has too much.",
    "Look at the alarms and the log of the queue's function. What waits goes on by itself.",
)
BOARD_DOWN = AlarmKind(
    "A board is down",
    "It doesn't answer. Its asks wait, and go on by themselves once it is back.",
    "`hub boards queue` shows what waits. If it lasts, ask the board, or decide by hand with `hub boards decide`.",
)
API_FAULTS = AlarmKind(
    "Calls get 5xx",
    "Calls were answered with a fault of the hub's own.",
    "The function's log has each by the request ID that whoever called was given.",
)
FUNCTION_FAILS = AlarmKind(
    "A function fails",
    "It ended in errors, in two of three spans of five minutes. What it takes in is tried again, calls got 5xx.",
    "Its log has the errors. After a deployment, deploy the release before it.",
)
NEAR_TIMEOUT = AlarmKind(
    "A function is near its timeout",
    "A run took more than nine tenths of the time that it has; one that takes longer is ended and tried again.",
    "Its log has how long each run took, and of what. Tell of it in an issue: the work has to come in smaller parts.",
)
SEARCH_DRIFT = AlarmKind(
    "The search index differs",
    "The nightly rebuild found activities that the index had not, or had otherwise. It has been put right.",
    "Look in the log of `index.handler` for what it couldn't take on the day before.",
)
SEARCH_LAGS = AlarmKind(
    "The search index lags",
    "Changed activities have waited for more than five minutes to be found.",
    "Look at the log of `index.handler`. What waits goes on by itself.",
)
BOUNCES = AlarmKind(
    "Mails come back",
    "More than one mail in twenty bounces. At one in ten, SES may stop the account's mails.",
    "Look at SES's *Reputation metrics* and the log of the function `feedback`. Was a wrong list of contacts loaded?",
)
COMPLAINTS = AlarmKind(
    "Mails are complained of",
    "More than one mail in a thousand is marked as spam. From there on, SES may stop the account's mails.",
    "Nobody who complained is written to any more. Look at which mails it was, and whether they were wanted.",
)
GUESSING = AlarmKind(
    "Somebody guesses, or takes too much",
    "More was refused in an hour than people make by mistake: keys, calls, people looked up, claims, codes, passcodes.",
    "See who it is, as *Running the hub* says under *Who guesses*, and end the key or the account.",
)
THROTTLED = AlarmKind(
    "Functions are throttled",
    "Calls of functions were put off, in two of three spans of five minutes: the account runs all that it may at once.",
    "Ask AWS for a higher quota of concurrent executions (Service Quotas, AWS Lambda).",
)
CONCURRENCY = AlarmKind(
    "The account is busy",
    "Functions run at more than eight tenths of what the account may run at once.",
    "Ask AWS for a higher quota of concurrent executions (Service Quotas, AWS Lambda) before calls are put off.",
)

KINDS = (
    DEAD_LETTERS,
    OLDEST_MESSAGE,
    BOARD_DOWN,
    API_FAULTS,
    FUNCTION_FAILS,
    NEAR_TIMEOUT,
    SEARCH_DRIFT,
    SEARCH_LAGS,
    BOUNCES,
    COMPLAINTS,
    GUESSING,
    CONCURRENCY,
    THROTTLED,
)


def alarm_page() -> str:
    """Return the operators' page of alarms."""
    rows = [f"| {kind.title} | {kind.means} | {kind.mend} |" for kind in KINDS]
    head = ["| alarm | what has happened | what to do |", "| --- | --- | --- |"]
    about = "An alarm's mail begins with one of these, and names the queue, the function or the board that it is about."
    return "\n".join(["# Alarms", "", about, "", *head, *rows, ""])


if __name__ == "__main__":
    PAGE.write_text(alarm_page(), "utf-8")
