"""The three kinds of file: organisations, locations and advisers."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wolscan.dates import today
from wolscan.models import Location, Organisation, User
from wolscan.permissions import Role
from wolscan.places.cells import Address, Cell, Day, Groups, Known, Number, Words, YesNo
from wolscan.places.columns import ADVISERS, LOCATIONS, ORGANISATIONS
from wolscan.places.differences import Names
from wolscan.places.holding import held
from wolscan.places.resources import PlanningResource, Tell
from wolscan.regions import regions_by_spelling, spelling

Row = Mapping[str, Any]


def folded(name: str) -> str:
    """A name without capitals: equal for the same organisation or location."""
    return name.casefold()


class OrganisationResource(PlanningResource):
    """Organisations: found by their key, else by their name."""

    outside_key = Cell("outside_key", "kenmerk", Words(40))
    name = Cell("name", "organisatie", Words(120), is_needed=True)

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        known = list(Organisation.objects.all())
        self.by_key = {found.outside_key: found for found in known if found.outside_key}
        self.by_name = {folded(found.name): found for found in known}

    def get_instance(self, instance_loader: Any, row: Row) -> Organisation | None:
        return self.by_key.get(row.get("kenmerk")) or self.by_name.get(folded(row["organisatie"]))

    def init_instance(self, row: Row | None = None) -> Organisation:
        return Organisation(is_fictitious=settings.DEMO)

    def after_init_instance(self, instance: Organisation, new: bool, row: Any, **kwargs: Any) -> None:
        if row.get("kenmerk"):
            self.once(row, "outside_key", row["kenmerk"])
            if instance.outside_key not in {None, row["kenmerk"]}:
                raise ValidationError({"outside_key": _other_key(instance.outside_key)})
        if row["organisatie"]:
            self.once(row, "name", folded(row["organisatie"]))
        named = self.by_name.get(folded(row["organisatie"]))
        if named and named.pk != instance.pk:
            raise ValidationError({"name": _("Another organisation has this name already.")})


class LocationResource(PlanningResource):
    """Locations: found by their key, else by organisation and name."""

    outside_key = Cell("outside_key", "kenmerk", Words(40))
    name = Cell("name", "locatie", Words(120), is_needed=True)
    place = Cell("place", "plaats", Words(80), is_needed=True)
    residents = Cell("residents", "bewoners", Number(1, 2000))
    living_groups = Cell("living_groups", "woongroepen", Number(1, 200))
    is_small_scale = Cell("is_small_scale", "kleinschalig", YesNo())
    target_groups = Cell("target_groups", "doelgroepen", Groups())
    closed_on = Cell("closed_on", "gesloten_op", Day())

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.names, self.organisations = _known_organisations()
        regions = regions_by_spelling(today())
        self.names.regions.update({region.pk: region.name for region in regions.values()})
        self.fields["organisation"] = Cell("organisation_id", "organisatie", _organisation(self), is_needed=True)
        self.fields["region"] = Cell("region_id", "regio", _region(self, regions), is_needed=True)
        known = list(Location.objects.all())
        self.by_key = {found.outside_key: found for found in known if found.outside_key}
        self.by_name = {(found.organisation_id, folded(found.name)): found for found in known}
        self.open = {found.pk for found in known if found.closed_on is None}
        self.held: set[Any] | None = None

    def _place_of(self, row: Row) -> tuple[Any, str]:
        return self.organisations.get(folded(row["organisatie"])), folded(row["locatie"])

    def get_instance(self, instance_loader: Any, row: Row) -> Location | None:
        return self.by_key.get(row.get("kenmerk")) or self.by_name.get(self._place_of(row))

    def init_instance(self, row: Row | None = None) -> Location:
        return Location()

    def after_init_instance(self, instance: Location, new: bool, row: Any, **kwargs: Any) -> None:
        if row.get("kenmerk"):
            self.once(row, "outside_key", row["kenmerk"])
            if instance.outside_key not in {None, row["kenmerk"]}:
                raise ValidationError({"outside_key": _other_key(instance.outside_key)})
        organisation, name = self._place_of(row)
        if organisation is None or not name:
            return
        self.once(row, "name", (organisation, name))
        named = self.by_name.get((organisation, name))
        if named and named.pk != instance.pk:
            raise ValidationError({"name": _("This organisation has another location with this name already.")})

    def validate_instance(self, instance: Location, import_validation_errors: Any = None, **kwargs: Any) -> None:
        super().validate_instance(instance, import_validation_errors, **kwargs)
        if instance.closed_on and instance.pk in self.open and instance.pk in self._held():
            words = _("A scan of this location is running. Withdraw it or let it end; then the location can close.")
            raise ValidationError({"closed_on": words})

    def _held(self) -> set[Any]:
        if self.held is None:
            self.held = held(self.open)
        return self.held


class AdviserResource(PlanningResource):
    """Advisers: found by their mail address. Who belongs to a location or has another role cannot be one."""

    name = Cell("name", "naam", Words(120), is_needed=True)
    email = Cell("email", "e-mail", Address(), is_needed=True)
    is_active = Cell("is_active", "actief", YesNo())

    def __init__(self, tell: Tell = lambda done, total: None) -> None:
        super().__init__(tell)
        known = User.objects.prefetch_related("memberships")
        self.by_address = {user.email.lower(): user for user in known}

    def get_instance(self, instance_loader: Any, row: Row) -> User | None:
        return self.by_address.get(row["e-mail"].lower())

    def init_instance(self, row: Row | None = None) -> User:
        return User()

    def after_init_instance(self, instance: User, new: bool, row: Any, **kwargs: Any) -> None:
        if row["e-mail"]:
            self.once(row, "email", row["e-mail"].lower())
        if not new and self._roles(instance) - {Role.ADVISER}:
            words = _("This account has another role already. Somebody who belongs to a location cannot be an adviser.")
            raise ValidationError({"email": words})

    def skip_row(self, instance: User, original: User, row: Row, import_validation_errors: Any = None) -> bool:
        is_adviser = instance.pk is not None and Role.ADVISER in self._roles(self.by_address[original.email.lower()])
        return is_adviser and super().skip_row(instance, original, row, import_validation_errors)

    def _roles(self, user: User) -> set[str]:
        return {membership.role for membership in user.memberships.all()} if user.pk else set()


def _known_organisations() -> tuple[Names, dict[str, int]]:
    """The names of organisations by key, and their keys by name or outside key."""
    known = list(Organisation.objects.all())
    by_name = {folded(found.name): found.pk for found in known}
    by_key = {folded(found.outside_key): found.pk for found in known if found.outside_key}
    return Names({found.pk: found.name for found in known}, {}), by_key | by_name


def _organisation(resource: LocationResource) -> Known:
    words = gettext_lazy("The organisation “%(value)s” is not known. Import organisations first, or mend the name.")
    return Known(resource.organisations, folded, words, resource.names.organisations)


def _region(resource: LocationResource, regions: Mapping[str, Any]) -> Known:
    words = gettext_lazy("The region “%(value)s” is not known.")
    keys = {written: region.pk for written, region in regions.items()}
    return Known(keys, spelling, words, resource.names.regions)


def _other_key(key: str) -> str:
    return _("This row fits something that is known as %(key)s. Use that, or leave this cell empty.") % {"key": key}


RESOURCES: Mapping[str, type[PlanningResource]] = {
    ORGANISATIONS: OrganisationResource,
    LOCATIONS: LocationResource,
    ADVISERS: AdviserResource,
}
