"""Mails of a local stack that come back are told to its own topic."""

from hub.stack import StackConnection


def tell_of_returned_mails(connection: StackConnection) -> None:
    """
    Let the emulator tell the stack's topic of bounces and complaints.

    On AWS the configuration set does so. The emulator keeps that and tells of nothing; it tells the topics of a
    sender's identity, which no template can name.
    """
    emulator = connection.session.client("ses", endpoint_url=connection.endpoint)
    for kind in ("Bounce", "Complaint"):
        emulator.set_identity_notification_topic(
            Identity=connection.mail_sender, NotificationType=kind, SnsTopic=connection.mail_feedback_topic
        )
