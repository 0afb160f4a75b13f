"""What the mail about a missing credit says."""

from cmehub.fields.plain_text import one_line
from cmehub.passport.asking_physicians import AskingPhysician
from cmehub.passport.missing_credits import MissingCredit
from functions.notify.mail.mail import NoticeKind, Words
from functions.notify.mail.wording import day, shown


def missing_words(request: MissingCredit, asker: AskingPhysician, address: str, *, reminder: bool) -> Words:
    """Compose what a provider is told; the subject names nobody."""
    headline = "A credit is still missing" if reminder else "A credit is missing"
    due = day(request.due_on)
    ids, words = "; ".join(f"{name} {number}" for _, name, number in asker.ids), one_line(request.words)
    details = [
        ("Physician", f"{shown(asker.name)}: {ids}"),
        ("Activity", f"{request.activity_id}: {shown(request.title)}"),
        ("Completed on", day(request.completed_on)),
        ("Asked for on", day(request.asked_at)),
        *([("What the physician says", words)] if words else []),
    ]
    seen = {
        "headline": headline,
        "preview": f"Activity {request.activity_id}. Report it, or answer until {due}.",
        "asker": shown(asker.name),
        "details": details,
        "activity_id": request.activity_id,
        "due": due,
        "address": address,
        "missing_id": request.missing_id,
    }
    subject = f"{headline}: activity {request.activity_id}, until {request.due_on}"
    return Words(NoticeKind.MISSING, request.missing_id, subject, seen)
