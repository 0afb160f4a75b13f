"""The end of a submission: whoever adds its last fact says so."""

from cmehub.messages import NoticeMessage
from cmehub.queues import Queue
from cmehub.stores import SubmissionStore
from cmehub.submissions import SubmissionStatus


def tell_if_finished(submission_id: str, submissions: SubmissionStore, notices: Queue) -> None:
    """
    Send a notice if every fact of a submission is there.

    Called after each fact and again when a message is delivered a second time, so that a step that stopped between
    its writes and its sends is made whole; whoever reads the notices takes the first of a submission.
    """
    submission = submissions.find(submission_id)
    if submission is not None and submission.status is SubmissionStatus.FINISHED:
        notices.send([NoticeMessage(submission_id=submission_id, provider_id=submission.provider_id)])
