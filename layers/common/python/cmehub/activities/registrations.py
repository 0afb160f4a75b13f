"""An activity's registrations for boards: what learners can earn, and what the provider attests to."""

import datetime as dt

from pydantic import BaseModel, ConfigDict


class Attestation(BaseModel):
    """
    That a provider keeps a board's requirements: sending a registration attests to it.

    Attributes
    ----------
    by
        ``<submission>#<row>`` that sent the registration.
    at
        When.
    pack_from
        From when on the board's rule pack is in force under which it was sent.
    version, text_digest
        Which statements were attested to, and the SHA-256 of them (`cmehub.rules.packs.attestations`).
    """

    model_config = ConfigDict(frozen=True)

    by: str
    at: dt.datetime
    pack_from: dt.date
    version: str
    text_digest: str


class MocRegistration(BaseModel):
    """
    An activity's registration for one board's Maintenance of Certification.

    Attributes
    ----------
    board
        Board code.
    points
        Most points that one learner can earn, in steps of 0.25.
    credit_types
        The board's credit types offered.
    claim_date
        Last day on which learners can claim the credit.
    evaluation
        How each learner is evaluated.
    threshold
        The least share, in percent, of the evaluation that a learner passes or takes part in to earn the credit.
    feedback
        How learners hear what they got right, and why.
    attestation
        Who attested to the board's requirements; there once the hub has stored the registration.
    """

    model_config = ConfigDict(frozen=True)

    board: str
    points: float
    credit_types: tuple[str, ...]
    claim_date: dt.date | None = None
    evaluation: str | None = None
    threshold: float | None = None
    feedback: str | None = None
    attestation: Attestation | None = None
