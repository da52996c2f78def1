"""Taking part: taking a place, and sending a sheet so that nothing leads from it to a person.

Nothing here is written to the event record: who answers is nobody's business.
"""

from datetime import date
from uuid import UUID

from django.db import transaction

from questionnaires.invitations import NotOpen, is_open, make_invitation
from questionnaires.models import Answer, AnswerSheet, Invitation, Participation, Scan, State

#: Groups in which a person may choose beforehand that their group stands on its own, however small.
MAY_BE_NAMED = frozenset({"management", "clientvertegenwoordigers"})


class GroupIsFull(Exception):
    """As many people took part by this link as it was made for."""


class NothingToSend(Exception):
    """The sheet holds no answer yet."""


class AlreadySent(Exception):
    """The sheet of this invitation was sent; it cannot be opened or changed any more."""


@transaction.atomic
def take_place(
    *, invitation: Invitation, mode: str, named: bool, today: date, place_key: UUID | None = None
) -> AnswerSheet:
    """The sheet of this invitation: a new one, or the one that was begun. A group link gives a personal place.

    ``place_key`` is the key of that personal place: taking it twice gives the same place.
    Raises ``NotOpen``, ``AlreadySent`` or ``GroupIsFull``.
    """
    Scan.objects.select_for_update().get(pk=invitation.scan_id)  # never while the round is being closed
    held = Invitation.objects.select_for_update(of=("self",)).select_related("scan").get(pk=invitation.pk)
    if not is_open(held, today):
        raise NotOpen
    if held.kind == Invitation.Kind.LINK:
        held = _personal_place(held, place_key)
    if held.progress == Invitation.Progress.DONE:
        raise AlreadySent
    place = Participation.objects.filter(invitation=held).first()
    if place:
        return place.sheet
    place = Participation.objects.create(
        scan=held.scan,
        group=held.group,
        mode=mode,
        named=named and held.group in MAY_BE_NAMED,
        invitation=held,
    )
    Invitation.objects.filter(pk=held.pk).update(progress=Invitation.Progress.BEGUN)
    return AnswerSheet.objects.create(scan=held.scan, participation=place, group=held.group, named=place.named)


@transaction.atomic
def change_mode(*, sheet: AnswerSheet, mode: str) -> None:
    """Somebody who began goes on in another way, for example on a screen instead of on paper."""
    Participation.objects.filter(pk=sheet.participation_id, invitation__isnull=False).update(mode=mode)


def _personal_place(link: Invitation, key: UUID | None) -> Invitation:
    """A code of one's own behind a group link, so that one can come back to the same sheet."""
    taken = link.taken.filter(pk=key).first() if key else None
    if taken:
        return taken
    if link.cap is not None and link.taken.filter(is_revoked=False).count() >= link.cap:
        raise GroupIsFull
    return make_invitation(
        key=key,
        scan=link.scan,
        group=link.group,
        kind=Invitation.Kind.PERSONAL,
        parent=link,
        language=link.language,
    )


@transaction.atomic
def send_sheet(*, sheet: AnswerSheet, today: date) -> None:
    """Sends a sheet of one person: its answers are copied into new rows and the draft, with its place, is deleted.

    Afterwards only group and scan are known of it. Raises ``NothingToSend``, or ``NotOpen`` when the round is over.
    """
    scan = Scan.objects.select_for_update().get(pk=sheet.scan_id)
    AnswerSheet.objects.select_for_update().filter(pk=sheet.pk).first()  # what is being saved is sent too
    place = Participation.objects.select_related("invitation").filter(sheet=sheet.pk).first()
    if place is None or place.invitation is None or scan.state != State.OPEN:
        raise NotOpen
    if scan.closes_on and today > scan.closes_on:
        raise NotOpen
    given = list(Answer.objects.filter(sheet=sheet).exclude(value="", note="").order_by("topic"))
    if not any(answer.value for answer in given):
        raise NothingToSend
    copy_answers(given, AnswerSheet.objects.create(scan=scan, group=place.group, named=place.named, is_sent=True))
    Invitation.objects.filter(pk=place.invitation_id).update(progress=Invitation.Progress.DONE)
    AnswerSheet.objects.filter(pk=sheet.pk).delete()
    place.delete()


def copy_answers(given: list[Answer], sheet: AnswerSheet) -> None:
    """New rows with the same answers on another sheet."""
    Answer.objects.bulk_create(
        Answer(sheet=sheet, theme=a.theme, topic=a.topic, value=a.value, note=a.note) for a in given
    )
