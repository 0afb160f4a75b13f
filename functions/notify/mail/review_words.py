"""What the mail that asks for the documents of an activity says."""

from cmehub.activities.activity import Activity
from cmehub.activities.reviews import ReviewRequest
from cmehub.fields.plain_text import one_line
from cmehub.rules.packs import rule_pack
from functions.notify.mail.mail import NoticeKind, Words
from functions.notify.mail.wording import shown

HEADLINE = "Your documents are asked for"
_WHOEVER_RUNS_THE_HUB = "Whoever runs CME Hub"


def review_words(request: ReviewRequest, activity: Activity, address: str) -> Words:
    """
    Compose what the mail says; the same input gives the same words.

    Parameters
    ----------
    address
        Where the provider's contact reads and answers it, once signed in.
    """
    path = f"/v1/activities/{request.activity_id}/reviews"
    asker = f"The {rule_pack(request.board, request.at.date()).name}" if request.board else _WHOEVER_RUNS_THE_HUB
    seen = {
        "headline": HEADLINE,
        "preview": f"{asker} reviews activity {request.activity_id}. Answer until {request.due}.",
        "asker": asker,
        "activity_id": request.activity_id,
        "title": shown(activity.title),
        "reason": one_line(request.reason),
        "due": f"{request.due.day} {request.due:%B %Y}",
        "review_id": request.review_id,
        "address": address,
        "steps": [
            ("Look at what is asked", f"GET {path}"),
            ("Get a place for each document, and put it there", f"POST {path}/{request.review_id}/documents"),
            ("Answer in words, and name the documents", f"POST {path}/{request.review_id}/answers"),
        ],
    }
    about = f"{request.activity_id}-{request.review_id}"
    return Words(NoticeKind.REVIEW, about, f"{HEADLINE}: activity {request.activity_id}, until {request.due}", seen)
