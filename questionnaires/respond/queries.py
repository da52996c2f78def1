"""Reads for people who take part."""

from uuid import UUID

from questionnaires.models import AnswerSheet, Invitation, Participation


def place_of(invitation: Invitation) -> Participation | None:
    """The place that was taken with an invitation, with its sheet; none before *Begin* and none after sending."""
    return Participation.objects.select_related("sheet").filter(invitation=invitation).first()


def is_on_paper(invitation: Invitation, place: Participation | None) -> bool:
    """Whether the answers of this invitation stand, or will stand, on paper."""
    if place is not None:
        return place.mode == Participation.Mode.PAPER
    return invitation.kind == Invitation.Kind.PAPER


def is_draft_of_one(sheet: UUID) -> bool:
    """Whether this is the draft of somebody who came with an invitation."""
    return AnswerSheet.objects.filter(pk=sheet, participation__invitation__isnull=False).exists()
