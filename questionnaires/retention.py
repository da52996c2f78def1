"""What filling in clears away: contact persons of rounds, and of applications."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from questionnaires.applying.forgetting import forget_contact
from questionnaires.models import Application, Scan, State, StateChange
from wolscan.dates import end_of
from wolscan.privacy.retention import forgets
from wolscan.privacy.table import last_day


def ended_until(day: date) -> QuerySet[Scan]:
    """Scans that were confirmed, or withdrawn, on this day or before."""
    withdrawn = StateChange.objects.filter(scan=OuterRef("pk"), new=State.VERVALLEN, at__lt=end_of(day))
    return Scan.objects.filter(Q(confirmed_on__lte=day) | (Q(state=State.VERVALLEN) & Exists(withdrawn)))


def contacts(on: date) -> QuerySet[Scan]:
    """Scans that still have a contact person and need none any more."""
    return ended_until(last_day("contacts", on)).exclude(contact_name="", contact_phone="")


def forget_contacts(on: date) -> int:
    return contacts(on).update(contact_name="", contact_phone="")


def admitted(on: date) -> QuerySet[Application]:
    """Applications that were admitted long ago."""
    day = last_day("admitted_applications", on)
    return Application.objects.filter(state=Application.State.ADMITTED, decided_at__lt=end_of(day))


def register() -> None:
    forgets("contacts", due=lambda on: contacts(on).count(), apply=forget_contacts)
    forgets(
        "admitted_applications",
        due=lambda on: admitted(on).exclude(contact_email="").count(),
        apply=lambda on: forget_contact(admitted(on)),
    )
