"""What filling in knows of people with an account: for their own page, and when they go."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from questionnaires.applying.forgetting import forget_contact
from questionnaires.models import ENDED, Application, Assignment, DateChange, Invitation, Scan, StateChange
from wolscan.models import Location, Membership, User
from wolscan.permissions import ROLE_PERMISSIONS, Permission
from wolscan.privacy.erasing import erases, objects_to_erasing
from wolscan.privacy.exporting import Part, tells


def leads_alone(person: User) -> list[str]:
    """Running scans that would be left with nobody to lead them."""
    roles = [role for role, granted in ROLE_PERMISSIONS.items() if Permission.INVITE in granted]
    held = Membership.objects.filter(role__in=roles, user__is_active=True)
    others = held.exclude(user=person).filter(location__isnull=False)
    alone = Location.objects.filter(pk__in=held.filter(user=person).values("location")).exclude(
        pk__in=others.values("location")
    )
    running = alone.filter(pk__in=Scan.objects.exclude(state__in=ENDED).values("location")).order_by("name")
    sentence = _("Nobody else leads the running scan of %(location)s. Name another coordinator there first.")
    return [sentence % {"location": place.name} for place in running]


def guides(person: User) -> list[str]:
    """Running scans that an adviser still has to guide."""
    running = Scan.objects.filter(adviser=person).exclude(state__in=ENDED).select_related("location")
    sentence = _("The running scan of %(location)s still has to be guided. Have it given to another adviser first.")
    return [sentence % {"location": scan.location.name} for scan in running.order_by("location__name", "pk")]


def what_is_known(person: User, is_self: bool) -> Iterator[Part]:
    """Applications, invitations and scans in which somebody's name or address stands."""
    words = {"location": _("Location"), "at": _("When"), "what": _("What")}
    yield Part("applications", _("Applications"), words, list(_applications(person)))
    yield Part("invitations", _("Invitations to take part"), words, list(_invitations(person)), _answers_are_apart())
    yield Part("assignments", _("Scans that were guided"), words, list(_assignments(person)))
    yield Part("steps", _("Steps in a scan"), words, list(_steps(person)))


def _answers_are_apart() -> str:
    return _("What you answered cannot be found back: when a sheet is sent, its link with the person is cut.")


def _applications(person: User) -> Iterator[dict[str, object]]:
    found = Application.objects.filter(contact_email__iexact=person.email)
    for row in found:
        contact = {"name": row.contact_name, "email": row.contact_email, "phone": row.contact_phone}
        yield {"location": row.location_name, "at": row.applied_at, "what": str(row.get_state_display())} | contact


def _invitations(person: User) -> Iterator[dict[str, object]]:
    found = Invitation.objects.filter(email__iexact=person.email).select_related("scan__location").order_by("pk")
    for way in found:
        yield {"location": way.scan.location.name, "at": way.asked_on, "what": str(way.get_kind_display())}


def _assignments(person: User) -> Iterator[dict[str, object]]:
    found = Assignment.objects.filter(Q(old=person) | Q(new=person)).select_related("scan__location")
    for row in found:
        what = _("given") if row.new_id == person.pk else _("given to another")
        yield {"location": row.scan.location.name, "at": row.at, "what": what}


def _steps(person: User) -> Iterator[dict[str, object]]:
    for row in StateChange.objects.filter(by=person).select_related("scan__location"):
        yield {"location": row.scan.location.name, "at": row.at, "what": str(row.get_new_display())}
    for change in DateChange.objects.filter(by=person).select_related("scan__location").order_by("at"):
        yield {"location": change.scan.location.name, "at": change.at, "what": _("a date moved")}


def forget(person: User) -> dict[str, int]:
    """Empties the name on letters of their locations, and the contact of their applications."""
    places = person.memberships.filter(location__isnull=False).values("location")
    contacts = Scan.objects.filter(location__in=places).exclude(contact_name="").order_by()
    name = person.name.casefold()
    keys = [key for key, contact in contacts.values_list("pk", "contact_name") if contact.strip().casefold() == name]
    named = Scan.objects.filter(pk__in=keys)
    waiting = Application.objects.filter(contact_email__iexact=person.email, state=Application.State.NEW)
    decided = Application.objects.filter(contact_email__iexact=person.email).exclude(state=Application.State.NEW)
    counts = {"contacts": named.update(contact_name="", contact_phone="")}
    return counts | {"applications": forget_contact(decided) + waiting.delete()[0]}


def register() -> None:
    objects_to_erasing(leads_alone)
    objects_to_erasing(guides)
    tells(what_is_known)
    erases(forget)
